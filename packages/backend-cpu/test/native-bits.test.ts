/// <reference types="node" />
import { createHash } from 'node:crypto'
import {
  type Activation,
  adam,
  type Backend,
  generator,
  gradientDescent,
  momentum,
  network,
  type Output,
  train,
  uniform,
} from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nativeModes, threadModes, wasm } from './every-mode.ts'
import { bitsOf } from './numbers.ts'

/** Any small network, data set and way to train; LEVEN_BITS_RUNS asks for more of them. */
const runs = fc.record({
  features: fc.integer({ min: 1, max: 70 }),
  hidden: fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 2 }),
  outputs: fc.integer({ min: 1, max: 6 }),
  output: fc.constantFrom<Output>('sigmoid', 'softmax', 'identity'),
  activation: fc.constantFrom<Activation>('identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh'),
  instances: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1020, max: 2100 })),
  optimizer: fc.constantFrom(
    gradientDescent({ learningRate: 0.001 }),
    momentum({ learningRate: 0.0005 }),
    adam({ learningRate: 0.01 }),
  ),
  batchSize: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  l2: fc.constantFrom(0, 0.01),
  weighted: fc.boolean(),
  seed: fc.nat(1000),
})
type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never

/** SHA-256 of the parameters that a run of three epochs ends in. */
async function parametersOf(on: Backend, run: Run): Promise<string> {
  const { features, hidden, output, activation, instances, optimizer, l2, seed } = run
  const outputs = output === 'softmax' ? run.outputs + 1 : run.outputs
  const random = generator(seed, 'split')
  const X = Float32Array.from({ length: features * instances }, () => uniform(random, 2))
  const Y = new Float32Array(outputs * instances)
  for (let i = 0; i < instances; i++) Y[i * outputs + ((i * 7 + seed) % outputs)] = 1
  const training = train(
    on,
    network({ features, hidden, outputs, output, activation: hidden.map(() => activation) }),
    {
      instances,
      X,
      Y,
      ...(run.weighted && { sampleWeights: Float32Array.from({ length: instances }, (_, i) => 1 + (i % 4)) }),
    },
    { optimizer, l2, seed, epochs: 3, ...(run.batchSize && { batchSize: run.batchSize }) },
  )
  for await (const _ of training);
  const hash = createHash('sha256')
  for (const { W, b } of await training.parameters()) hash.update(Float32Array.from([...W, ...b]))
  return hash.digest('hex')
}

describe.each([...nativeModes, ...threadModes])('%s has the bits of WebAssembly', (_name, open) => {
  test('after any training', async () => {
    const [on, native] = [await wasm[1](), await open()]
    await fc.assert(
      fc.asyncProperty(runs, async (run) => {
        expect(await parametersOf(native, run)).toBe(await parametersOf(on, run))
      }),
      { numRuns: Number(process.env.LEVEN_BITS_RUNS ?? 60) },
    )
    await on.close()
    await native.close()
  })

  test('in sigmoid and tanh of every 997th float32', async () => {
    const [on, native] = [await wasm[1](), await open()]
    const count = 1 << 16
    const patterns = new Uint32Array(count)
    const [a, b] = [on, native].map((backend) => {
      const [Z, T, A] = [backend.tensor(1, count), backend.tensor(1, count), backend.tensor(1, count)]
      const [W, bias] = [backend.tensor(1, 1, Float32Array.of(1)), backend.tensor(1, 1)]
      return async () => {
        backend.write(Z, new Float32Array(patterns.buffer))
        backend.output(T, Z, 'sigmoid')
        backend.dense(A, W, Z, bias, 'tanh')
        return Buffer.concat(
          await Promise.all([T, A].map(async (t) => new Uint8Array((await backend.read(t)).slice().buffer))),
        )
      }
    })
    if (!a || !b) throw new Error('not opened')
    for (let pattern = 0; pattern < 0x1_0000_0000; ) {
      for (let i = 0; i < count; i++, pattern += 997) {
        // NaN may be any NaN: its bits are no promise
        const value = pattern % 0x1_0000_0000
        patterns[i] = (value & 0x7f800000) === 0x7f800000 && value & 0x7fffff ? 0 : value
      }
      expect((await a()).equals(await b())).toBe(true)
    }
    await on.close()
    await native.close()
  })

  test('where the memory has grown between two operations', async () => {
    const native = await open()
    const values = Float32Array.from({ length: 64 * 64 }, (_, i) => (i % 97) / 7)
    const [W, X, b] = [native.tensor(64, 64, values), native.tensor(64, 64, values), native.tensor(64, 1)]
    const [before, after] = [native.tensor(64, 64), native.tensor(64, 64)]
    native.dense(before, W, X, b, 'identity')
    const large = native.tensor(4096, 8192) // 128 MiB
    native.dense(after, W, X, b, 'identity')
    expect(bitsOf(await native.read(after))).toEqual(bitsOf(await native.read(before)))
    const far = native.tensor(64, 64)
    native.dense(far, W, X, b, 'identity')
    expect(bitsOf(await native.read(far))).toEqual(bitsOf(await native.read(before)))
    native.free(large)
    await native.close()
  })
})
