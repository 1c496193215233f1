import type { Catalogue } from '../catalogue.ts'

/** The dialog of the shortcuts, in German. */
export const shortcuts: Catalogue['shortcuts'] = {
  title: 'Tastenkürzel',
  where: 'Wo nichts auf der Seite den Fokus hat. Ein Feld, das ihn hat, behält seine Tasten.',
  keys: [
    ['Leertaste', 'Start und Pause'],
    ['→', 'Ein Schritt, um einen Batch'],
    ['←', 'Zurück zum Zeitpunkt davor'],
    ['S', 'Eine Epoche'],
    ['R', 'Zurück zu den ersten Gewichten'],
    ['?', 'Diese Liste'],
  ],
  onPlane: 'Auf der Ebene',
  planeKeys: [
    ['← → ↑ ↓', 'Die Sonde bewegen'],
    ['Enter', 'Den nächsten Trainingspunkt wählen'],
    ['Esc', 'Den Batch wählen'],
  ],
}
