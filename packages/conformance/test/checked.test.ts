import { type Backend, checked, HandleError, openReference, ShapeError, type Tensor } from '@leven/core'
import { beforeEach, describe, expect, test } from 'vitest'

let on: Backend
beforeEach(async () => {
  on = checked(await openReference())
})

const t = (rows: number, columns: number): Tensor => on.tensor(rows, columns)
const descent = { kind: 'gradientDescent', learningRate: 1, l2: 0 } as const
const momentum = { ...descent, kind: 'momentum', momentum: 0.9 } as const
const adam = {
  ...descent,
  kind: 'adam',
  beta1: 0.9,
  beta2: 0.9,
  epsilon: 1,
  correction1: 1,
  correction2: 1,
} as const

describe('shapes that do not fit are named with their sizes', () => {
  const wrong: readonly [string, () => void, string][] = [
    [
      'dense inner',
      () => on.dense(t(4, 5), t(4, 3), t(2, 5), t(4, 1), 'relu'),
      "dense: W is 4×3 but X has 2 rows; they must equal W's columns.",
    ],
    [
      'dense bias',
      () => on.dense(t(4, 5), t(4, 3), t(3, 5), t(3, 1), 'relu'),
      "dense: b is 3×1 but must be 4×1, a column as long as W's.",
    ],
    [
      'dense bias as a row',
      () => on.dense(t(4, 5), t(4, 3), t(3, 5), t(1, 4), 'relu'),
      'dense: b is 1×4 but must be 4×1',
    ],
    [
      'dense output',
      () => on.dense(t(5, 4), t(4, 3), t(3, 5), t(4, 1), 'relu'),
      "dense: A is 5×4 but must be 4×5, W's rows by X's columns.",
    ],
    [
      'output',
      () => on.output(t(2, 3), t(3, 2), 'sigmoid'),
      'output: T is 2×3 but must be 3×2, the shape of Z.',
    ],
    [
      'cost',
      () => on.cost(t(1, 2), t(3, 2), t(3, 2), 'sigmoid'),
      'cost: J is 1×2 but must be 1×1, one number.',
    ],
    [
      'cost targets',
      () => on.cost(t(1, 1), t(3, 2), t(2, 3), 'sigmoid'),
      'cost: Y is 2×3 but must be 3×2, the shape of Z.',
    ],
    [
      'cost weights',
      () => on.cost(t(1, 1), t(3, 2), t(3, 2), 'sigmoid', t(2, 1)),
      'cost: s is 2×1 but must be 1×2, one weight for each instance.',
    ],
    [
      'residual targets',
      () => on.residual(t(3, 2), t(3, 2), t(3, 1)),
      'residual: Y is 3×1 but must be 3×2, the shape of T.',
    ],
    [
      'residual output',
      () => on.residual(t(2, 2), t(3, 2), t(3, 2)),
      'residual: dZ is 2×2 but must be 3×2, the shape of T.',
    ],
    [
      'residual weights',
      () => on.residual(t(3, 2), t(3, 2), t(3, 2), t(1, 3)),
      'residual: s is 1×3 but must be 1×2, one weight for each instance.',
    ],
    [
      'gradients instances',
      () => on.gradients(t(2, 3), t(2, 1), t(2, 5), t(3, 4)),
      'gradients: A is 3×4 but must be 3×5, one column for each instance of dZ.',
    ],
    [
      'gradients dW',
      () => on.gradients(t(3, 2), t(2, 1), t(2, 5), t(3, 5)),
      "gradients: dW is 3×2 but must be 2×3, dZ's rows by A's rows.",
    ],
    [
      'gradients db',
      () => on.gradients(t(2, 3), t(1, 2), t(2, 5), t(3, 5)),
      "gradients: db is 1×2 but must be 2×1, a column as long as dZ's.",
    ],
    [
      'backpropagate dZ2',
      () => on.backpropagate(t(3, 5), t(2, 3), t(3, 5), t(3, 5), 'relu'),
      'backpropagate: dZ2 is 3×5 but must be 2×5, as many rows as W2.',
    ],
    [
      'backpropagate A1',
      () => on.backpropagate(t(3, 5), t(2, 3), t(2, 5), t(3, 4), 'relu'),
      "backpropagate: A1 is 3×4 but must be 3×5, W2's columns by dZ2's columns.",
    ],
    [
      'backpropagate dZ1',
      () => on.backpropagate(t(2, 5), t(2, 3), t(2, 5), t(3, 5), 'relu'),
      "backpropagate: dZ1 is 2×5 but must be 3×5, W2's columns by dZ2's columns.",
    ],
    [
      'update',
      () => on.update(t(2, 3), t(3, 2), [], descent),
      'update: dP is 3×2 but must be 2×3, the shape of P.',
    ],
    [
      'update moment',
      () => on.update(t(2, 3), t(2, 3), [t(2, 3), t(1, 3)], adam),
      'update: moment 2 is 1×3 but must be 2×3, the shape of P.',
    ],
    [
      'too few moments',
      () => on.update(t(2, 3), t(2, 3), [t(2, 3)], adam),
      'update: adam takes 2 moments but is given 1.',
    ],
    [
      'too many moments',
      () => on.update(t(2, 3), t(2, 3), [t(2, 3)], descent),
      'update: gradientDescent takes 0 moments but is given 1.',
    ],
    [
      'no moment',
      () => on.update(t(2, 3), t(2, 3), [], momentum),
      'update: momentum takes 1 moments but is given 0.',
    ],
    [
      'gather',
      () => on.gather(t(3, 2), t(3, 5), Int32Array.of(0, 1, 2)),
      'gather: to is 3×2 but must be 3×3, the rows of from and one column for each index.',
    ],
    [
      'tensor of no rows',
      () => t(0, 3),
      'tensor: 0×3 is no size; rows and columns must be positive integers.',
    ],
    ['tensor of half a column', () => t(1, 1.5), 'tensor: 1×1.5 is no size'],
    ['tensor of NaN', () => t(Number.NaN, 1), 'tensor: NaN×1 is no size'],
    [
      'too few values',
      () => on.tensor(2, 3, new Float32Array(5)),
      'tensor: 5 values do not fill 2×3, which takes 6.',
    ],
    [
      'too many values',
      () => on.write(t(2, 3), new Float64Array(7)),
      'write: 7 values do not fill 2×3, which takes 6.',
    ],
  ]
  test.each(wrong)('%s', (_, call, message) => {
    expect(call).toThrow(ShapeError)
    expect(call).toThrow(message)
  })
})

