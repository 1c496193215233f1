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
  /** Its number in docs/derivation.md, as a label. */
  readonly number: string
}

/** One exercise: what is asked, what to begin with, and the way out. */
export interface Exercise {
  readonly name: ExerciseName
  readonly title: string
  /** What is asked, in a sentence or two. */
  readonly text: string
  readonly equations: readonly Statement[]
  readonly start: string
  readonly hint: string
  readonly solution: string
}

/** Every exercise, first to last. */
export const exercises: readonly Exercise[] = [
  {
    name: 'backpropagate',
    title: 'Backpropagate',
    text: 'From the prediction back to both layers: how much each pre-activation has to answer for, instance by instance. Each dZ has the shape of its Z.',
    equations: [
      { formula: 'dZOutput', layer: 2, number: 'in (11), (12)' },
      { formula: 'dZBelow', layer: 1, number: 'in (13), (14)' },
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
    hint: 'dZ2 takes one function. dZ1 takes three: dZ2 goes back through the weights it came by, hence the transpose, and then only where ReLU let something through: its slope is taken at Z1. If the shapes fit, you are nearly there.',
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
    title: 'Gradients',
    text: 'From each dZ to the gradient of its weights and biases: the mean over the m instances. Each gradient has the shape of its parameter.',
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
    hint: 'A weight’s gradient multiplies its dZ with what came in through the weight: A1 above, X below. The product with a transpose already sums over the instances; for a bias, rowSums does. Then scale by 1 / m.',
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
    title: 'Update',
    text: 'One whole step of gradient descent. forward, (6)–(9), is there; backpropagate and gradients are yours. Every gradient is of the parameters from before the step.',
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
    hint: 'First const { dZ2, dZ1 } = backpropagate({ T, Y, W2, Z1 }), then the four gradients in the same way. Only then W2 = subtract(W2, scale(alpha, dW2)), and so on for all four.',
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
