import { openCpuBackend } from '@leven/backend-cpu'
import { checked, cost, initialParameters } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { type SliceChosen, sliceOf } from '../src/panels/landscape/choice.ts'
import { rangeOf, ranksOf } from '../src/panels/landscape/ranks.ts'
import { defaultSettings, networkOf, type Settings } from '../src/settings/settings.ts'
import { survey } from '../src/training/landscape.ts'
import { parametersAt, placeAt, planeOf, type Slice, shadowOn } from '../src/training/slice.ts'

const twoWeights = {
  kind: 'numbers',
  across: { layer: 0, kind: 'W', index: 1 },
  up: { layer: 1, kind: 'b', index: 0 },
} as const satisfies SliceChosen
const directions: SliceChosen = { kind: 'directions', seed: 7 }

function parts(part: Partial<Settings> = {}) {
  const settings = { ...defaultSettings, size: 40, ...part }
  const problem = shapeProblem(settings)
  const network = networkOf(settings, problem)
  const at = (seed: number) => initialParameters(network, seed)
  return { network, data: problem.trainingData, at }
}

describe('a landscape', () => {
  test.each([
    ['two numbers', twoWeights, {}],
    ['two random directions', directions, {}],
    ['two directions, three classes', directions, { shape: 'pinwheel' }],
    ['two numbers, a height', twoWeights, { shape: 'saddle' }],
  ] as const)("is core's cost at every point of the grid, to the last bit: %s", async (_, chosen, part) => {
    const on = checked(await openCpuBackend())
    const { network, data, at } = parts(part)
    const slice = sliceOf(chosen, network)
    const landscape = await survey(on, network, data, slice, [at(1), at(2)], 5)
    if (!landscape) throw new Error('there are moments')
    const { side, J, centre } = landscape
    expect(centre).toEqual(at(2))
    const plane = planeOf(slice, centre)
    for (let down = 0; down < side; down++) {
      for (let right = 0; right < side; right++) {
        const there = parametersAt(plane, placeAt(landscape, right), -placeAt(landscape, down))
        expect(J[down * side + right]).toBe(await cost(on, network, there, data))
      }
    }
    expect(J[(side * side - 1) / 2]).toBe(await cost(on, network, centre, data))
    expect(new Set(J).size).toBeGreaterThan(side)
    expect(on.liveBytes()).toBe(0)
  })

  test('reaches as far as the run has come, and ends in its middle', async () => {
    const { network, data, at } = parts()
    const on = await openCpuBackend()
    for (const slice of [twoWeights, sliceOf(directions, network)]) {
      const landscape = await survey(on, network, data, slice, [at(1), at(3), at(2)], 3)
      const path = landscape?.path ?? []
      expect(path).toHaveLength(3)
      for (const place of path.flat()) expect(Math.abs(place)).toBeLessThan(landscape?.reach ?? 0)
      expect(path.at(-1)).toEqual([0, 0])
    }
  })

  test('has nothing to show of a run without moments', async () => {
    const { network, data } = parts()
    expect(await survey(await openCpuBackend(), network, data, twoWeights, [])).toBeUndefined()
  })
})

describe('a slice', () => {
  const { at, network } = parts()
  const step = fc.double({ min: -8, max: 8, noNaN: true })
  const slices: fc.Arbitrary<Slice> = fc.oneof(
    fc.constant(twoWeights),
    fc.nat(99).map((seed) => sliceOf({ kind: 'directions', seed }, network)),
  )

  test('gives back the place of what stands on it', () => {
    fc.assert(
      fc.property(slices, step, step, (slice, x, y) => {
        const plane = planeOf(slice, at(4))
        const [right, up] = shadowOn(plane, parametersAt(plane, x, y))
        expect(right).toBeCloseTo(x, 9)
        expect(up).toBeCloseTo(y, 9)
      }),
    )
  })

  test('over two numbers says how far these have moved, whatever the others do', () => {
    const [from, to] = [at(4), at(5)]
    const moved = (l: number, kind: 'W' | 'b', i: number) =>
      (to[l]?.[kind][i] ?? 0) - (from[l]?.[kind][i] ?? 0)
    expect(shadowOn(planeOf(twoWeights, from), to)).toEqual([moved(0, 'W', 1), moved(1, 'b', 0)])
  })

  test('along directions is one seed, one plane, as long in each layer as its weights', () => {
    const length = (values: ArrayLike<number>) =>
      Math.sqrt(Array.from(values, (v) => v * v).reduce((a, b) => a + b))
    const { across, up, centre } = planeOf(sliceOf(directions, network), at(4))
    expect(planeOf(sliceOf(directions, network), at(4)).across).toEqual(across)
    expect(planeOf(sliceOf({ ...directions, seed: 8 }, network), at(4)).across).not.toEqual(across)
    expect(up).not.toEqual(across)
    for (const [l, { W }] of centre.entries()) {
      expect(length(across[l]?.W ?? [])).toBeCloseTo(length(W), 12)
      expect(across[l]?.b.every((b) => b === 0)).toBe(true)
    }
  })
})

describe('ranks', () => {
  test('follow the order of costs, from 0 to 1; what is no number is highest', () => {
    expect([...ranksOf(Float64Array.of(3, 1, 2, 1, Number.NaN))]).toEqual([0.75, 0, 0.5, 0, 1])
    fc.assert(
      fc.property(fc.float64Array({ minLength: 2, noNaN: true, noDefaultInfinity: true }), (costs) => {
        const ranks = ranksOf(costs)
        for (let i = 1; i < costs.length; i++) {
          const [a = 0, b = 0] = [costs[i - 1], costs[i]]
          expect(Math.sign((ranks[i - 1] ?? 0) - (ranks[i] ?? 0))).toBe(Math.sign(a - b))
        }
      }),
    )
    expect(rangeOf(Float64Array.of(3, Number.POSITIVE_INFINITY, 1))).toEqual([1, 3])
  })
})
