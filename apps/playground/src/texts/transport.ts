import { textsOf } from './language.ts'

/** Play, pause, step, pace, and the moments of a run. */
export const english = {
  training: 'Training',
  reset: 'Reset to the first weights',
  resetKey: 'Reset (R)',
  play: 'Play',
  playKey: 'Play (Space)',
  pause: 'Pause',
  pauseKey: 'Pause (Space)',
  stepByOne: 'Step by one',
  steps: { instance: 'instance', batch: 'batch', epoch: 'epoch' },
  stepKey: 'Step by one epoch (S)',
  pace: 'Pace',
  fullSpeed: 'full speed',
  aSecond: (count: string) => `${count} a second`,
  epoch: 'Epoch',
  trainingCost: 'Training cost',
  testCost: 'Test cost',
  moment: 'Moment',
  momentOfRun: 'Moment of the run',
  atEpoch: (epoch: string) => `epoch ${epoch}`,
}

export const transportTexts = textsOf('transport', english)
