import {
  InvalidDataError,
  InvalidOptionError,
  initialParameters,
  network,
  openPredictor,
  openReference,
} from '@leven/core'
import { describe, expect, test } from 'vitest'
import { everyMode } from './every-mode.ts'
import { bitsOf, draw } from './numbers.ts'

const shape = network({ features: 30, hidden: [64, 5], outputs: 3, output: 'softmax' })
const parameters = initialParameters(shape, 1)
const X = draw(9)(30, 5000).values

describe.each(everyMode)('a predictor on %s', (_name, open) => {
  test('gives one instance at once the bits it has among many', async () => {
    const on = await open()
    const predictor = openPredictor(on, shape, parameters)
    const all = await predictor.predict(X, 5000)
    for (const i of [0, 1, 63, 64, 1023, 1024, 4999]) {
      const x = X.subarray(30 * i, 30 * (i + 1))
      expect(bitsOf(predictor.predictOne(x))).toEqual(bitsOf(all.subarray(3 * i, 3 * (i + 1))))
      expect(bitsOf(predictor.predictOne(Float64Array.from(x), new Float64Array(3)))).toEqual(
        bitsOf(all.subarray(3 * i, 3 * (i + 1))),
      )
      expect(bitsOf(await predictor.predict(x, 1))).toEqual(bitsOf(all.subarray(3 * i, 3 * (i + 1))))
    }
    predictor.close()
    expect(on.liveBytes()).toBe(0)
    await on.close()
  })

  test('refuses what is no instance, by one clear sentence', async () => {
    const on = await open()
    const predictor = openPredictor(on, shape, parameters)
    expect(() => predictor.predictOne(X.subarray(0, 29))).toThrow(InvalidDataError)
    const spoilt = X.slice(0, 30)
    spoilt[7] = Number.NaN
    expect(() => predictor.predictOne(spoilt)).toThrow('x is NaN in row 7 of instance 0.')
    spoilt[7] = Number.POSITIVE_INFINITY
    await expect(async () => predictor.predict(spoilt, 1)).rejects.toThrow('X is Infinity in row 7')
    await on.close()
  })
})

test('a backend that only answers with a promise says so', async () => {
  const on = await openReference()
  const predictor = openPredictor(on, shape, parameters)
  expect(() => predictor.predictOne(X.subarray(0, 30))).toThrow(InvalidOptionError)
  expect(() => predictor.predictOne(X.subarray(0, 30))).toThrow(/reference only answers with a promise/)
})
