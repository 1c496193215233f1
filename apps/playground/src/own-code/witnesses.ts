import { Matrix } from './matrix.ts'
import { parameters, quotients, quotientsByInstance, type TinyNetwork } from './tiny-network.ts'
import type { Trial } from './trial.ts'
import type { Difference } from './verdict.ts'

/** The central differences that a trial's results are held to, by result; of an update, those of its parameters. */
export async function witnessesOf({ tiny, expected }: Trial): Promise<Readonly<Record<string, Matrix>>> {
  return 'dZ1' in expected ? quotientsByInstance(tiny) : gradientWitnesses(tiny, expected)
}

async function gradientWitnesses(
  tiny: TinyNetwork,
  expected: Trial['expected'],
): Promise<Readonly<Record<string, Matrix>>> {
  const found = await quotients(tiny)
  const prefix = 'dW1' in expected ? 'd' : ''
  return Object.fromEntries(parameters.map((name) => [prefix + name, found[name]]))
}

/** A result as a derivative: of an update, the step over −α. */
export function asDerivative(name: string, result: Matrix, { tiny, right }: Trial): Matrix {
  const parameter = parameters.find((known) => known === name)
  if (!parameter) return result
  const before = right.of[parameter].values
  const values = result.values.map((value, i) => ((before[i] ?? Number.NaN) - value) / tiny.alpha)
  return new Matrix(result.rows, result.columns, values)
}

/** A derivative as a result's entry: of an update, the parameter after a step along it. */
export function fromDerivative(
  { quantity, row, column }: Difference,
  derivative: number,
  { tiny }: Trial,
): number {
  const parameter = parameters.find((known) => known === quantity)
  return parameter ? tiny[parameter].at(row, column) - tiny.alpha * derivative : derivative
}
