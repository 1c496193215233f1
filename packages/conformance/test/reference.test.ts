import { activate, type Backend, HandleError, loss, openReference, slope, type Tensor } from '@leven/core'
import { beforeEach, describe, expect, test } from 'vitest'

let on: Backend
beforeEach(async () => {
  on = await openReference()
})

const of = (rows: number, columns: number, ...values: readonly number[]): Tensor =>
  on.tensor(rows, columns, Float64Array.from(values))
const read = async (tensor: Tensor) => [...(await on.read(tensor))]

// Each worked by hand from the equations, as an oracle for the oracle.
describe('the equations, by hand', () => {
  test('dense: A = g(W X + b), column-major', async () => {
    // W = [1 2; 3 4], X = [1 0; −1 1], b = [10; −10]: WX + b = [9 12; −11 −6].
    const A = on.tensor(2, 2)
    on.dense(A, of(2, 2, 1, 3, 2, 4), of(2, 2, 1, -1, 0, 1), of(2, 1, 10, -10), 'identity')
    expect(await read(A)).toEqual([9, -11, 12, -6])
    on.dense(A, of(2, 2, 1, 3, 2, 4), of(2, 2, 1, -1, 0, 1), of(2, 1, 10, -10), 'relu')
    expect(await read(A)).toEqual([9, 0, 12, 0])
  })

  test('output: σ, softmax by columns, copy', async () => {
    const T = on.tensor(2, 2)
    on.output(T, of(2, 2, 0, Math.log(3), 1, 1), 'softmax')
    expect((await read(T)).map((v) => Number(v.toFixed(12)))).toEqual([0.25, 0.75, 0.5, 0.5])
    on.output(T, of(2, 2, 0, Math.log(3), -Math.log(3), 1e4), 'sigmoid')
    expect((await read(T)).map((v) => Number(v.toFixed(12)))).toEqual([0.5, 0.75, 0.25, 1])
    on.output(T, of(2, 2, 1, -2, 3, -4), 'identity')
    expect(await read(T)).toEqual([1, -2, 3, -4])
  })

  test('cost: the mean of the weighted losses, finite at extreme logits', async () => {
    const J = on.tensor(1, 1)
    on.cost(J, of(1, 2, 1e4, -1e4), of(1, 2, 0, 0), 'sigmoid')
    expect(await read(J)).toEqual([5000])
    on.cost(J, of(1, 2, 1e4, -1e4), of(1, 2, 0, 0), 'sigmoid', of(1, 2, 0.5, 7))
    expect(await read(J)).toEqual([2500])
    on.cost(J, of(2, 1, 0, -1e4), of(2, 1, 0, 1), 'softmax')
    expect(await read(J)).toEqual([1e4])
    on.cost(J, of(2, 1, 3, 5), of(2, 1, 1, 1), 'identity')
    expect(await read(J)).toEqual([10])
  })

  test('residual: (T − Y) ⊙ s', async () => {
    const dZ = on.tensor(2, 2)
    on.residual(dZ, of(2, 2, 1, 2, 3, 4), of(2, 2, 0, 1, 1, 1), of(1, 2, 2, 0.5))
    expect(await read(dZ)).toEqual([2, 2, 1, 1.5])
  })

  test('gradients: dW = (1/m) dZ Aᵀ and db = (1/m) Σ dZ', async () => {
    const [dW, db] = [on.tensor(1, 2), on.tensor(1, 1)]
    on.gradients(dW, db, of(1, 2, 3, 5), of(2, 2, 1, 2, 10, 20))
    expect(await read(dW)).toEqual([26.5, 53])
    expect(await read(db)).toEqual([4])
  })

  test('backpropagate: W2ᵀ dZ2 ⊙ g′, ReLU′(0) = 0', async () => {
    const dZ1 = on.tensor(3, 1)
    on.backpropagate(dZ1, of(2, 3, 1, 2, 3, 4, 5, 6), of(2, 1, 1, 10), of(3, 1, 5, 0, -1), 'relu')
    expect(await read(dZ1)).toEqual([21, 0, 0].map((v) => v + 0))
    on.backpropagate(dZ1, of(2, 3, 1, 2, 3, 4, 5, 6), of(2, 1, 1, 10), of(3, 1, 5, 0, -1), 'identity')
    expect(await read(dZ1)).toEqual([21, 43, 65])
  })

  test('update: gradient descent, momentum and Adam with L2', async () => {
    const [P, v] = [of(1, 1, 4), of(1, 1, 2)]
    on.update(P, of(1, 1, 1), [], { kind: 'gradientDescent', learningRate: 0.5, l2: 0.25 })
    expect(await read(P)).toEqual([3]) // 4 − ½(1 + ¼·4)
    on.update(P, of(1, 1, 1), [v], { kind: 'momentum', learningRate: 0.5, l2: 0, momentum: 0.5 })
    expect([await read(v), await read(P)]).toEqual([[2], [2]])
    const [m, s] = [on.tensor(1, 1), on.tensor(1, 1)]
    const adam = { beta1: 0.5, beta2: 0.75, epsilon: 0, correction1: 0.5, correction2: 0.25 }
    on.update(P, of(1, 1, 8), [m, s], { kind: 'adam', learningRate: 1, l2: 0, ...adam })
    expect([await read(m), await read(s), await read(P)]).toEqual([[4], [16], [1]])
  })

  test('update refuses too few moments', () => {
    const rule = { kind: 'momentum', learningRate: 1, l2: 0, momentum: 0 } as const
    expect(() => on.update(of(1, 1, 1), of(1, 1, 1), [], rule)).toThrow(/momentum is given too few moments/)
  })
})

