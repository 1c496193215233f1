import { openCpuBackend } from '@leven/backend-cpu'
import {
  type Activation,
  type Arithmetic,
  type Backend,
  type NetworkParameters,
  network,
  openReference,
  predict,
} from '@leven/core'
import { type Encoder, encodeFeatures } from '@leven/tabular'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goldenRows } from '../src/golden-rows.ts'
import { forwardErrors } from '../src/golden-tolerance.ts'
import { createModel, loadModel, ModelError, saveModel } from '../src/index.ts'
import { encoderFor, modelFor, networkFor, penguins, rejection, resealed, training } from './models.ts'

let cpu: Backend
let reference: Backend
beforeAll(async () => {
  cpu = await openCpuBackend()
  reference = await openReference()
})
afterAll(async () => {
  await cpu.close()
  await reference.close()
})

describe('golden rows', () => {
  it('go through mean, a deviation up and down, missing, every level and unknown', () => {
    const encoder = encoderFor('adelie')
    const rows = goldenRows(encoder)
    const column = (name: string) => {
      const at = encoder.features.findIndex((feature) => feature.name === name)
      return new Set(rows.map((row) => row[at]))
    }
    expect(column('island')).toEqual(new Set(['Biscoe', 'Dream', 'Torgersen', null, 'a category never seen']))
    const mass = encoder.features.find(({ name }) => name === 'body_mass_g')
    if (mass?.kind !== 'number') throw new Error('body_mass_g is no number')
    const { mean, standardDeviation } = mass
    const around = [mean, mean + standardDeviation, mean - standardDeviation].map(String)
    expect(column('body_mass_g')).toEqual(new Set([...around, null]))
  })

  it('hold no row of the table they were trained on', () => {
    const rows = goldenRows(encoderFor('adelie')).map((row) => JSON.stringify(row))
    const trained = Array.from({ length: penguins.rows }, (_, row) =>
      JSON.stringify(penguins.columns.slice(0, 4).map(({ cells }) => cells.at(row))),
    )
    expect(rows.filter((row) => trained.includes(row))).toEqual([])
  })

  it('are a handful, however many columns and levels there are', () => {
    const levels = Array.from({ length: 1000 }, (_, i) => `level ${i}`)
    const many: Encoder = {
      ...encoderFor('adelie'),
      features: [{ kind: 'category', name: 'x', levels, missingLevel: true }],
    }
    expect(goldenRows(many).length).toBeLessThanOrEqual(25)
    const numbers = Array.from({ length: 100_000 }, (_, i) => ({
      kind: 'number' as const,
      name: `c${i}`,
      mean: 0,
      standardDeviation: 1,
      median: 0,
      missingIndicator: false,
      robust: null,
    }))
    expect(goldenRows({ ...many, features: numbers }).length).toBeLessThanOrEqual(5)
  })

  it('find an unknown category even where a level has its name', () => {
    const levels = ['a category never seen', 'a category never seen!']
    const odd: Encoder = {
      ...encoderFor('adelie'),
      features: [{ kind: 'category', name: 'x', levels, missingLevel: false }],
    }
    expect(goldenRows(odd).flat()).toContain('a category never seen!!')
  })

  it('use the mean where a deviation from it is beyond float64', () => {
    const wide: Encoder = {
      ...encoderFor('adelie'),
      features: [
        {
          kind: 'number',
          name: 'x',
          mean: 1e308,
          standardDeviation: 1e308,
          median: 0,
          missingIndicator: false,
          robust: null,
        },
      ],
    }
    expect(goldenRows(wide).flat()).toEqual(['1e+308', '1e+308', '1e+308', '0', null])
  })
})

const activations: readonly Activation[] = ['identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh']
const shapes = fc.record({
  target: fc.constantFrom('adelie', 'species', 'flipper' as const),
  hidden: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
  activation: fc.constantFrom(...activations),
  seed: fc.nat({ max: 10_000 }),
})

