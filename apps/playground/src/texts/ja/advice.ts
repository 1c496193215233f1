import type { PartTexts } from '../catalogue.ts'

/** What would learn a data set that the usual settings do not, in Japanese. */
export const advice: PartTexts['advice'] = {
  spiral:
    '少ないユニットでは渦巻きをたどれません。八つずつの二層なら千エポックでできます。x₁ と x₂ の二乗と積も見る八つのユニットでもできます。',
  by: { units: '八つずつの二層', inputs: '八つのユニットと二乗と積' },
}
