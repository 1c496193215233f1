import type { Values } from '@leven/core'
import { threshold as usual } from '../decode.ts'
import type { BinaryTarget } from '../encoder.ts'
import { figuresOf, type ThresholdFigures, thresholdFigures } from './threshold-figures.ts'
import type { ThresholdGoal } from './threshold-goal.ts'

/** A threshold with its figures on the rows it was chosen on. Plain JSON data. */
export interface ChosenThreshold extends ThresholdFigures {
  /** What was asked for. */
  readonly goal: ThresholdGoal
  /** What was reached: the figure that was to be large, or the mean cost of an error a row that was to be small. */
  readonly reached: number | null
}

/**
 * The threshold, above 0 and at most 1, that is best for a goal on given predictions: out-of-fold ones, since on rows
 * that were trained on every figure looks better than it is.
 *
 * Thresholds between two neighbouring probabilities predict the same. Of them 0.5 is taken if it is there, else the
 * middle; of stretches that are equally good the one whose threshold is nearest to 0.5, of two as near the lower.
 * Where the goal is undefined, as with one class, 0.5 stays.
 * @param targets the truth of each row, as `readTargets` gives it.
 * @param T P(positive) of each row.
 * @param weights of each row; default 1.
 * @throws ShapeError unless there is at least one row, and a prediction for each.
 */
export function chooseThreshold(
  target: BinaryTarget,
  targets: ArrayLike<number>,
  T: Values,
  goal: ThresholdGoal,
  weights?: ArrayLike<number>,
): ChosenThreshold {
  // Sums of weights round: figures that differ by less are equal.
  const noise = 1e-12 * (goal.kind === 'cost' ? goal.fn + goal.fp : 1)
  let best = usual
  let most = gainOf(goal, thresholdFigures(target, targets, T, usual, weights))
  for (const figures of stretches(target, targets, T, weights)) {
    const gain = gainOf(goal, figures)
    if (gain === null) continue
    const more = most === null ? Number.POSITIVE_INFINITY : gain - most
    if (!(more > noise || (more >= -noise && isNearer(figures.threshold, best)))) continue
    best = figures.threshold
    most = gain
  }
  const figures = thresholdFigures(target, targets, T, best, weights)
  const gain = gainOf(goal, figures)
  return { ...figures, goal, reached: gain !== null && goal.kind === 'cost' ? 0 - gain : gain }
}

function isNearer(one: number, other: number): boolean {
  const [distance, otherDistance] = [Math.abs(one - usual), Math.abs(other - usual)]
  return distance < otherDistance || (distance === otherDistance && one < other)
}

/** What is to be as large as possible. */
function gainOf(goal: ThresholdGoal, figures: ThresholdFigures): number | null {
  switch (goal.kind) {
    case 'f1':
      // Without positive rows every threshold finds as much.
      return figures.recall === null ? null : figures.f1
    case 'accuracy':
    case 'youden':
      return figures[goal.kind]
    case 'cost': {
      const { tp, fp, fn, tn } = figures.confusion
      return -(goal.fn * fn + goal.fp * fp) / (tp + fp + fn + tn)
    }
    default:
      return goal satisfies never
  }
}

/** The figures of each stretch of thresholds that predict the same, lowest first. */
function* stretches(
  target: BinaryTarget,
  targets: ArrayLike<number>,
  T: Values,
  weights: ArrayLike<number> | undefined,
): Generator<ThresholdFigures> {
  const positive = target.labels.indexOf(target.positive)
  const order = Uint32Array.from(T, (_, i) => i).sort((a, b) => (T[a] ?? 0) - (T[b] ?? 0))
  const probabilityAt = (place: number) => T[order[place] ?? 0] ?? 1
  let { tp, fp, fn, tn } = thresholdFigures(target, targets, T, Number.NEGATIVE_INFINITY, weights).confusion
  let lower = 0
  for (let place = 0; place <= order.length; ) {
    // Thresholds above `lower` and up to `upper` part the rows before `place` from the others.
    const upper = place < order.length ? probabilityAt(place) : 1
    if (upper > lower) yield figuresOf(thresholdWithin(lower, upper), { tp, fp, fn, tn })
    lower = upper
    do {
      const row = order[place] ?? 0
      const weight = weights?.[row] ?? 1
      if (place < order.length && targets[row] === positive) {
        tp -= weight
        fn += weight
      } else if (place < order.length) {
        fp -= weight
        tn += weight
      }
      place++
    } while (place < order.length && probabilityAt(place) === lower)
  }
}

function thresholdWithin(lower: number, upper: number): number {
  if (lower < usual && usual <= upper) return usual
  const middle = lower + (upper - lower) / 2
  return middle > lower ? middle : upper
}
