import { textsFrom } from './language.ts'

/** The links of the diagram, and the fields of its weights and biases. */
export const english = {
  weights: 'Weights, one at a time by arrow keys',
  way: (from: string, to: string) => `from ${from} to ${to}`,
  hint: 'Escape brings the weight back.',
  tooLarge: (typed: string, most: string) =>
    `${typed} is further from 0 than a weight or bias can be (${most}); the value stays as it was.`,
}

export const pointingTexts = textsFrom('parts', 'pointing', english)
