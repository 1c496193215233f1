import type { PartTexts } from '../catalogue.ts'

/** The ROC curves and the calibration of a classifier, in Japanese. */
export const scoreCharts: PartTexts['scoreCharts'] = {
  against: 'ほかのクラスと比べるクラス',
  roc: (of, training, test) => `${of} の ROC 曲線。面積: 訓練 ${training}、テスト ${test}。`,
  falsePositives: '偽陽性',
  truePositives: '真陽性',
  areaTraining: (of) => `${of} の曲線の下の面積: 訓練`,
  areaTest: '、テスト（破線）',
  areaEnd: '。点線の対角線は偶然です。',
  calibration: (of, training, test) => `${of} の較正。期待較正誤差: 訓練 ${training}、テスト ${test}。`,
  predicted: (of) => `${of} の予測確率`,
  observed: (of) => `実際に ${of} である割合`,
  errorTraining: '点はほぼ同じ確率の事例を表し、面積はその数を表します。期待較正誤差: 訓練',
  errorTest: '、テスト（白抜き）',
  errorEnd: '。',
}

/** Drawing points on the plane, in Japanese. */
export const drawing: PartTexts['drawing'] = {
  undo: '元に戻す',
  redo: 'やり直す',
  empty: '平面を空にする',
  count: (points) => `${points} 点。`,
  noMore: 'これ以上は描けません。',
  linkCarries: (most) => `リンクに入るのは最大 ${most} 点です。残すにはダウンロードしてください。`,
  classToDraw: '描くクラス',
  heightToDraw: '描く高さ',
  plane: '描画用の平面',
  add: '描くための平面。矢印キーでカーソルを動かし、Shift で細かく動かします。Enter で点を置き、1 から 8 のキーでクラスを選び、Delete で消し、Control Z で戻します。',
  move: '描くための平面。矢印キーでカーソルを動かし、Shift で細かく動かします。Enter で最も近い点を取り上げて置き、Delete で消し、Control Z で戻します。',
  erase:
    '描くための平面。矢印キーでカーソルを動かし、Shift で細かく動かします。Enter で最も近い点を消し、Delete で消し、Control Z で戻します。',
  pointAt: (label, place) => `${place} に ${label} の点。`,
  heightAt: (height, place) => `${place} に高さ ${height}。`,
  putDown: (place) => `${place} に置きました。`,
  noneNear: '十分に近い点がありません。',
  pickedUp: '取り上げました。矢印キーで動かし、Enter で置きます。',
  erased: '消しました。',
  chosen: (label) => `クラス ${label}。`,
}
