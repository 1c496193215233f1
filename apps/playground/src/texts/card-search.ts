import { textsFrom } from './language.ts'

/** The search over the cards of the derivation. */
export const english = {
  label: 'Search the derivation',
  hint: 'such as 11, W[1] or residual',
  ofInstance: 'one instance',
  ofBatch: 'the batch',
  found: (count: number) => (count === 1 ? '1 equation' : `${count} equations`),
}

export const cardSearchTexts = textsFrom('parts', 'cardSearch', english)
