import { textsOf } from './language.ts'

/** The curves of the cost. */
export const english = {
  title: 'Cost',
  logScale: 'log scale',
  training: 'training',
  test: 'test',
  withL2: 'training with L2, which is minimised',
  beforeFork: 'training, before the fork',
  byEpoch: 'Cost by epoch.',
  described: (training: string, l2: string, test: string, epoch: string) =>
    `Cost by epoch. Training ${training}${l2}, test ${test} at epoch ${epoch}.`,
  l2Words: (cost: string) => `, with L2 ${cost}`,
}

export const costTexts = textsOf('cost', english)
