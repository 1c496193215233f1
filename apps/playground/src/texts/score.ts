import { textsOf } from './language.ts'

/** How often the network is right. */
export const english = {
  title: 'Score',
  show: 'Show',
  views: { counts: 'Confusion', roc: 'ROC', calibration: 'Calibration' },
  training: 'Training',
  test: 'Test',
  rowsAndColumns: 'Rows: the true class. Columns: the predicted one.',
  r2: (error: string) => `R². Root mean square error ${error} standard deviations.`,
  right: 'right',
  caption: (points: string) => `${points} points by true class (rows) and predicted class (columns)`,
}

export const scoreTexts = textsOf('score', english)
