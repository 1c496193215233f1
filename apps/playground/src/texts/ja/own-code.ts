import type { PartTexts } from '../catalogue.ts'

/** What is said of the learner's code, in Japanese. */
export const ownCode: PartTexts['ownCode'] = {
  threw: (what) => `コードが例外 ${what} を投げました。`,
  error: (name, message) => `${name}: ${message}`,
  noNetwork: (name) => `${name}: ここにはネットワークがなく、読み込むものもありません。`,
  noFunction: (name) =>
    `関数 ${name} がなくなりました。名前をそのままにするか、演習を最初からやり直してください。`,
  returns: (name, value, wanted) => `${name} は ${value} を返しますが、${wanted} が必要です。`,
  notMatrix: (name, value, wanted) =>
    `${name} は ${value} ですが、行列でなければなりません。最後の行は ${wanted} とします。`,
  wrongShape: (name, shape, wanted) => `${name} は ${shape} ですが、${wanted} でなければなりません。`,
  returnedNo: (shape, name) => `${shape} の行列 ${name} が返されませんでした。`,
  noEntry: (shape, row, column) =>
    `${shape} の行列に成分 (${row}, ${column}) はありません。行と列は 0 から数えます。`,
  noProduct: (call, one, other, columns, rows) =>
    `${call}: ${one} 掛ける ${other} は計算できません。一つ目は ${columns} 列、二つ目は ${rows} 行で、これらは等しくなければなりません。`,
  unequal: (call, one, other) => `${call}: ${one} と ${other} は合いません。形が等しくなければなりません。`,
  notNumber: (call, value) =>
    `${call}: 一つ目の引数は ${value} ですが、数でなければならず、二つ目は行列です。`,
  argument: (call, value) => `${call}: 引数は ${value} で、行列ではありません。`,
  firstArgument: (call, value) => `${call}: 一つ目の引数は ${value} で、行列ではありません。`,
  secondArgument: (call, value) => `${call}: 二つ目の引数は ${value} で、行列ではありません。`,
  useScale: '行列に数を掛けるには scale(数, 行列) と書きます。',
  aNumber: (value) => `数 ${value}`,
  aMatrix: (shape) => `${shape} の行列`,
  aList: 'リスト',
  aFunction: '関数',
  aValue: (type) => `${type} 型の値`,
  and: (one, other) => `${one} と ${other}`,
  oneWrong: (of) => `${of} の数値が一つ正しくありません。`,
  severalWrong: (count, of) => `${of} の数値が ${count} 個正しくありません。`,
  changed: (what) => `${what} は正しく渡されましたが、後で変わっています。`,
  notFinite: '有限でない数値があります。',
  movedFirst: '下の層の勾配を求める前に W2 が動くと、この結果になります。',
  still: 'まったく動いていません。',
  uphill: '一歩が坂を上っています。勾配を引いてください。',
  opposite: '大きさは正しく、符号が逆です。',
  tooLarge: (m) => `m = ${m} 倍になっています。1/m が抜けています。`,
  tooSmall: (m) => `m = ${m} 分の 1 になっています。m で一回余分に割っています。`,
}
