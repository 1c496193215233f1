import { textsFrom } from './language.ts'

/** What would learn a data set that the usual settings do not. */
export const english = {
  spiral:
    'Few units cannot wind along the spiral. Two layers of eight can, within a thousand epochs; so can eight units that also see the squares and the product of x₁ and x₂.',
  by: { units: 'Two layers of eight units', inputs: 'Eight units, squares and product' },
}

export const adviceTexts = textsFrom('parts', 'advice', english)
