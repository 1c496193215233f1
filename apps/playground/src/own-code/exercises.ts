import type { FormulaName } from '../notes/formulas.ts'

/** What the learner writes, in the order of the derivation. */
export type ExerciseName = 'backpropagate' | 'gradients' | 'update'

/** The learner's code, or what stands in for it: the text of each function. */
export type Code = Readonly<Record<ExerciseName, string>>

/** An equation to turn into code. */
export interface Statement {
  readonly formula: FormulaName
  /** The layer that fills the formula's place. */
  readonly layer: number
  /** Its numbers in docs/derivation.md, as a label. */
  readonly number: string
  /** Whether it is a part of what has these numbers. */
  readonly isPart?: true
}

/** One exercise: its equations, what to begin with, and the way out. The catalogue says what is asked. */
export interface Exercise {
  readonly name: ExerciseName
  readonly equations: readonly Statement[]
  readonly start: string
  readonly solution: string
}

/** Every exercise, first to last. */
export const exercises: readonly Exercise[] = [
  {
    name: 'backpropagate',
    equations: [
      { formula: 'dZOutput', layer: 2, number: '(11), (12)', isPart: true },
      { formula: 'dZBelow', layer: 1, number: '(13), (14)', isPart: true },
    ],
    start: `// T, Y   n2 × m    prediction and target
// W2     n2 × n1   the second layer's weights
// Z1     n1 × m    the first layer, before ReLU
function backpropagate({ T, Y, W2, Z1 }) {
  const dZ2 = T   // T − Y
  const dZ1 = Z1  // through W2, and through the slope of ReLU
  return { dZ2, dZ1 }
}
`,
    solution: `// T, Y   n2 × m    prediction and target
// W2     n2 × n1   the second layer's weights
// Z1     n1 × m    the first layer, before ReLU
function backpropagate({ T, Y, W2, Z1 }) {
  const dZ2 = subtract(T, Y)
  const dZ1 = hadamard(multiply(transpose(W2), dZ2), reluSlope(Z1))
  return { dZ2, dZ1 }
}
`,
  },
  {
    name: 'gradients',
    equations: [
      { formula: 'gradientW', layer: 2, number: '(11)' },
      { formula: 'gradientB', layer: 2, number: '(12)' },
      { formula: 'gradientWFirst', layer: 1, number: '(13)' },
      { formula: 'gradientB', layer: 1, number: '(14)' },
    ],
    start: `// dZ2  n2 × m     A1  n1 × m    the second layer and its input
// dZ1  n1 × m     X   n0 × m    the first layer and its input
function gradients({ dZ2, A1, dZ1, X }) {
  const m = X.columns
  const dW2 = dZ2  // n2 × n1
  const db2 = dZ2  // n2 × 1
  const dW1 = dZ1  // n1 × n0
  const db1 = dZ1  // n1 × 1
  return { dW2, db2, dW1, db1 }
}
`,
    solution: `// dZ2  n2 × m     A1  n1 × m    the second layer and its input
// dZ1  n1 × m     X   n0 × m    the first layer and its input
function gradients({ dZ2, A1, dZ1, X }) {
  const m = X.columns
  const dW2 = scale(1 / m, multiply(dZ2, transpose(A1)))
  const db2 = scale(1 / m, rowSums(dZ2))
  const dW1 = scale(1 / m, multiply(dZ1, transpose(X)))
  const db1 = scale(1 / m, rowSums(dZ1))
  return { dW2, db2, dW1, db1 }
}
`,
  },
  {
    name: 'update',
    equations: [
      { formula: 'updateW', layer: 2, number: '(15)' },
      { formula: 'updateB', layer: 2, number: '(16)' },
      { formula: 'updateW', layer: 1, number: '(17)' },
      { formula: 'updateB', layer: 1, number: '(18)' },
    ],
    start: `// alpha is the learning rate, a number
function update({ W1, b1, W2, b2, X, Y, alpha }) {
  const { Z1, A1, T } = forward({ W1, b1, W2, b2, X })
  // Call your backpropagate and your gradients, then move
  // each parameter against its gradient.

  return { W1, b1, W2, b2 }
}
`,
    solution: `// alpha is the learning rate, a number
function update({ W1, b1, W2, b2, X, Y, alpha }) {
  const { Z1, A1, T } = forward({ W1, b1, W2, b2, X })
  const { dZ2, dZ1 } = backpropagate({ T, Y, W2, Z1 })
  const { dW2, db2, dW1, db1 } = gradients({ dZ2, A1, dZ1, X })

  W2 = subtract(W2, scale(alpha, dW2))
  b2 = subtract(b2, scale(alpha, db2))
  W1 = subtract(W1, scale(alpha, dW1))
  b1 = subtract(b1, scale(alpha, db1))
  return { W1, b1, W2, b2 }
}
`,
  },
]

/** What the editors open with. */
export const startingCode: Code = codeOf(({ start }) => start)

/** Code that obeys every law. */
export const solutions: Code = codeOf(({ solution }) => solution)

/** The exercises whose code is judged, or run, together with that of one: `update` calls the others. */
export function judgedWith(name: ExerciseName): readonly ExerciseName[] {
  return name === 'update' ? ['backpropagate', 'gradients', 'update'] : [name]
}

function codeOf(text: (exercise: Exercise) => string): Code {
  const of = (name: ExerciseName) => {
    const found = exercises.find((exercise) => exercise.name === name)
    return found ? text(found) : ''
  }
  return { backpropagate: of('backpropagate'), gradients: of('gradients'), update: of('update') }
}
