import type { Network } from '@leven/core'
import { type LearningSettings, type Settings, usualRate } from '../settings/settings.ts'

/** Whether the learner's code is for this network: the notes' one hidden layer of ReLU. */
export function isNotesNetwork({ sizes, activations }: Network): boolean {
  return sizes.length === 3 && activations[0] === 'relu'
}

/** Whether the learner's code learns this way: plain gradient descent. */
export function isNotesLearning({ optimizer, l2 }: LearningSettings): boolean {
  return optimizer === 'gradientDescent' && l2 === 0
}

/** The settings that have to change before the learner's code can train; none where all is well. */
export function changesForNotes({ hidden, activation, optimizer, l2 }: Settings): Partial<Settings> {
  return {
    ...(hidden.length !== 1 && { hidden: [hidden[0] ?? 4] }),
    ...(activation !== 'relu' && { activation: 'relu' }),
    ...(optimizer !== 'gradientDescent' && {
      optimizer: 'gradientDescent',
      learningRate: usualRate('gradientDescent'),
    }),
    ...(l2 !== 0 && { l2: 0 }),
  }
}
