import type { PartTexts } from '../catalogue.ts'

/** What this browser kept, in Japanese. */
export const keeping: PartTexts['keeping'] = {
  goingOn: (what) => `前回の続きから始めます: ${what}。このブラウザーだけに保存されています。`,
  leftOff: (what) => `前回はここまででした: ${what}。このブラウザーだけに保存されています。`,
  goOn: '続ける',
  forget: '消去する',
  drawnPoints: '描いた点',
  epoch: (epoch) => `エポック ${epoch}`,
  title: 'このブラウザーに保存されているもの',
  what: '再読み込みしても何も失われないように、学習の状態とデータをこのブラウザーだけに保存しています。このタブと、以前の4回までの分です。演習で書いたコードもここに残ります。ほかの人も使うコンピューターでは、離れる前に消去してください。ページは最初の状態に戻ります。',
  forgetEverything: 'すべて消去',
  forgotten: 'すべての学習、表、描いた点、演習のコードを消去しました。',
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

/** Recording a run, in Japanese. */
export const recording: PartTexts['recording'] = {
  caption: (video, gif) =>
    `録画には、学習の進行中の平面、エポック、コストが入ります。録画を始めると学習も始まります。動画は最長 ${video} 秒です。スライドやウェブページ向けの GIF は最長 ${gif} 秒で、繰り返し再生されます。`,
  captionGif: (gif) =>
    `録画には、学習の進行中の平面、エポック、コストが入ります。録画を始めると学習も始まります。このブラウザーでは動画を録画できません。GIF は最長 ${gif} 秒で、繰り返し再生されます。`,
  nothingComes:
    'このブラウザーは動画を録画できると答えましたが、何も録画されませんでした。GIF は録画できます。',
  label: '録画',
  record: { video: '動画を録画', gif: 'GIF を録画' },
  stop: '停止',
  under: (seconds, most) => `録画中: ${seconds} 秒（最長 ${most} 秒）`,
  recorded: (seconds, epoch) => `${seconds} 秒を録画しました（エポック ${epoch} まで）。`,
  save: (file) => `${file} を保存`,
  network: (data, sizes, activation) => `${data}: ネットワーク ${sizes}、${activation}`,
  networkWithoutHidden: (data, sizes) => `${data}: ネットワーク ${sizes}`,
}
