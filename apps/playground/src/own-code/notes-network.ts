import type { Network } from '@leven/core'
import { type LearningSettings, type Settings, usualRate } from '../settings/settings.ts'

/** Whether the learner's code can train this network: the notes' hidden layer of ReLU, or several. */
export function isOfRelu({ activations }: Network): boolean {
  return activations.length > 0 && activations.every((g) => g === 'relu')
}

/** Whether the learner's code learns this way: plain gradient descent. */
export function isNotesLearning({ optimizer, l2 }: LearningSettings): boolean {
  return optimizer === 'gradientDescent' && l2 === 0
}

/** The settings that have to change before the learner's code can train; none where all is well. */
export function changesForNotes({ hidden, activation, optimizer, l2 }: Settings): Partial<Settings> {
  return {
    ...(hidden.length === 0 && { hidden: [4] }),
    ...(activation !== 'relu' && { activation: 'relu' }),
    ...(optimizer !== 'gradientDescent' && {
      optimizer: 'gradientDescent',
      learningRate: usualRate('gradientDescent'),
    }),
    ...(l2 !== 0 && { l2: 0 }),
  }
}
