import type { DeviceTexts } from '../catalogue.ts'

/** What can be known of a device, in Japanese. */
export const device: DeviceTexts = {
  device: {
    cancel: '中止',
    epochOf: (epoch, epochs) => `${epochs} エポックのうち ${epoch}`,
    check: {
      title: 'このデバイスを検査',
      about:
        'どのバックエンドも同じ法則を守らなければなりません。各演算は、その算術から導いた誤差の範囲に収まり、メモリーはビット単位でそのまま戻り、学習は再現します。どの法則も、ランダムな場合で試します。',
      cases: '法則ごとの場合の数',
      two: '二つ',
      twenty: '二十',
      hundred: '百',
      copy: 'テキストとしてコピー',
      progress: (backend, done, laws) => `${backend}: ${laws} 法則のうち ${done}`,
      progressBroken: (progress, broken) => `${progress}、違反 ${broken}`,
      backends: 'このデバイスのバックエンド',
      backend: 'バックエンド',
      lawsKept: '守った法則',
      largestError: '最大の誤差',
      seconds: '秒',
      device: 'デバイス',
      notHere: 'ここにはありません。',
      breaks: (backend) => `${backend} は法則を破ります。`,
      everyLaw: 'すべての法則のテキスト',
      keptOf: (kept, laws) => `${laws} のうち ${kept}`,
      ofItsBar: (share) => `許容範囲の ${share} 倍`,
      beyondItsBar: '許容範囲を超過',
      inSoftware: (device) => `${device}、ソフトウェアによる`,
      kept: (kept, all) => `${all} 個のバックエンドのうち ${kept} 個がすべての法則を守ります。`,
      broken: (count) => `${count} 個は法則を破ります。学習に使わないでください。`,
      absent: (count) => `${count} 個はここにはありません。`,
      stopped: '残りを検査する前に中止されました。',
      copied: 'コピーしました。',
      notCopied: 'このブラウザーはコピーを許可していません。「すべての法則のテキスト」からお取りください。',
    },
    race: {
      title: '二つのバックエンドを並べる',
      about:
        '今の重みから、両方が同じ歩みを進めます。足し算の順序も丸め方も違うので、差は最後の桁から広がります。上の学習には影響しません。',
      first: '一つ目',
      second: '二つ目',
      epochs: 'エポック数',
      compare: '比較',
      firstWeights: '最初の重み',
      epoch: (epoch) => `エポック ${epoch}`,
      same: (one, other, epochs, from) =>
        `${one} と ${other} は、${from}からの ${epochs} エポックすべてで同じ float32 の数値です。`,
      apart: (one, other, epoch, from, epochs, most) =>
        `${one} と ${other} は、${from}からエポック ${epoch} で分かれ、${epochs} エポック後の差は最大 ${most} です。`,
      byBlock: 'パラメーターのブロックごとの差',
      block: 'ブロック',
      largest: '最大の差',
      ulps: '最終桁の単位',
      apartAfter: '分かれたエポック',
      never: 'なし',
      chart: 'エポックごとの、パラメーターの最大の差',
      chartWords: (first, last, epochs) =>
        `パラメーターの最大の差: 1 エポック後は ${first}、${epochs} エポック後は ${last}。`,
    },
    prove: {
      title: 'ここで確かめる',
      about:
        'README では 569 件の腫瘍でネットワークを学習し、パラメーターのハッシュを示します。どの計算機でも同じ値です。このブラウザーで学習して比べてください。',
      here: 'ここ',
      same: (epochs, seconds) => `${epochs} エポック、${seconds} 秒で同じ値になりました。`,
      other: (epochs, seconds) => `${epochs} エポック、${seconds} 秒で別のハッシュになりました。`,
      sameMeans:
        'どの重みのどのビットも、コマンドラインの計算と同じです。分割、最初の重み、シャッフル、そしてすべての和も。',
      otherMeans:
        'このブラウザーは、試した計算機とは異なるビットを計算します。このデバイスを検査し、両方のハッシュとブラウザー、プロセッサーをご報告ください。',
    },
  },
}
