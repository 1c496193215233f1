import { writePermalink } from '../../settings/permalink.ts'
import type { Settings } from '../../settings/settings.ts'

/** Settings that learn a data set which those that the page opens with do not. */
export interface Advice {
  readonly name: 'units' | 'inputs'
  readonly settings: Partial<Settings>
}

const quick = { optimizer: 'adam', learningRate: 0.03, l2: 0, batchSize: 0 } as const

/** What parts the spiral within a thousand epochs (`test/advice.test.ts`). */
export const forSpiral: readonly Advice[] = [
  { name: 'units', settings: { derived: [], hidden: [8, 8], activation: 'tanh', ...quick } },
  {
    name: 'inputs',
    settings: { derived: ['x1sq', 'x2sq', 'x1x2'], hidden: [8], activation: 'relu', ...quick },
  },
]

/** Whether settings are as advised. */
export function isTaken({ settings: advised }: Advice, settings: Settings): boolean {
  return writePermalink({ ...settings, ...advised }) === writePermalink(settings)
}
