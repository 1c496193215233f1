import { InvalidOptionError } from '@leven/core'

/** The score that holds a share of new rows. */
export interface ConformalQuantile {
  /** The share of new rows to be held. */
  readonly level: number
  /** Null where there are too few rows to say it: nothing short of everything holds so many. */
  readonly quantile: number | null
}

/** The levels whose quantiles a model file keeps. */
export const conformalLevels: readonly number[] = [0.5, 0.8, 0.9, 0.95, 0.99]

/**
 * The conformal quantile of n scores: the ⌈(n + 1) · level⌉-th smallest. A new score, exchangeable with them, is at
 * most that with probability `level` or more, and less than level + 1/(n + 1) where scores do not tie (Vovk, Gammerman
 * and Shafer 2005; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman 2018). So it is on average over rows (marginally),
 * not for each kind of row.
 *
 * That holds for scores of one network that saw none of the rows. Here each row is scored by the networks that did not
 * see it and a new row by the mean of all of them. For such cross-conformal scores theory promises 1 − 2 (1 − level)
 * at least, to within a term of the number of folds, if new rows are judged fold by fold (CV+: Barber, Candès, Ramdas
 * and Tibshirani 2021). For one centre, as here, it promises nothing without stability of the training; in practice
 * coverage is about `level`, and rather more, since the mean of the members errs less than each of them.
 * @param scores of rows that no network saw which scored them (`conformalScores`). A NaN counts as the largest.
 * @param level above 0 and below 1.
 * @returns null where ⌈(n + 1) · level⌉ is above n, or the quantile is no finite number.
 * @throws InvalidOptionError where the level is not between 0 and 1.
 */
export function conformalQuantile(scores: ArrayLike<number>, level: number): number | null {
  return quantileOfSorted(sorted(scores), level)
}

/**
 * The quantiles at the levels a model file keeps, from which every interval and set follows.
 * @param scores as `conformalQuantile` takes them.
 */
export function conformalQuantiles(
  scores: ArrayLike<number>,
  levels: readonly number[] = conformalLevels,
): readonly ConformalQuantile[] {
  const inOrder = sorted(scores)
  return levels.map((level) => ({ level, quantile: quantileOfSorted(inOrder, level) }))
}

/**
 * The quantile that was kept for a level.
 * @throws InvalidOptionError where none was kept for it.
 */
export function quantileAt(kept: readonly ConformalQuantile[], level: number): number | null {
  const found = kept.find((one) => one.level === level)
  if (found) return found.quantile
  throw new InvalidOptionError(
    `There is no conformal quantile of level ${level}.`,
    kept.length === 0
      ? 'Train again: none were kept.'
      : `Choose one of ${kept.map((one) => one.level).join(', ')}.`,
  )
}

/** Typed arrays sort by value, NaN last. */
function sorted(scores: ArrayLike<number>): Float64Array {
  return Float64Array.from(scores).sort()
}

function quantileOfSorted(scores: Float64Array, level: number): number | null {
  if (!(level > 0 && level < 1)) {
    throw new InvalidOptionError(`The level ${level} is not between 0 and 1.`, 'Give a level such as 0.9.')
  }
  const wanted = (scores.length + 1) * level
  // 0.55 · 100 is 55.000000000000007: a product that rounded up does not ask for one more row.
  const rank = Math.ceil(wanted - 1e-12 * wanted)
  const quantile = scores[rank - 1]
  return quantile !== undefined && Number.isFinite(quantile) ? quantile : null
}