describe('functions and slopes', () => {
  test('each slope is that of its function, away from kinks', () => {
    for (const g of ['identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh'] as const) {
      for (const z of [-3, -0.7, 0.4, 2]) {
        const numeric = (activate(g, z + 1e-6) - activate(g, z - 1e-6)) / 2e-6
        expect(slope(g, activate(g, z))).toBeCloseTo(numeric, 8)
      }
    }
  })
  test('relu and leakyRelu at 0', () => {
    expect([slope('relu', 0), slope('leakyRelu', 0), activate('relu', 0)]).toEqual([0, 0.01, 0])
    expect(activate('leakyRelu', -1)).toBe(-0.01)
  })
  test('the loss is −y log t − (1 − y) log(1 − t)', () => {
    const t = activate('sigmoid', 0.3)
    expect(loss('sigmoid', [0.3], [1])).toBeCloseTo(-Math.log(t), 14)
    expect(loss('sigmoid', [0.3], [0])).toBeCloseTo(-Math.log(1 - t), 14)
    expect(loss('sigmoid', [0.3, 0.3], [1, 0])).toBeCloseTo(-Math.log(t) - Math.log(1 - t), 14)
  })
})

describe('memory', () => {
  test('gather takes columns, repeated ones too', async () => {
    const to = on.tensor(2, 3)
    on.gather(to, of(2, 2, 1, 2, 3, 4), Int32Array.of(1, 0, 1))
    expect(await read(to)).toEqual([3, 4, 1, 2, 3, 4])
  })
  test('liveBytes counts eight for each element until it is freed', async () => {
    const x = on.tensor(3, 5)
    expect(on.liveBytes()).toBe(120)
    on.free(x)
    expect(on.liveBytes()).toBe(0)
  })
  test('a freed and a foreign tensor say which they are', async () => {
    const x = on.tensor(2, 3)
    on.free(x)
    expect(() => on.write(x, new Float64Array(6))).toThrow('The 2×3 tensor was freed.')
    const foreign = (await openReference()).tensor(1, 4)
    expect(() => on.free(foreign)).toThrow('The 1×4 tensor belongs to another backend.')
    expect(() => on.free({ rows: 1, columns: 1 })).toThrow(HandleError)
  })
  test('close frees everything', async () => {
    const x = on.tensor(2, 3)
    await on.close()
    expect(on.liveBytes()).toBe(0)
    await expect(on.read(x)).rejects.toThrow('was freed')
  })
})
