import type { PartTexts } from '../catalogue.ts'

/** The ROC curves and the calibration of a classifier, in German. */
export const scoreCharts: PartTexts['scoreCharts'] = {
  against: 'Klasse gegen die anderen',
  roc: (of, training, test) => `ROC-Kurve von ${of}. Fläche: Training ${training}, Test ${test}.`,
  falsePositives: 'falsch Positive',
  truePositives: 'richtig Positive',
  areaTraining: (of) => `Fläche unter der Kurve von ${of}: Training`,
  areaTest: ', Test (gestrichelt)',
  areaEnd: '. Die gepunktete Diagonale ist der Zufall.',
  calibration: (of, training, test) =>
    `Kalibrierung von ${of}. Erwarteter Kalibrierungsfehler: Training ${training}, Test ${test}.`,
  predicted: (of) => `vorhergesagte Wahrscheinlichkeit von ${of}`,
  observed: (of) => `Anteil, der ${of} ist`,
  errorTraining:
    'Ein Punkt steht für die Beispiele von etwa einer Wahrscheinlichkeit, seine Fläche für ihre Zahl. Erwarteter Kalibrierungsfehler: Training',
  errorTest: ', Test (hohl)',
  errorEnd: '.',
}

/** Drawing points on the plane, in German. */
export const drawing: PartTexts['drawing'] = {
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  empty: 'Ebene leeren',
  count: (points) => `${points} Punkte.`,
  noMore: 'Mehr lassen sich nicht zeichnen.',
  linkCarries: (most) => `Ein Link trägt höchstens ${most}: Lade sie herunter, um sie zu behalten.`,
  classToDraw: 'Klasse, die gezeichnet wird',
  heightToDraw: 'Höhe, die gezeichnet wird',
  plane: 'Zeichenebene',
  add: 'Ebene zum Zeichnen. Pfeiltasten bewegen den Zeiger, mit Umschalt in kleinen Schritten. Enter setzt einen Punkt, die Tasten 1 bis 8 wählen seine Klasse, Entf löscht, Strg Z nimmt zurück.',
  move: 'Ebene zum Zeichnen. Pfeiltasten bewegen den Zeiger, mit Umschalt in kleinen Schritten. Enter nimmt den nächsten Punkt auf und setzt ihn ab, Entf löscht, Strg Z nimmt zurück.',
  erase:
    'Ebene zum Zeichnen. Pfeiltasten bewegen den Zeiger, mit Umschalt in kleinen Schritten. Enter löscht den nächsten Punkt, Entf löscht, Strg Z nimmt zurück.',
  pointAt: (label, place) => `Ein Punkt der Klasse ${label} bei ${place}.`,
  heightAt: (height, place) => `Höhe ${height} bei ${place}.`,
  putDown: (place) => `Abgesetzt bei ${place}.`,
  noneNear: 'Kein Punkt ist nah genug.',
  pickedUp: 'Aufgenommen. Pfeiltasten bewegen ihn, Enter setzt ihn ab.',
  erased: 'Gelöscht.',
  chosen: (label) => `Klasse ${label}.`,
}