test.each([
  [-1, 'index -1 at place 1'],
  [5, 'index 5 at place 1'],
])('gather: the index %i of 5 columns is outside', (index, message) => {
  const call = () => on.gather(t(3, 2), t(3, 5), Int32Array.of(4, index))
  expect(call).toThrow(ShapeError)
  expect(call).toThrow(`gather: ${message} is outside from, which has 5 columns.`)
})

describe('an output that is also an input, or another output, is an error', () => {
  const square = () => t(2, 2)
  const aliased: readonly [string, (same: Tensor) => void, string][] = [
    ['dense A, W', (x) => on.dense(x, x, square(), t(2, 1), 'relu'), 'dense: A and W are the same tensor.'],
    ['dense A, X', (x) => on.dense(x, square(), x, t(2, 1), 'relu'), 'dense: A and X are the same tensor.'],
    ['output', (x) => on.output(x, x, 'sigmoid'), 'output: T and Z are the same tensor.'],
    ['residual T', (x) => on.residual(x, x, square()), 'residual: dZ and T are the same tensor.'],
    ['residual Y', (x) => on.residual(x, square(), x), 'residual: dZ and Y are the same tensor.'],
    [
      'gradients dW',
      (x) => on.gradients(x, t(2, 1), x, square()),
      'gradients: dW and dZ are the same tensor.',
    ],
    [
      'backpropagate W2',
      (x) => on.backpropagate(x, x, square(), square(), 'relu'),
      'backpropagate: dZ1 and W2 are the same tensor.',
    ],
    [
      'backpropagate A1',
      (x) => on.backpropagate(x, square(), square(), x, 'relu'),
      'backpropagate: dZ1 and A1 are the same tensor.',
    ],
    ['update dP', (x) => on.update(x, x, [], descent), 'update: P and dP are the same tensor.'],
    [
      'update moment and dP',
      (x) => on.update(square(), x, [x], momentum),
      'update: moment 1 and dP are the same tensor.',
    ],
    [
      'update moment and P',
      (x) => on.update(x, square(), [x], momentum),
      'update: moment 1 and P are the same tensor.',
    ],
    [
      'update moments',
      (x) => on.update(square(), square(), [x, x], adam),
      'update: moment 2 and moment 1 are the same tensor.',
    ],
    ['gather', (x) => on.gather(x, x, Int32Array.of(0, 1)), 'gather: to and from are the same tensor.'],
  ]
  test.each(aliased)('%s', (_, call, message) => {
    expect(() => call(square())).toThrow(ShapeError)
    expect(() => call(square())).toThrow(message)
  })

  test('cost J, Z', () => {
    const x = t(1, 1)
    expect(() => on.cost(x, x, t(1, 1), 'sigmoid')).toThrow('cost: J and Z are the same tensor.')
  })
  test('gradients dW, db', () => {
    const x = t(2, 1)
    expect(() => on.gradients(x, x, t(2, 5), t(1, 5))).toThrow('gradients: db and dW are the same tensor.')
  })
  test('an input may be given twice', () => {
    const x = t(2, 2)
    expect(() => on.residual(t(2, 2), x, x)).not.toThrow()
  })
})

