import type { FaultSaid } from '../texts/fault-words.ts'
import { type Matrix, matrixFunctions } from './matrix.ts'
import type { Breach, Trial } from './trial.ts'
import type { Difference } from './verdict.ts'
import { asDerivative } from './witnesses.ts'

/** A mistake that is easily made, by what comes out of it. */
export type Mistake = 'W2 first' | 'still' | 'uphill' | 'opposite' | 'm times' | 'mth part'

/** The mistakes that would break a law in just this way; several where the numbers do not tell them apart. */
export function mistakesIn(trial: Trial, { differences }: Breach): readonly Mistake[] {
  if (differences.length === 0 || !trial.got) return []
  const isStep = 'alpha' in trial.input
  const { columns: m } = trial.tiny.X
  const asFactor: readonly (readonly [Mistake, number, boolean])[] = [
    ['still', 0, isStep],
    ['uphill', -1, isStep],
    ['opposite', -1, !isStep],
    ['m times', m, true],
    ['mth part', 1 / m, true],
  ]
  const found = asFactor.flatMap(([mistake, factor, applies]) =>
    applies && areTimes(factor, trial, differences) ? [mistake] : [],
  )
  return isStep && movedFirst(trial, differences) ? ['W2 first', ...found] : found
}

/** What a mistake looks like on m instances, for people. */
export function saidOf(mistake: Mistake, m: number): FaultSaid {
  switch (mistake) {
    case 'W2 first':
      return ['movedFirst']
    case 'still':
      return ['still']
    case 'uphill':
      return ['uphill']
    case 'opposite':
      return ['opposite']
    case 'm times':
      return ['tooLarge', m]
    case 'mth part':
      return ['tooSmall', m]
    default:
      return mistake satisfies never
  }
}

/** Whether the entries that differ are so many times the right ones, as derivatives. */
function areTimes(factor: number, trial: Trial, differences: readonly Difference[]): boolean {
  return differences.every(({ quantity, row, column }) => {
    const [yours, right] = [trial.got?.[quantity], trial.expected[quantity]]
    if (!yours || !right) return false
    const wanted = factor * asDerivative(quantity, right, trial).at(row, column)
    return near(asDerivative(quantity, yours, trial).at(row, column), wanted)
  })
}

/** Whether the first layer of an update is what (17) and (18) give with the W2 that (15) has changed. */
function movedFirst(trial: Trial, differences: readonly Difference[]): boolean {
  const { right, tiny, got } = trial
  if (!got || !differences.every(({ quantity }) => quantity === 'W1' || quantity === 'b1')) return false
  const { multiply, transpose, hadamard, reluSlope, scale, subtract, rowSums } = matrixFunctions
  const dZ1 = hadamard(multiply(transpose(right.next.W2), right.of.dZ2), reluSlope(right.of.Z1))
  const rate = tiny.alpha / tiny.X.columns
  const W1 = subtract(tiny.W1, scale(rate, multiply(dZ1, transpose(tiny.X))))
  const b1 = subtract(tiny.b1, scale(rate, rowSums(dZ1)))
  return same(got.W1, W1) && same(got.b1, b1)
}

function same(found: Matrix | undefined, wanted: Matrix): boolean {
  return wanted.values.every((value, place) => near(found?.values[place] ?? Number.NaN, value))
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b))
}
