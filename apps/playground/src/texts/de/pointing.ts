import type { PartTexts } from '../catalogue.ts'

/** The links of the diagram, in German. */
export const pointing: PartTexts['pointing'] = {
  weights: 'Gewichte, einzeln mit den Pfeiltasten',
  way: (from, to) => `von ${from} zu ${to}`,
  hint: 'Escape bringt das Gewicht zurück.',
  tooLarge: (typed, most) =>
    `${typed} ist weiter von 0 entfernt, als ein Gewicht oder Bias sein kann (${most}); der Wert bleibt, wie er war.`,
}
