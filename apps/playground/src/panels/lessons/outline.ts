import type { Settings } from '../../settings/settings.ts'
import type { LessonName, Part } from '../../settings/view.ts'

/** What a lesson's link sets up. Its texts are fetched when it begins. */
export interface Outline {
  /** What differs from what every lesson begins with. */
  readonly settings: Partial<Settings>
  /** What would only distract. */
  readonly hidden: readonly Part[]
}

/** What every lesson begins with, by value: what the page opens with may change, and its claims stay true. */
const beginning: Settings = {
  shape: 'moons',
  noise: 0.15,
  size: 400,
  testShare: 0.3,
  dataSeed: 1,
  derived: [],
  hidden: [4, 2],
  activation: 'relu',
  seed: 7,
  optimizer: 'gradientDescent',
  learningRate: 0.3,
  l2: 0,
  batchSize: 0,
}

/** Two rings, for lessons on what units can fence in. */
export const circles = { shape: 'circles', noise: 0.1, activation: 'tanh' } as const

/** Few noisy points and many weights. */
export const few = {
  shape: 'moons',
  noise: 0.35,
  size: 60,
  testShare: 0.5,
  hidden: [8, 8],
  optimizer: 'adam',
  learningRate: 0.03,
} as const

const below = ['exercise', 'files', 'device'] as const

/** Every lesson's outline. */
export const outlines: Readonly<Record<LessonName, Outline>> = {
  'one-neuron': {
    settings: { shape: 'gaussians', noise: 0.2, hidden: [] },
    hidden: ['data', 'size', 'learning', 'score', ...below],
  },
  'why-hidden-units': {
    settings: { ...circles, hidden: [1] },
    hidden: ['data', 'learning', 'derivation', ...below],
  },
  backpropagation: {
    settings: { hidden: [2], batchSize: 1, learningRate: 0.1 },
    hidden: ['data', 'size', 'learning', 'score', ...below],
  },
  'learning-rate': {
    settings: { learningRate: 0.03 },
    hidden: ['data', 'size', 'score', 'derivation', ...below],
  },
  'vanishing-gradients': {
    settings: { hidden: [4, 4, 4, 4, 4], activation: 'sigmoid' },
    hidden: ['data', 'size', 'score', ...below],
  },
  'batch-size': {
    settings: { learningRate: 0.1 },
    hidden: ['data', 'size', 'score', 'derivation', ...below],
  },
  'momentum-and-adam': {
    settings: { learningRate: 0.03 },
    hidden: ['data', 'size', 'score', 'derivation', ...below],
  },
  overfitting: {
    settings: few,
    hidden: ['data', 'learning', 'derivation', ...below],
  },
  regularisation: {
    settings: { ...few, l2: 0 },
    hidden: ['data', 'size', 'derivation', ...below],
  },
  'broken-gradients': {
    settings: {},
    hidden: ['data', 'size', 'score', 'files', 'device'],
  },
}

/** All that a lesson sets: what it does not name is as every lesson begins. */
export function settingsOf(lesson: LessonName): Settings {
  return { ...beginning, ...outlines[lesson].settings }
}
