import type { Values } from '@leven/core'
import type { TargetColumn } from '../../encoder.ts'
import { computeMetrics, lossFunction, meanLoss } from '../metrics.ts'
import { type Influence, influenceOfDifference, meanInfluence, standardErrorOf } from './influence.ts'
import { type Interval, normalInterval } from './interval.ts'
import { r2Influence } from './r2-influence.ts'
import { macroRocAucInfluence, rocAucInfluence } from './ranking-influence.ts'
import { positives, standardised } from './truth.ts'

/** How far a figure of some predictions is above the same figure of others. */
export interface Difference {
  /** Theirs minus the others'. */
  readonly difference: number
  /** Of the difference, by its variance over rows. */
  readonly standardError: number
  /** 95 %. */
  readonly interval: Interval
}

/**
 * What chance in the rows leaves of a lower cost: `better` where the whole interval of the difference is below 0,
 * `worse` where it is above.
 */
export type PairedVerdict = 'better' | 'worse' | 'no difference beyond noise'

/** Two predictions of the same rows. What is undefined, as with one row, is null. Plain JSON data. */
export interface PairedDifference {
  /** How many rows both predicted. */
  readonly rows: number
  /** By cost alone. */
  readonly verdict: PairedVerdict
  /** Of the mean loss: below 0 is better. A regression's in the target's own units squared. */
  readonly cost: Difference | null
  /** A second figure, where above 0 is better: ROC-AUC, its mean over the classes, or r². */
  readonly figure: 'rocAuc' | 'macroRocAuc' | 'r2'
  /** Of that figure; null where it is undefined. */
  readonly ofFigure: Difference | null
}

/**
 * How much better some predictions are than others of the same rows. Rows that are hard for both cancel, so the
 * interval is far narrower than those of the two figures: for the cost by the differences of losses, for ROC-AUC by
 * DeLong, DeLong and Clarke-Pearson (1988), for r² by the delta method. It says how far chance in the rows moves the
 * difference; out of fold the networks share training rows, which it does not see.
 * @param targets the truth of each row, as `readTargets` gives it.
 * @param T the predictions to judge, nL × m, column-major.
 * @param rival what they are compared with, of the same shape.
 * @param weights of each row; default 1.
 * @throws ShapeError unless there is at least one row, and two predictions for each.
 * @example
 * pairedDifference(target, targets, T, majority).verdict // 'better'
 */
export function pairedDifference(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  rival: Values,
  weights?: ArrayLike<number>,
): PairedDifference {
  const rows = targets.length
  const unit = target.task === 'regression' ? target.standardDeviation * target.standardDeviation : 1
  const higher = meanLoss(target, targets, T, weights) - meanLoss(target, targets, rival, weights)
  const [lossOf, lossOfRival] = [lossFunction(target, targets, T), lossFunction(target, targets, rival)]
  const losses = meanInfluence(rows, (i) => lossOf(i) - lossOfRival(i), weights)
  const cost = losses && differenceOf(higher * unit, standardErrorOf(losses) * unit)
  const [one, other] = [ranked(target, targets, T, weights), ranked(target, targets, rival, weights)]
  return { rows, verdict: verdictOf(cost), cost, figure: one.figure, ofFigure: between(one, other) }
}

/** A figure of some predictions, with the influence of each row on it. */
interface Estimate {
  readonly figure: PairedDifference['figure']
  readonly value: number | null
  readonly influence: Influence | null
}

/** The figure where above is better. */
function ranked(
  target: TargetColumn,
  targets: ArrayLike<number>,
  T: Values,
  weights: ArrayLike<number> | undefined,
): Estimate {
  switch (target.task) {
    case 'binary': {
      const value = computeMetrics(target, targets, T, undefined, weights).rocAuc
      return { figure: 'rocAuc', value, influence: rocAucInfluence(T, positives(target, targets), weights) }
    }
    case 'multiclass': {
      const value = computeMetrics(target, targets, T, undefined, weights).macroRocAuc
      const influence = macroRocAucInfluence(target.labels.length, targets, T, weights)
      return { figure: 'macroRocAuc', value, influence }
    }
    case 'regression': {
      const value = computeMetrics(target, targets, T, undefined, weights).r2
      return { figure: 'r2', value, influence: r2Influence(standardised(target, targets), T, weights) }
    }
    default:
      return target satisfies never
  }
}

function between(one: Estimate, other: Estimate): Difference | null {
  if (one.value === null || other.value === null || !one.influence || !other.influence) return null
  const influence = influenceOfDifference(one.influence, other.influence)
  return differenceOf(one.value - other.value, standardErrorOf(influence))
}

function differenceOf(difference: number, standardError: number): Difference {
  return { difference, standardError, interval: normalInterval(difference, standardError) }
}

function verdictOf(cost: Difference | null): PairedVerdict {
  if (cost && cost.interval[1] < 0) return 'better'
  if (cost && cost.interval[0] > 0) return 'worse'
  return 'no difference beyond noise'
}