describe('the tolerance', () => {
  it('holds for the CPU backend against the float64 reference, on every kind of network and scale', async () => {
    let worst = 0
    await fc.assert(
      fc.asyncProperty(shapes, fc.constantFrom(0.01, 1, 30), async (shape, scale) => {
        const made = networkFor(shape)
        const parameters = made.parameters.map(({ W, b }) => ({
          W: Float32Array.from(W, (w) => w * scale),
          b: Float32Array.from(b, (value) => value * scale),
        }))
        const { X, instances } = encodeFeatures(made.encoder, penguins)
        const [fast, exact] = await Promise.all(
          [cpu, reference].map((on) => predict(on, made.network, parameters, X, instances)),
        )
        const bounds = forwardErrors(cpu.info.arithmetic, made.network, parameters, X)
        const own = forwardErrors(reference.info.arithmetic, made.network, parameters, X)
        for (const [i, bound] of bounds.entries()) {
          const difference = Math.abs(Number(fast?.[i]) - Number(exact?.[i]))
          const allowed = bound + Number(own[i])
          expect(difference).toBeLessThanOrEqual(allowed)
          if (difference > 0) worst = Math.max(worst, difference / allowed)
        }
      }),
      { numRuns: 100 },
    )
    // The bound is of the right size: not a bound that everything passes.
    expect(worst).toBeGreaterThan(0.02)
  })

  it('is small: below 1e-5 for a probability of an ordinary network', () => {
    const { encoder, network: shape, parameters } = networkFor({ hidden: [16] })
    const { X } = encodeFeatures(encoder, penguins)
    const stored = parameters.map(({ W, b }) => ({ W: Float32Array.from(W), b: Float32Array.from(b) }))
    expect(Math.max(...forwardErrors(cpu.info.arithmetic, shape, stored, X))).toBeLessThan(1e-5)
  })

  it('is at most 1 for a probability, however large the logits are', () => {
    for (const [target, seed] of [
      ['species', 6991],
      ['adelie', 3],
    ] as const) {
      const made = networkFor({ target, hidden: [11, 17, 33], activation: 'leakyRelu', seed })
      const { X } = encodeFeatures(made.encoder, penguins)
      const stored = made.parameters.map(({ W, b }) => ({
        W: Float32Array.from(W, (w) => 1000 * w),
        b: Float32Array.from(b),
      }))
      for (const bound of forwardErrors(cpu.info.arithmetic, made.network, stored, X)) {
        expect(bound).toBeGreaterThanOrEqual(0)
        expect(bound).toBeLessThanOrEqual(1)
      }
    }
  })

  it('is 0 but for underflow where every weight is 0, even if nothing else can be promised', () => {
    const shape = network({ features: 2, hidden: [2], output: 'identity' })
    const parameters = [
      { W: new Float32Array(4), b: new Float32Array(2) },
      { W: new Float32Array(2), b: new Float32Array(1) },
    ]
    const arithmetic: Arithmetic = { ...cpu.info.arithmetic, unitRoundoff: 0.5 }
    const [bound = Number.NaN] = forwardErrors(arithmetic, shape, parameters, Float32Array.of(1, 2))
    expect(bound).toBeLessThan(1e-43)
  })

  it('grows with the roundoff, to 1 where nothing can be promised', () => {
    const shape = network({ features: 2, hidden: [] })
    const parameters = [{ W: Float32Array.of(1, 1), b: Float32Array.of(0) }]
    const X = Float32Array.of(1, 2)
    const at = (unitRoundoff: number): number => {
      const arithmetic: Arithmetic = { ...cpu.info.arithmetic, unitRoundoff }
      return forwardErrors(arithmetic, shape, parameters, X)[0] ?? Number.NaN
    }
    expect(at(2 ** -20)).toBeGreaterThan(10 * at(2 ** -24))
    expect(at(0.5)).toBe(1)
  })
})

describe('loading on another backend', () => {
  it('passes, for every output, whichever of the two saved it', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.boolean(), async (shape, swap) => {
        const [saver, loader] = swap ? [cpu, reference] : [reference, cpu]
        const model = await modelFor(shape, saver)
        const loaded = await loadModel(await saveModel(model), loader)
        expect(loaded).toEqual(model)
      }),
      { numRuns: 40 },
    )
  })

  it('passes with a network that saturates', async () => {
    const made = networkFor({ hidden: [8] })
    const parameters: NetworkParameters = made.parameters.map(({ W, b }) => ({
      W: Float32Array.from(W, (w) => 300 * w),
      b: Float32Array.from(b),
    }))
    const model = await createModel({ ...made, parameters, training }, reference)
    expect(model.golden.expected.flat()).toContain(1)
    expect(await loadModel(await saveModel(model), cpu)).toEqual(model)
  })
})

