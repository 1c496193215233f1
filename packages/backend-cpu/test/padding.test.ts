import type { Tensor } from '@leven/core'
import { describe, expect, test } from 'vitest'
import { CpuBackend } from '../src/backend.ts'
import { type Engine, wasmEngine } from '../src/engine.ts'
import { nativeEngines } from './every-mode.ts'
import { bitsOf, draw } from './numbers.ts'

/** Every operation on matrices of awkward sizes, after `spoil` has filled all memory, scratch included. */
async function everyOperation(
  engine: Engine,
  n: number,
  k: number,
  m: number,
  fill: number,
): Promise<number[]> {
  const { memory } = engine
  const on = new CpuBackend(engine)
  const random = draw(7)
  const shapes = { W: [n, k], X: [k, m], b: [n, 1], dZ: [n, m], Y: [n, m], s: [1, m], v: [n, k] } as const
  const make = ([rows, columns]: readonly [number, number]): [Tensor, Float32Array] => [
    on.tensor(rows, columns),
    random(rows, columns).values,
  ]
  const inputs = Object.values(shapes).map(make)
  const [W, X, b, dZ, Y, s, v] = inputs.map(([tensor]) => tensor)
  if (!(W && X && b && dZ && Y && s && v)) throw new Error('not drawn')
  const outputs = [
    on.tensor(n, m),
    on.tensor(k, m),
    on.tensor(n, k),
    on.tensor(n, 1),
    on.tensor(1, 1),
    on.tensor(n, m),
    on.tensor(n, m),
    on.tensor(k, m),
  ] as const
  const [A, dX, dW, db, J, T, R, G] = outputs
  // scratch begins at 64 KiB; below it the compiler keeps its own
  new Float32Array(memory.buffer, 65536).fill(fill)
  for (const [tensor, values] of inputs) on.write(tensor, values)
  on.dense(A, W, X, b, 'tanh')
  on.backpropagate(dX, W, dZ, X, 'sigmoid')
  on.gradients(dW, db, dZ, X)
  on.cost(J, A, Y, 'softmax', s)
  on.output(T, A, 'softmax')
  on.residual(R, T, Y, s)
  on.gather(
    G,
    X,
    Int32Array.from({ length: m }, (_, j) => m - 1 - j),
  )
  on.update(W, dW, [v], { kind: 'momentum', learningRate: 0.1, l2: 0.01, momentum: 0.9 })
  return (await Promise.all([...outputs, W, v].map((tensor) => on.read(tensor)))).flatMap(bitsOf)
}

const engines = [['WebAssembly', () => wasmEngine('')] as const, ...nativeEngines]

describe.each(engines)('on %s', (_name, make) => {
  test.each([
    [1, 1, 1],
    [1, 5, 7],
    [2, 3, 5],
    [3, 5, 1025],
    [7, 9, 6],
    [9, 17, 33],
    [70, 5, 21],
    [5, 300, 18],
  ])('memory around the operands, scratch included, never shows: %i×%i, %i instances', async (n, k, m) => {
    const clean = await everyOperation(await make(false), n, k, m, 0)
    const spoilt = await everyOperation(await make(true), n, k, m, Number.NaN)
    expect(spoilt).toEqual(clean)
    expect(clean.some((pattern) => (pattern & 0x7f800000) === 0x7f800000)).toBe(false)
  })
})
