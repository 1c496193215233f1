import type { Activation, Backend } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CpuBackend } from '../src/backend.ts'
import { wasmEngine } from '../src/engine.ts'
import type { Pool } from '../src/threads/pool.ts'
import { inParts } from '../src/threads/split.ts'
import { nativeEngines } from './every-mode.ts'
import { bitsOf, draw, upload } from './numbers.ts'

/** Computes the parts of a job from the last to the first, as threads might happen to. */
const fromTheLast: Pick<Pool, 'run'> = {
  run(_job, _operands, total, unit, _key, compute) {
    for (let from = (Math.ceil(total / unit) - 1) * unit; from >= 0; from -= unit) {
      compute(from, Math.min(from + unit, total))
    }
  },
}

async function everyProduct(
  on: Backend,
  n: number,
  k: number,
  m: number,
  g: Activation,
): Promise<readonly number[]> {
  const random = draw(n * k + m)
  const [W, X, b, dZ] = (
    [
      [n, k],
      [k, m],
      [n, 1],
      [n, m],
    ] as const
  ).map(([rows, columns]) => upload(on, random(rows, columns)))
  if (!(W && X && b && dZ)) throw new Error('not drawn')
  const outputs = [on.tensor(n, m), on.tensor(k, m), on.tensor(n, k), on.tensor(n, 1)] as const
  const [A, dX, dW, db] = outputs
  on.dense(A, W, X, b, g)
  on.backpropagate(dX, W, dZ, X, g)
  on.gradients(dW, db, dZ, X)
  const read = (await Promise.all(outputs.map((tensor) => on.read(tensor)))).flatMap(bitsOf)
  for (const tensor of [W, X, b, dZ, ...outputs]) on.free(tensor)
  return read
}

describe.each([['WebAssembly', () => wasmEngine('')] as const, ...nativeEngines])('on %s', (_name, make) => {
  test('a part changes nothing of the part beside it, in whatever order they are computed', async () => {
    const engine = await make()
    const whole = new CpuBackend(engine)
    const parts = new CpuBackend({ ...engine, kernels: inParts(engine.kernels, fromTheLast, 0) })
    const size = fc.integer({ min: 1, max: 200 })
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        fc.integer({ min: 90, max: 200 }),
        fc.constantFrom<Activation>('identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh'),
        async (n, k, m, g) => {
          expect(await everyProduct(parts, n, k, m, g)).toEqual(await everyProduct(whole, n, k, m, g))
        },
      ),
      {
        numRuns: 40,
        examples: (['identity', 'relu'] as const).flatMap((g) =>
          [8, 9, 10, 11, 33].map((rows): [number, number, number, Activation] => [1, rows, 100, g]),
        ),
      },
    )
    await whole.close()
  })
})
