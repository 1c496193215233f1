import { textsOf } from './language.ts'

/** The plane, its probe and its tools. */
export const english = {
  title: 'Result',
  restsOne: 'The other input rests at its mean.',
  rest: (count: number) => `The other ${count} inputs rest at their means.`,
  span: (column: string, from: string, to: string) => `${column}, ${from} to ${to}`,
  lowToHigh: 'low to high',
  hollow: 'hollow: test points',
  plane: 'plane',
  probe:
    'Prediction over the plane. Arrow keys move a probe, Enter chooses the training point nearest to it, Escape chooses the batch.',
  point: 'Point at the plane to read a prediction.',
  shown: (unit: string) => `Shown: ${unit}, not the prediction`,
  toolOnPlane: 'Tool on the plane',
  tools: { look: 'Look', add: 'Draw', move: 'Move', erase: 'Erase' },
}

export const resultTexts = textsOf('result', english)
