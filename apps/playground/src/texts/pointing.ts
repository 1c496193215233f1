import { textsFrom } from './language.ts'

/** The links of the diagram, and the weight of the one that is chosen. */
export const english = {
  weights: 'Weights, one at a time by arrow keys',
  way: (from: string, to: string) => `from ${from} to ${to}`,
  hint: 'Escape brings the weight back.',
}

export const pointingTexts = textsFrom('parts', 'pointing', english)
