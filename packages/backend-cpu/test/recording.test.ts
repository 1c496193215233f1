import {
  type Backend,
  HandleError,
  type Operations,
  ShapeError,
  type Tensor,
  type UpdateRule,
} from '@leven/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyMode } from './every-mode.ts'
import { bitsOf, draw, poisoned, upload } from './numbers.ts'

const rules: readonly UpdateRule[] = [
  { kind: 'gradientDescent', learningRate: 0.1, l2: 0.01 },
  { kind: 'momentum', learningRate: 0.1, l2: 0.01, momentum: 0.9 },
  {
    kind: 'adam',
    learningRate: 0.1,
    l2: 0.01,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    correction1: 0.1,
    correction2: 0.001,
  },
]

describe.each(everyMode)('a recording on %s', (_name, open) => {
  let on: Backend
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  function record(work: (on: Operations) => void): () => void {
    if (!on.record) throw new Error('the backend cannot record')
    return on.record(work)
  }

  /** Every operation on operands of one shape, and all that they change. */
  function everyOperation(n: number, k: number, m: number): [(on: Operations) => void, Tensor[]] {
    const random = draw(3)
    const [W, X, b, Y, s] = [random(n, k), random(k, m), random(n, 1), random(n, m), random(1, m)].map((x) =>
      upload(on, x),
    )
    if (!(W && X && b && Y && s)) throw new Error('not drawn')
    const [A, T, dZ, dX] = [poisoned(on, n, m), poisoned(on, n, m), poisoned(on, n, m), poisoned(on, k, m)]
    const [dW, db, J] = [poisoned(on, n, k), poisoned(on, n, 1), poisoned(on, 1, 1)]
    const moments = rules.map((_, i) => Array.from({ length: i }, () => on.tensor(n, k)))
    return [
      (to) => {
        to.dense(A, W, X, b, 'tanh')
        to.output(T, A, 'sigmoid')
        to.cost(J, A, Y, 'identity', s)
        to.residual(dZ, T, Y, s)
        to.gradients(dW, db, dZ, X)
        to.backpropagate(dX, W, dZ, X, 'leakyRelu')
        for (const [i, rule] of rules.entries()) to.update(W, dW, moments[i] ?? [], rule)
      },
      [A, T, J, dZ, dW, db, dX, W, ...moments.flat()],
    ]
  }

  const contents = async (tensors: readonly Tensor[]) =>
    (await Promise.all(tensors.map((tensor) => on.read(tensor)))).flatMap(bitsOf)

  test.each([
    [1, 1, 1],
    [2, 4, 4],
    [33, 17, 40],
  ])('has the bits of the calls one by one: %i×%i, %i instances', async (n, k, m) => {
    const [called, calledTensors] = everyOperation(n, k, m)
    const [recorded, recordedTensors] = everyOperation(n, k, m)
    const untouched = await contents(recordedTensors)
    const again = record(recorded)
    expect(await contents(recordedTensors)).toEqual(untouched) // nothing is computed yet
    for (let round = 0; round < 3; round++) {
      called(on)
      again()
      expect(await contents(recordedTensors)).toEqual(await contents(calledTensors))
    }
  })

  test('goes on where other recordings were done in between', async () => {
    const [P, Q, one] = [on.tensor(1, 1), on.tensor(1, 1), on.tensor(1, 1, Float32Array.of(-1))]
    const rule: UpdateRule = { kind: 'gradientDescent', learningRate: 1, l2: 0 }
    const [toP, toQ] = [P, Q].map((tensor) => record((to) => to.update(tensor, one, [], rule)))
    for (let i = 0; i < 5; i++) {
      toP?.()
      toQ?.()
      toQ?.()
    }
    expect([...(await on.read(P)), ...(await on.read(Q))]).toEqual([5, 10])
  })

  test('reads the rule anew each time', async () => {
    const [P, dP] = [on.tensor(1, 1), on.tensor(1, 1, Float32Array.of(-1))]
    const rule = { kind: 'gradientDescent', learningRate: 1, l2: 0 } as const
    const changing: { -readonly [Field in keyof typeof rule]: (typeof rule)[Field] | number } = { ...rule }
    const again = record((to) => to.update(P, dP, [], changing as UpdateRule))
    again()
    changing.learningRate = 10
    again()
    expect([...(await on.read(P))]).toEqual([11])
  })

  test('may be longer than the room for instructions', async () => {
    const [P, dP] = [on.tensor(1, 1), on.tensor(1, 1, Float32Array.of(-1))]
    const rule: UpdateRule = { kind: 'gradientDescent', learningRate: 1, l2: 0 }
    const again = record((to) => {
      for (let i = 0; i < 2500; i++) to.update(P, dP, [], rule)
    })
    again()
    expect([...(await on.read(P))]).toEqual([2500])
  })

  test('of nothing does nothing', () => record(() => {})())

  test('is refused where a tensor has been freed since, and only then', () => {
    const [T, Z, other] = [on.tensor(2, 2), on.tensor(2, 2), on.tensor(2, 2)]
    const again = record((to) => to.output(T, Z, 'sigmoid'))
    on.free(other)
    again()
    on.free(Z)
    expect(again).toThrow(HandleError)
    expect(again).toThrow(HandleError)
    expect(() => record((to) => to.output(T, Z, 'sigmoid'))).toThrow(HandleError)
    expect(() => record((to) => to.update(T, T, [], rules[1] as UpdateRule))).toThrow(ShapeError)
  })
})
