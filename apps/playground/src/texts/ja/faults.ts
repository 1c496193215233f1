import type { PartTexts } from '../catalogue.ts'

/** What went wrong, in Japanese. */
export const faults: PartTexts['faults'] = {
  reported: (sentence) => sentence,
  wrong: (reason) => `問題が発生しました: ${reason}`,
  resetOrReload: '学習をリセットするか、ページを再読み込みしてください。',
  againOrReload: 'もう一度試すか、ページを再読み込みしてください。',
  failed: (backend, reason) => `${backend} が失敗しました: ${reason}`,
  goesOn: (backend) => `学習は ${backend} で続きます。`,
  goesOnFrom: (backend, epoch, lost) =>
    `学習は ${backend} で、最後に保存されたエポック ${epoch} から続きます。戻すには、もう一度 ${lost} を選んでください。`,
  accelerate: 'ブラウザーの設定でハードウェアアクセラレーションを有効にするか、cpu のままお使いください。',
  diverged: (epoch) =>
    `学習はエポック ${epoch} までに発散しました。コストまたは重みが数ではなくなっています。`,
  lowerRate: (rate, epoch) =>
    `学習率を今の ${rate} より下げてください。これは最後に正常だったエポック ${epoch} です。`,
  lowerRateOrMend: (rate, epoch) =>
    `コードを見直すか、学習率を今の ${rate} より下げてください。これは最後に正常だったエポック ${epoch} です。`,
  comparisonDiverged: (epoch) =>
    `比較のエポック ${epoch} で学習が発散しました。重みが数ではなくなっています。`,
  lowerRateOrEpochs: '学習率を下げるか、比較するエポック数を減らしてください。',
  onlyRelu:
    'あなたのコードは ReLU の隠れ層のためのものですが、このネットワークには隠れ層がないか、別のものです。',
  onlyPlain: 'あなたのコードは単純な勾配降下法です。モメンタム、Adam、L2 には対応しません。',
  tooSlow: (seconds) => `あなたのコードは一歩に ${seconds} 秒より長くかかりました。`,
  stopped: (exercise) => `あなたの ${exercise} が止まりました:`,
  stoppedAt: (exercise, line) => `あなたの ${exercise} が ${line} 行目で止まりました:`,
  coreTakesOver: 'ここからは core のコードが続けます。直して、もう一度学習させてください。',
  coreGoesOn: 'core のコードが続けます。もう一度あなたのコードで学習すると、ページがそれに合わせて戻ります。',
  noWorker: 'このためのワーカーを開始できませんでした。',
  connectThenReload: '接続を確認し、ページを再読み込みしてください。',
  noHashes: 'このブラウザーは https のページか、この計算機のページでのみハッシュを計算します。',
  openOverHttps: 'ページを https で開いてください。',
  noTable: '例の表を取得できませんでした。',
  connectThenAgain: '接続を確認して、もう一度お試しください。',
}
