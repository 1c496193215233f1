import { expect, test } from 'vitest'
import { parameterDistances, ulps } from '../src/index.ts'
import { mostUlps } from '../src/ulps.ts'

test('ulps count float32 numbers', () => {
  expect(ulps(1, 1)).toBe(0)
  expect(ulps(0, -0)).toBe(0)
  expect(ulps(1, 1 + 2 ** -23)).toBe(1)
  expect(ulps(1, 1 - 2 ** -24)).toBe(1)
  expect(ulps(-(2 ** -149), 2 ** -149)).toBe(2)
  expect(ulps(1, Number.NaN)).toBe(Number.POSITIVE_INFINITY)
  expect(mostUlps(Float32Array.of(1, 2), Float32Array.of(1, 2 + 2 ** -21))).toBe(2)
})

test('parameters are held against each other block by block', () => {
  const one = [
    { W: Float32Array.of(1, 2), b: Float32Array.of(0) },
    { W: Float32Array.of(4), b: Float32Array.of(-1) },
  ]
  const other = [
    { W: Float32Array.of(1 + 2 ** -23, 2), b: Float32Array.of(-0) },
    { W: Float32Array.of(5), b: Float32Array.of(Number.NaN) },
  ]
  expect(parameterDistances(one, other)).toEqual([
    { name: 'W1', absolute: 2 ** -23, ulps: 1 },
    { name: 'b1', absolute: 0, ulps: 0 },
    { name: 'W2', absolute: 1, ulps: 2 ** 21 },
    { name: 'b2', absolute: Number.NaN, ulps: Number.POSITIVE_INFINITY },
  ])
})