describe('handles', () => {
  test('a freed tensor is named with its size', async () => {
    const x = t(2, 3)
    on.free(x)
    expect(() => on.output(t(2, 3), x, 'sigmoid')).toThrow(HandleError)
    expect(() => on.output(t(2, 3), x, 'sigmoid')).toThrow('output: Z (2×3) was freed.')
    expect(() => on.free(x)).toThrow('free: tensor (2×3) was freed.')
    await expect(on.read(x)).rejects.toThrow('read: from (2×3) was freed.')
  })

  test("another backend's tensor is named with its size, also as sample weights and moments", async () => {
    const other = (await openReference()).tensor(1, 1)
    const message = '(1×1) belongs to another backend.'
    expect(() => on.write(other, Float64Array.of(1))).toThrow(`write: to ${message}`)
    expect(() => on.residual(t(1, 1), t(1, 1), t(1, 1), other)).toThrow(`residual: s ${message}`)
    expect(() => on.cost(t(1, 1), t(1, 1), t(1, 1), 'sigmoid', other)).toThrow(`cost: s ${message}`)
    expect(() => on.update(t(1, 1), t(1, 1), [other], momentum)).toThrow(`update: moment 1 ${message}`)
  })

  test('nothing works after close, and its tensors are gone', async () => {
    const x = t(1, 1)
    await on.close()
    expect(() => t(1, 1)).toThrow('tensor: the backend reference is closed.')
    expect(() => on.free(x)).toThrow('free: the backend reference is closed.')
    await expect(on.read(x)).rejects.toThrow(HandleError)
    await expect(on.close()).rejects.toThrow('close: the backend reference is closed.')
    expect(on.liveBytes()).toBe(0)
  })
})

test('what fits passes through to the backend', async () => {
  const [A, W, X, b] = [
    t(1, 2),
    on.tensor(1, 1, Float64Array.of(2)),
    on.tensor(1, 2, Float64Array.of(3, -4)),
    t(1, 1),
  ]
  on.dense(A, W, X, b, 'relu')
  expect([...(await on.read(A))]).toEqual([6, 0])
  expect(on.info.name).toBe('reference')
  expect(on.liveBytes()).toBe(8 * 6)
})

test('a refused call changes nothing', async () => {
  const P = on.tensor(1, 1, Float64Array.of(5))
  expect(() => on.update(P, t(1, 2), [], descent)).toThrow(ShapeError)
  expect([...(await on.read(P))]).toEqual([5])
})
