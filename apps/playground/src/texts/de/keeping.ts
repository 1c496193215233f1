import type { PartTexts } from '../catalogue.ts'

/** What this browser kept, in German. */
export const keeping: PartTexts['keeping'] = {
  goingOn: (what) =>
    `Es geht weiter, wo du aufgehört hast: ${what}. Das ist nur in diesem Browser gespeichert.`,
  leftOff: (what) => `Du hast hier aufgehört: ${what}. Das ist nur in diesem Browser gespeichert.`,
  goOn: 'Weitermachen',
  forget: 'Vergessen',
  drawnPoints: 'gezeichnete Punkte',
  epoch: (epoch) => `Epoche ${epoch}`,
}

/** The pictures that leave the page, in German. */
export const pictures: PartTexts['pictures'] = {
  title: 'Bilder',
  caption:
    'Von diesem Zeitpunkt, in den Farben der Seite. Die Kostenkurven sind logarithmisch und ohne L2. SVG bleibt in jeder Größe scharf.',
  names: { plane: 'Ebene', network: 'Netz', curves: 'Kostenkurven' },
  format: { png: 'PNG', svg: 'SVG' },
  save: (picture, format) => `${picture} als ${format} speichern`,
  saved: (file) => `${file} ist gespeichert.`,
  epoch: 'Epoche',
  trainingCost: 'Kosten Training',
  testCost: 'Kosten Test',
  training: 'Training',
  test: 'Test',
}
