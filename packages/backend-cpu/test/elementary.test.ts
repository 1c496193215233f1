import { describe, expect, test } from 'vitest'
import { arithmetic } from '../src/arithmetic.ts'
import { createMemory } from '../src/heap.ts'
import { instantiate, type Kernels } from '../src/kernels.ts'

const [kernels, memory] = await instantiate(createMemory)
const from = Number(kernels.HEAP_START.value)
const CHUNK = 4096
const to = from + CHUNK * 4 + 64
const arguments32 = new Float32Array(memory.buffer, from, CHUNK)
const bits = new Uint32Array(memory.buffer, from, CHUNK)
const results = new Float32Array(memory.buffer, to, CHUNK)

type Map = (kernels: Kernels, count: number) => void
const exp: Map = (k, count) => k.mapExp(to, from, count)
const log: Map = (k, count) => k.mapLog(to, from, count)
const tanh: Map = (k, count) => k.mapTanh(to, from, count)
const sigmoid: Map = (k, count) => k.mapSigmoid(to, from, count)

/** f of some float32 values, as the kernels compute it. */
function evaluate(f: Map, values: readonly number[]): number[] {
  arguments32.set(values)
  f(kernels, values.length)
  return [...results.subarray(0, values.length)]
}

/**
 * The worst error of f in units of u over every 997th float32 bit pattern (4.3 million of them: every
 * binade, both signs), against `exact` in float64. Where `exact` underflows float32's normal numbers the
 * error is counted in units of the smallest subnormal instead, and must stay below one.
 */
function worst(f: Map, exact: (x: number) => number, absoluteNear = Number.NaN): number {
  let error = 0
  for (let pattern = 0; pattern < 0x1_0000_0000; ) {
    let count = 0
    for (; count < CHUNK && pattern < 0x1_0000_0000; count++, pattern += 997) bits[count] = pattern
    f(kernels, count)
    for (let i = 0; i < count; i++) {
      const x = arguments32[i] ?? Number.NaN
      const got = results[i] ?? Number.NaN
      const want = exact(x)
      if (Number.isNaN(want) || Math.fround(want) === got) {
        if (Number.isNaN(want) !== Number.isNaN(got)) throw new Error(`f(${x}) is ${got}, not ${want}`)
        continue
      }
      const size = Math.abs(want)
      const unit =
        size < 2 ** -126
          ? 2 ** -149
          : (Math.abs(x - absoluteNear) < 0.5 ? Math.max(size, 1) : size) * 2 ** -24
      const here = Math.abs(got - want) / unit
      if (!(here <= error)) error = here
    }
  }
  return error
}

describe('accuracy over every binade, against float64', () => {
  test('exp stays within its stated error', () => {
    expect(worst(exp, Math.exp)).toBeLessThanOrEqual(arithmetic.exp)
  })

  test('log stays within its stated error', () => {
    expect(worst(log, Math.log)).toBeLessThanOrEqual(arithmetic.log)
  })

  test('tanh stays within its stated error', () => {
    expect(worst(tanh, Math.tanh)).toBeLessThanOrEqual(arithmetic.tanh)
  })

  test('sigmoid stays within the bound that follows from exp: ((1 − T) E + 2) u T', () => {
    expect(worst(sigmoid, (z) => 1 / (1 + Math.exp(-z)))).toBeLessThanOrEqual(arithmetic.exp + 2)
  })
})

describe('at the ends of the range', () => {
  test('exp overflows to infinity, ends in subnormals and keeps NaN', () => {
    const smallest = 2 ** -149
    expect(evaluate(exp, [89, 1e4, 3e38, Infinity])).toEqual([Infinity, Infinity, Infinity, Infinity])
    expect(evaluate(exp, [-104, -1e4, -Infinity])).toEqual([0, 0, 0])
    expect(evaluate(exp, [-103.2, 0, -0, Number.NaN])).toEqual([smallest, 1, 1, Number.NaN])
  })

  test('log is minus infinity at zero, NaN below it, and right at subnormals', () => {
    expect(evaluate(log, [0, -0, -1, -Infinity])).toEqual([-Infinity, -Infinity, Number.NaN, Number.NaN])
    expect(evaluate(log, [1, Infinity, Number.NaN])).toEqual([0, Infinity, Number.NaN])
    expect(evaluate(log, [2 ** -149])).toEqual([Math.fround(-149 * Math.LN2)])
  })

  test('tanh saturates and is odd', () => {
    expect(evaluate(tanh, [1e4, -1e4, Infinity, -Infinity])).toEqual([1, -1, 1, -1])
    expect(evaluate(tanh, [0, -0, Number.NaN])).toEqual([0, -0, Number.NaN])
  })

  test('sigmoid neither overflows nor loses its tail', () => {
    expect(evaluate(sigmoid, [1e4, -1e4, Infinity, -Infinity])).toEqual([1, 0, 1, 0])
    expect(evaluate(sigmoid, [0, -103, Number.NaN])).toEqual([0.5, 2 ** -149, Number.NaN])
  })
})

test('a value has the same bits wherever in a vector it stands', () => {
  const values = Array.from({ length: 61 }, (_, i) => (i - 30) * 1.37)
  for (const f of [exp, tanh, sigmoid]) {
    const together = evaluate(f, values)
    expect(values.map((value) => evaluate(f, [value])[0])).toEqual(together)
  }
})
