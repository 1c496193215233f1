import { textsFrom } from './language.ts'

/** The ROC curves and the calibration of a classifier. */
export const english = {
  against: 'Class against the others',
  roc: (of: string, training: string, test: string) =>
    `ROC curve of ${of}. Area: training ${training}, test ${test}.`,
  falsePositives: 'false positives',
  truePositives: 'true positives',
  /** Around the two areas. */
  areaTraining: (of: string) => `Area under the curve of ${of}: training`,
  areaTest: ', test (dashed)',
  areaEnd: '. The dotted diagonal is chance.',
  calibration: (of: string, training: string, test: string) =>
    `Calibration of ${of}. Expected calibration error: training ${training}, test ${test}.`,
  predicted: (of: string) => `predicted probability of ${of}`,
  observed: (of: string) => `share that is ${of}`,
  /** Around the two errors. */
  errorTraining:
    'A dot stands for the instances of about one probability, its area for their number. Expected calibration error: training',
  errorTest: ', test (hollow)',
  errorEnd: '.',
}

export const scoreChartsTexts = textsFrom('parts', 'scoreCharts', english)
