import type { Turns, Values } from '@leven/core'
import { sortScores } from './sort-scores.ts'

/** Something that is or is not, for each row: true or false, 1 or 0. */
export type Flags = ArrayLike<boolean | number>

/**
 * The area under the ROC curve by ranks: the chance that a positive row scores above a negative one,
 * ties counting half (Mann and Whitney 1947). Null where there are no positives or no negatives.
 * @param isPositive one for each score.
 * @param weights of each row; default 1.
 */
export function rocAuc(
  scores: ArrayLike<number>,
  isPositive: Flags,
  weights?: ArrayLike<number>,
): number | null {
  return rocAucOf(tiesOf(scores, isPositive, weights))
}

function rocAucOf(ties: Ties): number | null {
  let [positives, below, wins] = [0, 0, 0]
  ties.fromBottom((_, tp, fp) => {
    wins += tp * (below + fp / 2)
    below += fp
    positives += tp
  })
  return positives === 0 || below === 0 ? null : wins / (positives * below)
}

/**
 * The area under the precision-recall curve as average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct
 * scores as thresholds, highest first, without interpolation. Null without positives.
 */
export function prAuc(
  scores: ArrayLike<number>,
  isPositive: Flags,
  weights?: ArrayLike<number>,
): number | null {
  return prAucOf(tiesOf(scores, isPositive, weights))
}

/** Both areas, the scores ranked once. */
export function* areas(
  scores: ArrayLike<number>,
  isPositive: Flags,
  weights?: ArrayLike<number>,
): Turns<{ readonly rocAuc: number | null; readonly prAuc: number | null }> {
  const ties = tiesOf(scores, isPositive, weights)
  yield
  const rocAuc = rocAucOf(ties)
  yield
  return { rocAuc, prAuc: prAucOf(ties) }
}

function prAucOf(ties: Ties): number | null {
  const positives = ties.positives ?? weightOfPositives(ties)
  let [found, predicted, area] = [0, 0, 0]
  ties.fromTop((_, tp, fp) => {
    found += tp
    predicted += tp + fp
    // A score without positive rows gains no recall, and rows of weight 0 are none: 0 of 0.
    if (tp > 0) area += (tp / positives) * (found / predicted)
  })
  return positives === 0 ? null : area
}

function weightOfPositives(ties: Ties): number {
  let positives = 0
  ties.fromTop((_, tp) => {
    positives += tp
  })
  return positives
}

/** A threshold, and what is predicted positive from it on. */
export interface ThresholdPoint {
  /** Rows of this score and above are predicted positive; Infinity where none is. */
  readonly threshold: number
  /** The share of negative rows among them that are: 1 − specificity. */
  readonly falsePositiveRate: number
  /** The share of positive rows that are found. */
  readonly recall: number
  /** The share of those predicted positive that are; 1 where none is predicted so. */
  readonly precision: number
}

/**
 * What every distinct score does as a threshold, highest first: the points of the ROC curve (false positive rate across,
 * recall up) and of the precision-recall curve. Empty without positives or without negatives.
 * @param isPositive one for each score.
 * @param weights of each row; default 1.
 */
export function thresholdCurve(
  scores: ArrayLike<number>,
  isPositive: Flags,
  weights?: ArrayLike<number>,
): readonly ThresholdPoint[] {
  const ties = tiesOf(scores, isPositive, weights)
  let [positives, negatives] = [0, 0]
  ties.fromTop((_, tp, fp) => {
    positives += tp
    negatives += fp
  })
  if (positives === 0 || negatives === 0) return []
  const points: ThresholdPoint[] = [{ threshold: Infinity, falsePositiveRate: 0, recall: 0, precision: 1 }]
  let [found, mistaken] = [0, 0]
  ties.fromTop((score, tp, fp) => {
    found += tp
    mistaken += fp
    if (found + mistaken === 0) return // rows of weight 0 are none
    points.push({
      threshold: score,
      falsePositiveRate: mistaken / negatives,
      recall: found / positives,
      precision: found / (found + mistaken),
    })
  })
  return points
}

/** Told of each distinct score how many positive and negative rows share it, or how much of their weight. */
type VisitTie = (score: number, tp: number, fp: number) => void

/** The distinct scores, in order: nothing is kept of each, so that millions fit. */
interface Ties {
  /** How many positive rows there are, where they weigh the same. */
  readonly positives?: number
  fromBottom(visit: VisitTie): void
  fromTop(visit: VisitTie): void
}

