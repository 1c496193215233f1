import { InvalidOptionError } from '@leven/core'
import { quote } from '../data-error.ts'
import { suggestion } from '../nearest-name.ts'

/** What a threshold is chosen for: the most of a figure, or the least cost of its errors. */
export type ThresholdGoal =
  | { readonly kind: 'f1' | 'accuracy' | 'youden' }
  /** What a missed positive row and a false alarm cost: 0 or more, not both 0. */
  | { readonly kind: 'cost'; readonly fn: number; readonly fp: number }

const kinds = ['f1', 'accuracy', 'youden', 'cost:fn=5,fp=1'] as const

/**
 * Reads `f1`, `accuracy`, `youden` (recall plus specificity less 1: both classes count the same) or
 * `cost:fn=5,fp=1` (a missed positive row costs 5, a false alarm 1; what is not given costs 1).
 * @throws InvalidOptionError where the text is none of them.
 * @example
 * parseThresholdGoal('cost:fn=5,fp=1') // { kind: 'cost', fn: 5, fp: 1 }
 */
export function parseThresholdGoal(text: string): ThresholdGoal {
  const [name = '', costs, ...more] = text.trim().split(':')
  if (name === 'cost' && costs !== undefined && more.length === 0) return parseCosts(text, costs)
  if (costs === undefined && (name === 'f1' || name === 'accuracy' || name === 'youden'))
    return { kind: name }
  if (name === 'cost') {
    throw new InvalidOptionError(
      `${quote(text)} does not say what errors cost.`,
      'Give what a missed positive row and a false alarm cost: cost:fn=5,fp=1.',
    )
  }
  throw new InvalidOptionError(
    `${quote(text)} is nothing to choose a threshold for.`,
    suggestion(text, kinds, 'choices'),
  )
}

function parseCosts(text: string, costs: string): ThresholdGoal {
  const given = new Map<string, number>()
  for (const part of costs.split(',')) {
    const [, name, number] = /^\s*(fn|fp)\s*=\s*([0-9]+(?:\.[0-9]+)?)\s*$/.exec(part) ?? []
    if (name === undefined || given.has(name)) {
      throw new InvalidOptionError(
        `${quote(part)} in ${quote(text)} is not the cost of one kind of error.`,
        'Give fn (missed positive rows) and fp (false alarms) once each, as numbers from 0: cost:fn=5,fp=1.',
      )
    }
    given.set(name, Number(number))
  }
  const [fn, fp] = [given.get('fn') ?? 1, given.get('fp') ?? 1]
  if (fn === 0 && fp === 0) {
    throw new InvalidOptionError(
      `In ${quote(text)} no error costs anything.`,
      'Give fn or fp a cost above 0.',
    )
  }
  return { kind: 'cost', fn, fp }
}

/** The text that `parseThresholdGoal` reads. */
export function thresholdGoalText(goal: ThresholdGoal): string {
  return goal.kind === 'cost' ? `cost:fn=${goal.fn},fp=${goal.fp}` : goal.kind
}
