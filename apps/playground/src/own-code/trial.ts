import type { FaultSaid } from '../texts/fault-words.ts'
import { CodeError, type CodeFault, type LearnerFunction } from './compile.ts'
import type { ExerciseName } from './exercises.ts'
import { kindOf, Matrix, shapeOf } from './matrix.ts'
import { type Quantity, type RightNumbers, rightNumbers, type TinyNetwork } from './tiny-network.ts'
import type { Difference } from './verdict.ts'

/** How a law broke on one network. */
export interface Breach {
  readonly message: readonly FaultSaid[]
  readonly fault?: CodeFault
  /** Every entry that is refused; none where the law is not about entries. */
  readonly differences: readonly Difference[]
}

/** The learner's function on one network, and what it ought to give. */
export interface Trial {
  readonly tiny: TinyNetwork
  readonly right: RightNumbers
  /** What the function is given; made anew for each trial. */
  readonly input: Readonly<Record<string, Matrix | number>>
  /** What it ought to return. */
  readonly expected: Readonly<Record<string, Matrix>>
  /** What it returned; absent where it broke off or the shapes are wrong. */
  readonly got: Readonly<Record<string, Matrix>> | undefined
  /** Why `got` is absent. */
  readonly breach: Breach | undefined
}

const inputsOf: Readonly<Record<ExerciseName, readonly Quantity[]>> = {
  backpropagate: ['T', 'Y', 'W2', 'Z1'],
  gradients: ['dZ2', 'A1', 'dZ1', 'X'],
  update: ['W1', 'b1', 'W2', 'b2', 'X', 'Y'],
}

/** Calls the learner's function on a network. */
export async function tryOn(name: ExerciseName, call: LearnerFunction, tiny: TinyNetwork): Promise<Trial> {
  const right = await rightNumbers(tiny)
  const copies = inputsOf[name].map((quantity): [string, Matrix | number] => [
    quantity,
    copy(right.of[quantity]),
  ])
  const input = Object.fromEntries(name === 'update' ? [...copies, ['alpha', tiny.alpha]] : copies)
  const expected = expectedOf(name, right)
  return { tiny, right, input, expected, ...returned(name, call, input, expected) }
}

function copy({ rows, columns, values }: Matrix): Matrix {
  return new Matrix(rows, columns, values)
}

function expectedOf(name: ExerciseName, { of, next }: RightNumbers): Readonly<Record<string, Matrix>> {
  switch (name) {
    case 'backpropagate':
      return { dZ2: of.dZ2, dZ1: of.dZ1 }
    case 'gradients':
      return { dW2: of.dW2, db2: of.db2, dW1: of.dW1, db1: of.db1 }
    case 'update':
      return { W1: next.W1, b1: next.b1, W2: next.W2, b2: next.b2 }
    default:
      return name satisfies never
  }
}

function returned(
  name: ExerciseName,
  call: LearnerFunction,
  input: Trial['input'],
  expected: Trial['expected'],
): Pick<Trial, 'got' | 'breach'> {
  const wrong = (message: readonly FaultSaid[], fault?: CodeFault) => ({
    got: undefined,
    breach: { message, differences: [], ...(fault && { fault }) },
  })
  let result: unknown
  try {
    result = call(input)
  } catch (error) {
    if (!(error instanceof CodeError)) throw error
    return wrong(error.fault.message, error.fault)
  }
  const wanted = `return { ${Object.keys(expected).join(', ')} }`
  if (typeof result !== 'object' || result === null) {
    return wrong([['returns', name, kindOf(result), wanted]])
  }
  const fields = new Map<string, unknown>(Object.entries(result))
  const got: Record<string, Matrix> = {}
  for (const [quantity, { rows, columns }] of Object.entries(expected)) {
    const found = fields.get(quantity)
    if (!(found instanceof Matrix)) {
      return wrong([['notMatrix', quantity, kindOf(found), wanted]])
    }
    if (found.rows !== rows || found.columns !== columns) {
      return wrong([['wrongShape', quantity, shapeOf(found), shapeOf({ rows, columns })]])
    }
    got[quantity] = found
  }
  return { got, breach: undefined }
}