function tiesOf(scores: ArrayLike<number>, isPositive: Flags, weights: ArrayLike<number> | undefined): Ties {
  const isTyped = scores instanceof Float64Array || scores instanceof Float32Array
  if (!weights && isTyped && !hasNaN(scores)) return tiesOfSides(scores, isPositive)
  const rowAt = orderOf(scores)
  const scoreAt = (place: number) => scores[rowAt(place)] ?? 0
  /** Adds up the rows at places `begin` to `end`, in the order of the table. */
  const visitRows = (begin: number, end: number, visit: VisitTie) => {
    let [tp, fp] = [0, 0]
    for (let place = begin; place < end; place++) {
      const row = rowAt(place)
      if (isPositive[row]) tp += weights?.[row] ?? 1
      else fp += weights?.[row] ?? 1
    }
    visit(scoreAt(begin) + 0, tp, fp) // −0 is 0
  }
  return {
    fromBottom(visit) {
      for (let begin = 0, end = 0; begin < scores.length; begin = end) {
        for (end = begin + 1; end < scores.length && scoreAt(end) === scoreAt(begin); ) end++
        visitRows(begin, end, visit)
      }
    },
    fromTop(visit) {
      for (let end = scores.length, begin = end; end > 0; end = begin) {
        for (begin = end - 1; begin > 0 && scoreAt(begin - 1) === scoreAt(end - 1); ) begin--
        visitRows(begin, end, visit)
      }
    },
  }
}

/**
 * The ties of rows that weigh the same: those of each side in their own order, which is sorted without a function, and
 * then gone through side by side.
 */
function tiesOfSides(scores: Values, isPositive: Flags): Ties {
  const [positives, negatives] = sidesOf(scores, isPositive)
  return {
    positives: positives.length,
    fromBottom(visit) {
      let [p, n] = [0, 0]
      while (p < positives.length || n < negatives.length) {
        const [p0, n0] = [p, n]
        const score = Math.min(positives[p] ?? Infinity, negatives[n] ?? Infinity)
        while (positives[p] === score) p++
        while (negatives[n] === score) n++
        visit(score + 0, p - p0, n - n0)
      }
    },
    fromTop(visit) {
      let [p, n] = [positives.length, negatives.length]
      while (p > 0 || n > 0) {
        const [p0, n0] = [p, n]
        const score = Math.max(positives[p - 1] ?? -Infinity, negatives[n - 1] ?? -Infinity)
        while (positives[p - 1] === score) p--
        while (negatives[n - 1] === score) n--
        visit(score + 0, p0 - p, n0 - n)
      }
    },
  }
}

/** Scores of positive and of negative rows, each in their order. */
function sidesOf(scores: Values, isPositive: Flags): readonly [Values, Values] {
  const like = (length: number) =>
    scores instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)
  let count = 0
  for (let row = 0; row < scores.length; row++) if (isPositive[row]) count++
  const [positives, negatives] = [like(count), like(scores.length - count)]
  let [p, n] = [0, 0]
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? 0
    if (isPositive[row]) positives[p++] = score
    else negatives[n++] = score
  }
  return [sortScores(positives), sortScores(negatives)]
}

function hasNaN(scores: Values): boolean {
  for (let row = 0; row < scores.length; row++) if (Number.isNaN(scores[row])) return true
  return false
}

/** The row at each place of the ascending order of scores, rows of one score in their order. */
function orderOf(scores: ArrayLike<number>): (place: number) => number {
  if (scores instanceof Float32Array && scores.every((score) => score >= 0)) return orderOfFloats(scores)
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  return (place) => order[place] ?? 0
}

/**
 * The same for float32 that are not negative: their bits are in the order of the numbers, so that a score and its row
 * are one integer of 64 bits, which sorts in a tenth of the room and time of a comparison by function.
 */
function orderOfFloats(scores: Float32Array): (place: number) => number {
  const keys = new BigUint64Array(scores.length)
  const halves = new Uint32Array(keys.buffer)
  const floats = new Float32Array(keys.buffer)
  for (let row = 0; row < scores.length; row++) {
    halves[2 * row + low] = row
    floats[2 * row + 1 - low] = (scores[row] ?? 0) + 0 // −0 is 0
  }
  keys.sort()
  return (place) => halves[2 * place + low] ?? 0
}

/** Which half of 64 bits is the lower one on this machine. */
const low = new Uint32Array(BigUint64Array.of(1n).buffer)[0] === 1 ? 0 : 1
