import type { PartTexts } from '../catalogue.ts'

/** Presets to begin from, in Japanese. */
export const gallery: PartTexts['gallery'] = {
  title: 'ギャラリー',
  what: 'どの絵も、いまこのブラウザーで学習したものです。一つ選ぶと、ページがその設定と最初の重みになり、再生すると目の前で学習します。',
  of: {
    line: {
      title: '一本の直線',
      text: '二つの雲、隠れユニットなし。ロジスティック回帰は直線を引きます。',
    },
    bend: { title: '曲がった境界', text: '二つの月と、ノートのネットワーク。隠れユニットは四つです。' },
    fence: { title: '囲い', text: '三つのユニットがそれぞれ柔らかい直線になり、中央を囲みます。' },
    squares: {
      title: '二乗を入力に',
      text: '同じく円、隠れユニットなし。x₁² と x₂² があれば足ります。',
    },
    product: {
      title: '積を入力に',
      text: '排他的論理和は直線には難しく、x₁x₂ を入力にすれば簡単です。',
    },
    spiral: { title: '渦巻き', text: '八つずつの二層が渦巻きをたどります。' },
    arms: {
      title: '三つのクラス',
      text: '三本の腕とソフトマックス。どの場所も最もありそうなクラスになります。',
    },
    saddle: { title: '曲面', text: '回帰。鞍の高さを八つのユニットで学びます。' },
    overfitting: {
      title: '学びすぎ',
      text: 'ノイズの多い三十点と多くの重み。訓練した点はすべて正解ですが、白抜きの点はそうなりません。',
    },
  },
}
