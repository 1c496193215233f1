import type { PartTexts } from '../catalogue.ts'

/** What this browser kept, in Japanese. */
export const keeping: PartTexts['keeping'] = {
  goingOn: (what) => `前回の続きから始めます: ${what}。このブラウザーだけに保存されています。`,
  leftOff: (what) => `前回はここまででした: ${what}。このブラウザーだけに保存されています。`,
  goOn: '続ける',
  forget: '消去する',
  drawnPoints: '描いた点',
  epoch: (epoch) => `エポック ${epoch}`,
}

/** The pictures that leave the page, in Japanese. */
export const pictures: PartTexts['pictures'] = {
  title: '画像',
  caption:
    'この時点の画像を、ページの配色で保存します。コスト曲線は対数目盛で、L2 を含みません。SVG はどの大きさでも鮮明です。',
  names: { plane: '平面', network: 'ネットワーク', curves: 'コスト曲線' },
  format: { png: 'PNG', svg: 'SVG' },
  save: (picture, format) => `${picture}を ${format} で保存`,
  saved: (file) => `${file} を保存しました。`,
  epoch: 'エポック',
  trainingCost: '訓練コスト',
  testCost: 'テストコスト',
  training: '訓練',
  test: 'テスト',
}
