import { describe, expect, test } from 'vitest'
import { network, openReference, type TrainOptions, train } from '../src/index.ts'

const on = await openReference()
const shape = network({ features: 2, hidden: [2] })
const data = { instances: 2, X: Float64Array.of(0, 1, 1, 0), Y: Float64Array.of(0, 1) }

/** What JavaScript or JSON may give. */
async function trained(options: unknown): Promise<unknown> {
  try {
    return await train(on, shape, data, options as TrainOptions).parameters()
  } catch (error) {
    return error
  }
}

describe('options of train that are none are refused, and nothing untrained is returned', () => {
  test.each([
    [{ epochs: 3, optimizer: 'adam' }, 'The optimizer is "adam".'],
    [{ epochs: 3, optimizer: { kind: 'rmsprop', learningRate: 0.1 } }, 'rmsprop'],
    [{ epochs: 3, optimizer: { kind: 'adam', learningRate: 0.1 } }, 'adam lacks its beta1'],
    [
      { epochs: 3, optimizer: { kind: 'gradientDescent', learningRate: 0.1, momentum: 0.9 } },
      'has no momentum',
    ],
    [{ epochs: 3, optimizer: { kind: 'momentum', learningRate: 0.1, momentum: 2 } }, 'momentum is 2'],
    [{ epochs: 3, batchsize: 8 }, 'There is no option "batchsize".'],
    [{ epoch: 3 }, 'There is no option "epoch".'],
    [[], 'The options are no object.'],
  ])('%j', async (options, message) => {
    expect(await trained(options)).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(message),
    })
  })
})
