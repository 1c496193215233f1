import type { Arithmetic } from '@leven/core'
import { arithmeticOf } from '../src/arithmetic.ts'
import { elementary } from '../src/kernels/elementary.ts'
import type { KernelSource } from '../src/kernels/kernel.ts'
import type { KernelMode } from '../src/library.ts'
import { leaseDevice } from '../src/sharing.ts'

const functionOf = (name: keyof typeof elementary): KernelSource => ({
  name: `test ${name}`,
  source: `function (x) { return ${name}(x[this.thread.y][this.thread.x]); }`,
  functions: elementary[name],
})

const division: KernelSource = {
  name: 'test division',
  source: 'function (x, y) { return x[this.thread.y][this.thread.x] / y[this.thread.y][this.thread.x]; }',
  functions: [],
}

const root: KernelSource = {
  name: 'test root',
  source: 'function (x) { return Math.sqrt(x[this.thread.y][this.thread.x]); }',
  functions: [],
}

const half: KernelSource = {
  name: 'test half',
  source: 'function (x) { return 0.5 * x[this.thread.y][this.thread.x]; }',
  functions: [],
}

/** float32 numbers from `least` to `most`, evenly spaced in their bits, so that every binade has as many. */
function between(least: number, most: number, count: number): Float32Array {
  const bits = new Uint32Array(Float32Array.of(Math.abs(least), Math.abs(most)).buffer)
  const [from = 0, to = 0] = bits
  const sign = Math.sign(most)
  const chosen = Uint32Array.from(
    { length: count },
    (_, i) => from + Math.floor((i * (to - from)) / (count - 1)),
  )
  return new Float32Array(chosen.buffer).map((value) => sign * value)
}

const size = 64
const count = size * size

/** The worst relative errors of a mode's functions in units of u, and whether it keeps subnormals. */
export interface Measured {
  readonly worst: Readonly<Record<'exp' | 'log' | 'tanh' | 'division' | 'squareRoot', number>>
  readonly keepsSubnormals: boolean
  readonly stated: Arithmetic
}

/** Measures what a mode's kernels compute against float64. */
export async function measure(mode: KernelMode): Promise<Measured> {
  const { device, release } = await leaseDevice(mode)
  const u = 2 ** -24
  const apply = (source: KernelSource, ...operands: Float32Array[]) => {
    const placed = operands.map((values) => device.place(values, size, size))
    const result = device.run(source, size, size, {}, placed)
    const values = device.fetch(result, size, size)
    for (const content of [...placed, result]) device.discard(content)
    return values
  }
  const worstOf = (got: Float32Array, exact: (i: number) => number) =>
    got.reduce((worst, value, i) => Math.max(worst, Math.abs(value - exact(i)) / Math.abs(exact(i)) / u), 0)
  const of = (source: KernelSource, x: Float32Array, exact: (x: number) => number) =>
    worstOf(apply(source, x), (i) => exact(x[i] ?? Number.NaN))

  const numerators = between(1, 16, count)
  const denominators = between(0.25, 2.5, count).toReversed()
  const worst = {
    exp: Math.max(
      of(functionOf('decay'), between(-(2 ** -20), -87, count), Math.exp),
      of(functionOf('decay'), between(-0.3, -4, count), Math.exp),
    ),
    log: Math.max(
      of(functionOf('logAbove'), between(1 + 2 ** -23, 3, count), Math.log),
      of(functionOf('logAbove'), between(2, 2 ** 31, count), Math.log),
      of(functionOf('logOnePlus'), between(2 ** -40, 1, count), Math.log1p),
    ),
    tanh: Math.max(
      of(functionOf('hyperbolic'), between(2 ** -20, 20, count), Math.tanh),
      of(functionOf('hyperbolic'), between(-0.4, -2, count), Math.tanh),
    ),
    division: worstOf(
      apply(division, numerators, denominators),
      (i) => (numerators[i] ?? 0) / (denominators[i] ?? 0),
    ),
    squareRoot: of(root, between(2 ** -60, 2 ** 20, count), Math.sqrt),
  }
  const tiny = new Float32Array(count).fill(2 ** -126)
  const [halved = 0] = apply(half, tiny)
  await release()
  return { worst, keepsSubnormals: halved === 2 ** -127, stated: arithmeticOf(mode) }
}

/** Which of the stated errors a measurement is beyond: none should be. */
export function beyond({ worst, keepsSubnormals, stated }: Measured): string[] {
  const names = ['exp', 'log', 'tanh', 'division', 'squareRoot'] as const
  const broken = names
    .filter((name) => !(worst[name] <= stated[name]))
    .map((name) => `${name} ${worst[name]} u`)
  return keepsSubnormals || stated.flushesSubnormals ? broken : [...broken, 'subnormals are flushed']
}
