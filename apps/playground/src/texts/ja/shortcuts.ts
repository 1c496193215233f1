import type { Catalogue } from '../catalogue.ts'

/** The dialog of the shortcuts, in Japanese. */
export const shortcuts: Catalogue['shortcuts'] = {
  title: 'ショートカット',
  where: 'ページのどこにもフォーカスがないときに使えます。フォーカスのある入力欄のキーはそのままです。',
  keys: [
    ['Space', '再生と一時停止'],
    ['→', '1 ステップ（バッチ）'],
    ['←', '1 つ前の時点に戻る'],
    ['S', '1 エポック'],
    ['R', '最初の重みに戻す'],
    ['?', 'この一覧'],
  ],
  onPlane: '平面の上',
  planeKeys: [
    ['← → ↑ ↓', 'プローブを動かす'],
    ['Enter', '最も近い訓練点を選ぶ'],
    ['Esc', 'バッチを選ぶ'],
  ],
}
