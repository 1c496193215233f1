import type { Settings } from '../../settings/settings.ts'
import type { LessonName } from '../../settings/view.ts'
import { circles, few, settingsOf } from './outline.ts'

/** What a step of a lesson sets up. Its title and text are in texts/lessons.ts, at the same place. */
export interface Step {
  /** Beside what its lesson begins with; absent where it goes on from the step before it. */
  readonly settings?: Partial<Settings>
}

/** Every lesson's steps. What their texts claim is tested in test/lessons.test.ts. */
export const lessons: Readonly<Record<LessonName, readonly Step[]>> = {
  'one-neuron': [{ settings: {} }, {}, { settings: { shape: 'circles', noise: 0.1, hidden: [] } }],
  'why-hidden-units': [
    { settings: { ...circles, hidden: [1] } },
    { settings: { ...circles, hidden: [2] } },
    { settings: { ...circles, hidden: [3] } },
  ],
  backpropagation: [{ settings: {} }, {}, { settings: {} }],
  'learning-rate': [
    { settings: { shape: 'moons', learningRate: 0.03 } },
    { settings: { shape: 'moons', learningRate: 0.3 } },
    { settings: { shape: 'moons', learningRate: 10 } },
    { settings: { shape: 'saddle', learningRate: 10 } },
  ],
  'vanishing-gradients': [
    { settings: { hidden: [4, 4, 4, 4, 4], activation: 'sigmoid' } },
    { settings: { hidden: [4], activation: 'sigmoid' } },
    { settings: { hidden: [4, 4, 4, 4, 4], activation: 'leakyRelu' } },
  ],
  'batch-size': [
    { settings: { batchSize: 0, learningRate: 0.1 } },
    { settings: { batchSize: 16, learningRate: 0.1 } },
    { settings: { batchSize: 1, learningRate: 0.1 } },
  ],
  'momentum-and-adam': [
    { settings: { optimizer: 'gradientDescent', learningRate: 0.03 } },
    { settings: { optimizer: 'momentum', learningRate: 0.03 } },
    { settings: { optimizer: 'adam', learningRate: 0.03 } },
  ],
  overfitting: [
    { settings: few },
    { settings: { ...few, size: 1000 } },
    { settings: { ...few, hidden: [2] } },
  ],
  regularisation: [
    { settings: { ...few, l2: 0 } },
    { settings: { ...few, l2: 0.03 } },
    { settings: { ...few, l2: 0.3 } },
  ],
  'broken-gradients': [{ settings: {} }, {}, {}, {}],
}

/**
 * The settings of a step of a lesson, by value: those of the step before it where it has none of its own.
 * @param step counted from 1; beyond the last, the last.
 */
export function settingsOfStep(lesson: LessonName, step: number): Settings {
  const own = lessons[lesson].slice(0, step).findLast(({ settings }) => settings)
  return { ...settingsOf(lesson), ...own?.settings }
}
