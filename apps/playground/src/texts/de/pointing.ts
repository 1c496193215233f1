import type { PartTexts } from '../catalogue.ts'

/** The links of the diagram, in German. */
export const pointing: PartTexts['pointing'] = {
  weights: 'Gewichte, einzeln mit den Pfeiltasten',
  way: (from, to) => `von ${from} zu ${to}`,
  hint: 'Escape bringt das Gewicht zurück.',
}
