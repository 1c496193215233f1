import { asDerivative, type Breach, type Trial } from './laws.ts'
import { type Matrix, matrixFunctions } from './matrix.ts'
import type { Difference } from './verdict.ts'

/** What the mistake of a broken law looks like; undefined where it looks like none of those that are easily made. */
export function diagnosis(trial: Trial, { differences }: Breach): string | undefined {
  if (differences.length === 0 || !trial.got) return undefined
  if (!differences.every(({ yours }) => Number.isFinite(yours))) return undefined
  if (movedFirst(trial, differences)) {
    return 'This is what comes out when W2 moves before the gradients of the layer below are taken.'
  }
  const ratio = commonRatio(trial, differences)
  if (ratio === undefined) return undefined
  const { columns: m } = trial.tiny.X
  const each = differences.length === 1 ? 'It' : 'Each'
  if (near(ratio, 0) && 'alpha' in trial.input) return `${each} has not moved at all.`
  if (near(ratio, -1)) {
    return 'alpha' in trial.input
      ? 'The step goes up the slope: subtract the gradient.'
      : `${each} has the right size and the wrong sign.`
  }
  if (m > 1 && near(ratio, m)) return `${each} is m = ${m} times too large: the 1/m is missing.`
  if (m > 1 && near(ratio, 1 / m))
    return `${each} is m = ${m} times too small: it is divided by m once too often.`
  return undefined
}

/** yours / right of the entries that differ, as derivatives, where it is the same for all. */
function commonRatio(trial: Trial, differences: readonly Difference[]): number | undefined {
  const ratios = differences.map(({ quantity, row, column }) => {
    const [yours, right] = [trial.got?.[quantity], trial.expected[quantity]]
    if (!yours || !right) return Number.NaN
    const a = asDerivative(quantity, yours, trial).at(row, column)
    return a / asDerivative(quantity, right, trial).at(row, column)
  })
  const [first = Number.NaN] = ratios
  return ratios.every((ratio) => near(ratio, first)) ? first : undefined
}

/** Whether the first layer of an update is what (17) and (18) give with the W2 that (15) has changed. */
function movedFirst(trial: Trial, differences: readonly Difference[]): boolean {
  const { right, tiny, got } = trial
  if (!('alpha' in trial.input) || !got) return false
  if (!differences.every(({ quantity }) => quantity === 'W1' || quantity === 'b1')) return false
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
