import type { Backend, Tensor, Values } from '@leven/core'
import type { Operand } from './case.ts'
import { type Breach, LawBroken, type Subject } from './law.ts'
import { at, entry, type Matrix, number } from './matrix.ts'

/** The tensors of an operation, by the names of its operands. */
export type Tensors = Readonly<Record<string, Tensor>>

/** The shape of an output, by name. */
export type Shapes = Readonly<Record<string, readonly [rows: number, columns: number]>>

/** Makes a tensor that ends with what it was made for. */
export type Make = (rows: number, columns: number, values?: Values) => Tensor

/** Allocates and frees together, so that a law leaves nothing behind, whatever happens in it. */
export async function borrowing<T>(
  on: Backend,
  use: (make: Make, freed: (tensor: Tensor) => void) => Promise<T>,
): Promise<T> {
  const borrowed = new Set<Tensor>()
  const make = (rows: number, columns: number, values?: Values) => {
    const made = on.tensor(rows, columns, values)
    borrowed.add(made)
    return made
  }
  try {
    return await use(make, (tensor) => borrowed.delete(tensor))
  } finally {
    for (const tensor of borrowed) on.free(tensor)
  }
}

const guardSize = 8
const nothing = (length: number) => new Float64Array(length).fill(Number.NaN)

/**
 * Runs an operation on a device and reads its outputs. Outputs are filled with NaN first, so that one that accumulates or
 * leaves elements out shows; between all tensors stand guards of NaN, so that reading or writing past an end shows.
 * @throws LawBroken when an input or a guard has changed. Operands named in `changes` are changed in place and returned too.
 */
export async function run(
  subject: Subject,
  operation: string,
  inputs: Readonly<Record<string, Operand>>,
  outputs: Shapes,
  call: (on: Backend, tensors: Tensors) => void,
  changes: readonly string[] = [],
): Promise<Record<string, Matrix>> {
  const { on } = subject
  return borrowing(on, async (make) => {
    const guards = [make(1, guardSize, nothing(guardSize))]
    const tensors: Record<string, Tensor> = {}
    const place = (name: string, rows: number, columns: number, values?: Values) => {
      tensors[name] = make(rows, columns, values)
      guards.push(make(1, guardSize, nothing(guardSize)))
    }
    for (const [name, [rows, columns]] of Object.entries(outputs)) {
      place(name, rows, columns)
      on.write(entry(tensors, name), nothing(rows * columns))
    }
    for (const { name, rows, columns, values } of Object.values(inputs)) place(name, rows, columns, values)

    call(on, tensors)

    const results: Record<string, Matrix> = {}
    for (const name of [...Object.keys(outputs), ...changes]) {
      const tensor = entry(tensors, name)
      results[name] = { rows: tensor.rows, columns: tensor.columns, values: await on.read(tensor) }
    }
    for (const input of Object.values(inputs)) {
      if (changes.includes(input.name)) continue
      unchanged(subject, operation, input, await on.read(entry(tensors, input.name)))
    }
    for (const guard of guards) {
      if ((await on.read(guard)).every(Number.isNaN)) continue
      throw new LawBroken(`${operation} wrote outside its tensors.`, {
        operation,
        output: 'a neighbouring tensor',
      })
    }
    return results
  })
}

/** What operations give on a backend, without guards and poison: for the reference, and for chains of operations. */
export async function evaluate(
  on: Backend,
  inputs: Readonly<Record<string, Matrix & { readonly name: string }>>,
  outputs: Shapes,
  call: (on: Backend, tensors: Tensors) => void,
  changes: readonly string[] = [],
): Promise<Record<string, Values>> {
  return borrowing(on, async (make) => {
    const tensors: Record<string, Tensor> = {}
    for (const [name, [rows, columns]] of Object.entries(outputs)) tensors[name] = make(rows, columns)
    for (const { name, rows, columns, values } of Object.values(inputs))
      tensors[name] = make(rows, columns, values)
    call(on, tensors)
    const results: Record<string, Values> = {}
    for (const name of [...Object.keys(outputs), ...changes])
      results[name] = await on.read(entry(tensors, name))
    return results
  })
}

/** Whether a device gave back what was written: the same bits, but a device that flushes may read zero for a subnormal. */
export function same(subject: Subject, got: number, written: number): boolean {
  if (Object.is(got, written)) return true
  const { flushesSubnormals, underflow } = subject.on.info.arithmetic
  return flushesSubnormals && got === 0 && Math.abs(written) < underflow
}

function unchanged(subject: Subject, operation: string, input: Operand, now: Values): void {
  for (let i = 0; i < input.values.length; i++) {
    const got = at(now, i)
    const expected = at(input.values, i)
    if (same(subject, got, expected)) continue
    const breach = { operation, output: input.name, index: place(input.rows, i), got, expected, bound: 0 }
    throw new LawBroken(`${operation} changed its input: ${describe(breach)}.`, breach)
  }
}

/** Row and column of a place in a column-major matrix. */
export function place(rows: number, i: number): [row: number, column: number] {
  return [i % rows, Math.floor(i / rows)]
}

/**
 * Holds a device's numbers against the expected ones and their bars; `count` is told how many.
 * @returns the largest ratio of an error to its bar. @throws LawBroken at the worst element outside its bar.
 */
export function within(
  count: Subject['count'],
  operation: string,
  output: string,
  got: Matrix,
  expected: Values,
  bound: Values,
): number {
  let [worst, where] = [0, -1]
  const length = got.rows * got.columns
  if (got.values.length !== length) {
    const message = `read gives ${got.values.length} numbers for the ${got.rows}×${got.columns} ${output}.`
    throw new LawBroken(message, { operation: 'read', output })
  }
  for (let i = 0; i < length; i++) {
    const ratio = errorRatio(at(got.values, i), at(expected, i), at(bound, i))
    if (ratio > worst) [worst, where] = [ratio, i]
  }
  count(length)
  if (worst <= 1) return worst
  const breach = {
    operation,
    output,
    index: place(got.rows, where),
    got: at(got.values, where),
    expected: at(expected, where),
    bound: at(bound, where),
  }
  throw new LawBroken(`${operation}: ${describe(breach)}.`, breach)
}

/** |got − expected| / bound: 0 where they are equal, infinite where one of them is no number. */
function errorRatio(got: number, expected: number, bound: number): number {
  if (got === expected) return 0
  const error = Math.abs(got - expected)
  if (!Number.isFinite(error) || Number.isNaN(bound)) return Number.POSITIVE_INFINITY
  return bound === 0 ? Number.POSITIVE_INFINITY : error / bound
}

/** 'dW(0, 1) is 2, expected 1 within 1e-7'. */
export function describe({ output, index, got, expected, bound }: Breach): string {
  const where = index ? `${output}(${index[0]}, ${index[1]})` : output
  if (got === undefined || expected === undefined) return where
  const limit = bound ? ` within ${bound.toPrecision(3)}` : ' exactly'
  return `${where} is ${number(got)}, expected ${number(expected)}${limit}`
}
