import { textsFrom } from './language.ts'

/** The walk through the derivation of one instance. */
export const english = {
  title: 'Walk through this instance',
  forward: (step: number, steps: number, equation: string) =>
    `Step ${step} of ${steps}, forward: ${equation}.`,
  backward: (step: number, steps: number, equation: string) =>
    `Step ${step} of ${steps}, backward: ${equation}.`,
  previous: 'Previous step',
  next: 'Next step',
  play: 'Play the walk',
  pause: 'Pause the walk',
  pace: 'Each step',
  seconds: (count: number) => `${count} s`,
  end: 'End the walk',
}

export const walkTexts = textsFrom('below', 'walk', english)
