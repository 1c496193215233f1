import type { UpdateRule } from './backend.ts'
import { InvalidOptionError } from './errors.ts'

/** How parameters follow their gradients; the equations stand at `UpdateRule` in the port. */
export type Optimizer =
  | { readonly kind: 'gradientDescent'; readonly learningRate: number }
  | { readonly kind: 'momentum'; readonly learningRate: number; readonly momentum: number }
  | {
      readonly kind: 'adam'
      readonly learningRate: number
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
    }

/** Plain gradient descent, (15)–(18): P ← P − α G. Learning rate α, default 0.1. */
export function gradientDescent(options: { readonly learningRate?: number } = {}): Optimizer {
  const { learningRate = 0.1 } = options
  return checkOptimizer({ kind: 'gradientDescent', learningRate })
}

/** Gradient descent with a heavy ball: v ← μv + G, P ← P − α v. Default α 0.01, μ 0.9. */
export function momentum(
  options: { readonly learningRate?: number; readonly momentum?: number } = {},
): Optimizer {
  const { learningRate = 0.01, momentum = 0.9 } = options
  return checkOptimizer({ kind: 'momentum', learningRate, momentum })
}

/** Adam (Kingma and Ba 2015), ε outside the root as in PyTorch. Default α 0.001, β₁ 0.9, β₂ 0.999, ε 1e-8. */
export function adam(
  options: {
    readonly learningRate?: number
    readonly beta1?: number
    readonly beta2?: number
    readonly epsilon?: number
  } = {},
): Optimizer {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options
  return checkOptimizer({ kind: 'adam', learningRate, beta1, beta2, epsilon })
}

/** The numbers that each kind has. */
const numbersOf: Readonly<Record<Optimizer['kind'], readonly string[]>> = {
  gradientDescent: ['learningRate'],
  momentum: ['learningRate', 'momentum'],
  adam: ['learningRate', 'beta1', 'beta2', 'epsilon'],
}

/**
 * The optimizer, where it is one, with all of its numbers.
 * @throws InvalidOptionError otherwise: JavaScript may give `'adam'` or `{ kind: 'adam' }`.
 */
export function checkOptimizer(optimizer: Optimizer): Optimizer {
  const kinds = Object.keys(numbersOf)
  if (typeof optimizer !== 'object' || optimizer === null || !kinds.includes(optimizer.kind)) {
    throw new InvalidOptionError(
      `The optimizer is ${JSON.stringify(optimizer)}.`,
      `Call one of ${kinds.map((kind) => `${kind}()`).join(', ')}.`,
    )
  }
  const { kind, ...numbers } = optimizer
  const [expected, given] = [numbersOf[kind], Object.keys(numbers)]
  const wrong =
    expected.find((name) => !given.includes(name)) ?? given.find((name) => !expected.includes(name))
  if (wrong !== undefined) {
    throw new InvalidOptionError(
      `${kind} ${given.includes(wrong) ? `has no ${wrong}` : `lacks its ${wrong}`}; it has ${expected.join(', ')}.`,
      `Make it by ${kind}(), which knows the defaults.`,
    )
  }
  for (const [name, value] of Object.entries<number>(numbers)) {
    const below1 = name === 'momentum' || name === 'beta1' || name === 'beta2'
    const fits = Number.isFinite(value) && (below1 ? value >= 0 && value < 1 : value > 0)
    if (fits) continue
    const range = below1 ? 'at least 0 and below 1' : 'above 0'
    throw new InvalidOptionError(`${kind}: ${name} is ${value}.`, `Give a number ${range}.`)
  }
  return optimizer
}

/** How many moments the optimizer keeps for each parameter. */
export function momentCount({ kind }: Optimizer): 0 | 1 | 2 {
  return ({ gradientDescent: 0, momentum: 1, adam: 2 } as const)[kind]
}

/** β₁ᵗ and β₂ᵗ of Adam after t steps: running products, since a power's bits differ between engines. */
export interface AdamProducts {
  /** β₁ to the power of the steps done. */
  readonly beta1: number
  /** β₂ to the power of the steps done. */
  readonly beta2: number
}

/** The products before the first step, t = 0. */
export const firstProducts: AdamProducts = { beta1: 1, beta2: 1 }

/** The products of step t + 1 from those of step t; unchanged by an optimizer that has none. */
export function nextProducts(optimizer: Optimizer, { beta1, beta2 }: AdamProducts): AdamProducts {
  return optimizer.kind === 'adam'
    ? { beta1: beta1 * optimizer.beta1, beta2: beta2 * optimizer.beta2 }
    : firstProducts
}

/** The rule of one step, with the scheduled learning rate, the L2 strength and Adam's products of this step. */
export function updateRule(
  optimizer: Optimizer,
  learningRate: number,
  l2: number,
  products: AdamProducts,
): UpdateRule {
  switch (optimizer.kind) {
    case 'gradientDescent':
      return { kind: 'gradientDescent', learningRate, l2 }
    case 'momentum':
      return { kind: 'momentum', learningRate, l2, momentum: optimizer.momentum }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer
      const correction1 = 1 - products.beta1
      const correction2 = 1 - products.beta2
      return { kind: 'adam', learningRate, l2, beta1, beta2, epsilon, correction1, correction2 }
    }
    default:
      return optimizer satisfies never
  }
}
