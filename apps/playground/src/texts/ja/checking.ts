import type { BelowTexts } from '../catalogue.ts'

/** What is tried with the derivation, in Japanese: the check, the mistakes, the walk. */
export const checking: Pick<BelowTexts, 'gradientCheck' | 'mistakes' | 'walk'> = {
  gradientCheck: {
    title: '勾配を検査',
    about:
      '各パラメーター p を両方向に少し動かします。(J(p + h) − J(p − h)) / 2h が、導出なしに求めたその微分 n です。(11)–(14) の勾配 a は、これと一致しなければなりません。',
    checking: 'すべてのパラメーターを検査中…',
    agree: (epoch, worst) => `エポック ${epoch} で、どのブロックも一致します。最大の相対差は ${worst} です。`,
    differ: (epoch, worst, limit) =>
      `エポック ${epoch} で、あるブロックが ${worst} だけ異なります。正しい勾配では ${limit} 未満です。`,
    table: 'ブロックごとの勾配の検査',
    block: 'ブロック',
    compared: '比較数',
    kinks: '折れ点',
    verdict: '判定',
    verdicts: {
      agrees: '一致',
      differs: '不一致',
      zero: '両方 0 で、何も示さない',
      kink: '折れ点のため除外',
    },
    zeroKey: '両方 0: 死んだユニットのように、比べるものがない',
    kinkKey: '除外: J(p − h) と J(p + h) の間で ReLU の側が変わる',
    noKinks: '(ここにはなし)',
    agreementOf: (block) => `${block} の一致`,
    entry: (block, row, column, verdict) => `${block}、${row}、${column} ${verdict}`,
    entryWith: (entry, analytic, numeric) => `${entry}: 解析値 ${analytic}、数値微分 ${numeric}`,
  },
  mistakes: {
    title: '壊してみる',
    about: (epochs) =>
      `起こりやすい四つの間違いです。どれもコードの写しの中で動き、あなたのネットワークは変わりません。どちらも今のパラメーターから始めます。検査で勾配を比べ、一歩を再現し、正しいものと並べて ${epochs} エポック学習します。`,
    mistakes: '間違い',
    names: {
      dropMean: '1/m を落とす',
      flipSign: '符号を反転する',
      forgetTranspose: '転置を忘れる',
      updateFirst: 'W2 を先に更新する',
    },
    what: {
      dropMean: '手書きのノートの最後の行で失われていました。どの勾配も向きは正しく、長さが m 倍になります。',
      flipSign: '残差が逆向きになり、どの一歩も上ります。',
      forgetTranspose: '手書きのノートのとおり、転置ではなく W[l] そのものが残差を下の層へ運びます。',
      updateFirst:
        '下の層が勾配を求める前に上の層が動くため、その勾配はすでに新しくなった重みを見てしまいます。',
    },
    working: '検査と学習をしています…',
    refused: '形が合わず、計算できません:',
    refusedWhat:
      '勾配も学習もありません。いちばん良い種類の間違いです。どの層もユニット数が同じなら動いてしまい、気づくのは勾配の検査だけです。',
    found: '検査で見つかります:',
    foundWorst: (worst) => `最大の相対差は ${worst} です。`,
    unseen: '検査では見つかりません:',
    unseenWorst: (worst) => `最大の相対差は ${worst} で、正しい勾配と同じ程度です。`,
    onlyOrder: 'どの一点でも勾配は正しく、誤りは更新の順序だけです。検査は更新をしません。',
    nothingToSpoil: 'このネットワークには、この間違いで壊れるものがありません。',
    replay: '一歩の再現:',
    sameStep: 'どのブロックも正しい一歩と同じように動きます。',
    blockApart: (block, difference) => `${block}（相対差 ${difference}）`,
    otherStep: (blocks) => `正しい一歩と動きが違うのは ${blocks} です。`,
    othersRight: 'ほかは正しく動きます。',
    training: '学習:',
    costs: (epochs, right, broken) =>
      `${epochs} エポック後の J は、正しいもので ${right}、壊れたもので ${broken} です。`,
    same: '二つの学習は、どのエポックでも同じです。',
    apart: (epoch, difference) => `差が最大なのはエポック ${epoch} で、${difference} です。`,
    noNumber: (epoch) => `エポック ${epoch} で、壊れたもののコストは数ではなくなります。`,
    curves: (epochs, from, to, broken) =>
      `${epochs} エポックのコスト。正しいもの: ${from} から ${to}。壊れたもの: ${broken} まで。`,
    epoch: 'エポック',
    rightRun: '正しい',
    brokenRun: '壊れた',
    costAxis: 'コスト J、対数目盛',
    costAxisClipped: 'コスト J、対数目盛。壊れたものは図の外に出ます',
  },
  walk: {
    title: 'この事例をたどる',
    forward: (step, steps, equation) => `段階 ${step} / ${steps}、順方向: ${equation}。`,
    backward: (step, steps, equation) => `段階 ${step} / ${steps}、逆方向: ${equation}。`,
    previous: '前の段階',
    next: '次の段階',
    play: '自動で進める',
    pause: '自動を止める',
    pace: '一段階',
    seconds: (count) => `${count} 秒`,
    end: 'たどるのを終える',
  },
}