describe('golden rows that do not come true', () => {
  it.each(['adelie', 'species', 'flipper'] as const)(
    'reject a weight changed visibly, though the hash fits: %s',
    async (target) => {
      const bytes = await saveModel(await modelFor({ target }, cpu))
      // Every third: a softmax does not see the same shift of all its logits.
      for (const name of ['W1', 'b1', 'W2', 'b2']) {
        const changed = await resealed(bytes, {
          values: (tensor, values) =>
            tensor === name ? values.map((w, i) => (i % 3 === 0 ? w + 1e-3 : w)) : values,
        })
        const error = await rejection(loadModel(changed, cpu, 'm.safetensors'))
        expect(error).toBeInstanceOf(ModelError)
        expect(error).toMatchObject({
          message: expect.stringMatching(
            /^m\.safetensors: golden row \d+ predicts \S+ on cpu \(.*\) but \S+ within \S+ is expected\.$/,
          ),
        })
      }
    },
  )

  it('reject an expectation that was changed in the fifth place', async () => {
    const bytes = await saveModel(await modelFor({}, cpu))
    const changed = await resealed(bytes, {
      metadata: {
        golden: (golden: { expected: number[][] }) => ({
          ...golden,
          expected: golden.expected.map((T, i) => (i === 2 ? T.map((t) => t + 1e-5) : T)),
        }),
      },
    })
    expect(await rejection(loadModel(changed, cpu))).toMatchObject({
      message: expect.stringContaining('golden row 3 predicts'),
    })
  })

  it.each([
    ['a mean', (feature: Record<string, unknown>) => ({ ...feature, mean: Number(feature.mean) * 1.001 })],
    [
      'a median',
      (feature: Record<string, unknown>) => ({ ...feature, median: Number(feature.median) * 1.01 }),
    ],
  ])('reject preprocessing that was changed: %s', async (_, edit) => {
    const bytes = await saveModel(await modelFor({}, cpu))
    const changed = await resealed(bytes, {
      metadata: {
        encoder: (encoder: { features: Record<string, unknown>[] }) => ({
          ...encoder,
          features: encoder.features.map((feature) =>
            feature.name === 'bill_length_mm' ? edit(feature) : feature,
          ),
        }),
      },
    })
    expect(await rejection(loadModel(changed, cpu))).toMatchObject({
      message: expect.stringContaining('golden row'),
    })
  })

  it('reject categories that were swapped', async () => {
    const bytes = await saveModel(await modelFor({}, cpu))
    const changed = await resealed(bytes, {
      metadata: {
        encoder: (encoder: { features: { kind: string; levels?: string[] }[] }) => ({
          ...encoder,
          features: encoder.features.map((feature) =>
            feature.levels ? { ...feature, levels: [...feature.levels].reverse() } : feature,
          ),
        }),
      },
    })
    expect(await rejection(loadModel(changed, cpu))).toMatchObject({
      message: expect.stringContaining('golden row'),
    })
  })

  it('reject golden cells that cannot be encoded', async () => {
    const bytes = await saveModel(await modelFor({}, cpu))
    const changed = await resealed(bytes, {
      metadata: {
        golden: (golden: { rows: unknown[][] }) => ({
          ...golden,
          rows: golden.rows.map((row) => row.map(() => 'Dream')),
        }),
      },
    })
    expect(await rejection(loadModel(changed, cpu, 'm'))).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringMatching(/^m: the golden rows cannot be encoded: golden rows of m, row 1/),
    })
  })

  it('reject a backend that computes wrongly', async () => {
    const bytes = await saveModel(await modelFor({}, reference))
    const wrong: Backend = {
      ...reference,
      output(T, Z) {
        reference.output(T, Z, 'identity')
      },
    }
    expect(await rejection(loadModel(bytes, wrong))).toMatchObject({
      message: expect.stringContaining('on reference'),
    })
  })
})

it('leaves no memory behind on the backend', async () => {
  const before = cpu.liveBytes()
  const bytes = await saveModel(await modelFor({}, cpu))
  await loadModel(bytes, cpu)
  expect(cpu.liveBytes()).toBe(before)
})
