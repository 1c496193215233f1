import type { PartTexts } from '../catalogue.ts'

/** What would learn a data set that the usual settings do not, in German. */
export const advice: PartTexts['advice'] = {
  spiral:
    'Wenige Neuronen können der Spirale nicht folgen. Zwei Schichten zu je acht schaffen es in tausend Epochen; ebenso acht Neuronen, die auch die Quadrate und das Produkt von x₁ und x₂ sehen.',
  by: { units: 'Zwei Schichten zu acht Neuronen', inputs: 'Acht Neuronen, Quadrate und Produkt' },
}
