import { activationNames, initialParameters, network, openReference, predict as predictOn } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fit } from '../src/index.ts'
import { plainPredictor } from '../src/plain-predictor.ts'
import { loadPredictor } from '../src/predict.ts'

const rows = Array.from({ length: 60 }, (_, i) => ({
  age: 20 + ((i * 7) % 41) + 0.5,
  city: ['Berlin', 'Köln', null][i % 3] ?? null,
  bought: (i * 7) % 41 > 20,
}))

describe('@leven/leven/predict', () => {
  test('predicts rows as the whole library does, from the same file', async () => {
    const whole = await fit(rows, { target: 'bought', epochs: 20, members: 2 })
    const small = await loadPredictor(await whole.save())
    const [some, one] = [await small.predictMany(rows), await whole.predictMany(rows)]
    for (const [i, { probability = Number.NaN, ...rest }] of some.entries()) {
      const { probability: other = Number.NaN, ...others } = one[i] ?? { notes: [] }
      expect(rest).toEqual(others)
      expect(probability).toBeCloseTo(other, 6)
      expect(small.predict(rows[i] ?? {}).probability).toBe(probability)
    }
    expect(() => small.predict({ age: 3 })).toThrow('"city"')
    await small.close()
    await whole.close()
  })

  test('refuses a damaged file', async () => {
    const whole = await fit(rows, { target: 'bought', epochs: 2, members: 1 })
    const bytes = await whole.save()
    const last = bytes.length - 1
    bytes[last] = (bytes[last] ?? 0) ^ 1
    await expect(loadPredictor(bytes)).rejects.toMatchObject({ code: 'INVALID_MODEL' })
    await whole.close()
  })
})

test('a network in plain loops has the bits of the reference', async () => {
  const on = await openReference()
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        features: fc.integer({ min: 1, max: 20 }),
        hidden: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
        activation: fc.constantFrom(...activationNames),
        output: fc.constantFrom('sigmoid', 'softmax', 'identity' as const),
        outputs: fc.integer({ min: 2, max: 4 }),
        instances: fc.integer({ min: 1, max: 5 }),
        seed: fc.nat(1e6),
      }),
      async ({ features, hidden, activation, output, outputs, instances, seed }) => {
        const shape = network({
          features,
          hidden,
          activation,
          output,
          outputs: output === 'sigmoid' ? 1 : outputs,
        })
        const parameters = initialParameters(shape, seed).map(({ W, b }) => ({
          W: Float32Array.from(W),
          b: Float32Array.from(b, (_, j) => Math.fround(0.1 * j - 0.2)),
        }))
        const X = Float32Array.from({ length: features * instances }, (_, k) => ((k * 37 + seed) % 19) - 9)
        const plain = plainPredictor(shape, parameters)
        const expected = await predictOn(on, shape, parameters, X, instances)
        expect(await plain.predict(X, instances)).toEqual(expected)
        expect(plain.predictOne(X.subarray(0, features))).toEqual(
          expected.subarray(0, shape.sizes.at(-1) ?? 1),
        )
      },
    ),
  )
  await on.close()
})
