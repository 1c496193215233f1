import type { Operations, UpdateRule } from './backend.ts'
import type { ForwardWorkspace, LearningWorkspace } from './workspace.ts'

/** From the instances X to the prediction T, all at once: equations (6)–(9). */
export function forward(on: Operations, { layers, output, Z, T }: ForwardWorkspace): void {
  for (const { A, W, X, b, g } of layers) {
    on.dense(A, W, X, b, g) //         A = g(Z),  Z = W X + b                                 (6)–(8)
  }
  on.output(T, Z, output) //           T = σ(Z)                                               (9)
}

/** From the residual back to every gradient: equations (11)–(14). Here dZ is m ∂J/∂Z. */
export function backward(on: Operations, { downward, dZ: residual, T, Y, s }: LearningWorkspace): void {
  on.residual(residual, T, Y, s) //    dZ[2] = T − Y
  for (const { W, X, dZ, dW, db, below } of downward) {
    on.gradients(dW, db, dZ, X) //     ∂J/∂W = (1/m) dZ Xᵀ,  ∂J/∂b = (1/m) Σ dZ             (11)–(14)
    if (!below) continue
    const { dZ: dZbelow, g } = below
    on.backpropagate(dZbelow, W, dZ, X, g) //     dZ[1] = W[2]ᵀ dZ[2] ⊙ g′(Z[1])          in (13), (14)
  }
}

/** How one step updates the weights and the biases; L2 holds weights only. */
export interface StepRules {
  /** How each W is updated: with the L2 term. */
  readonly weights: UpdateRule
  /** How each b is updated: without it. */
  readonly biases: UpdateRule
}

/**
 * One step of gradient descent: equations (15)–(18). Every gradient is taken before any parameter moves,
 * so (17) and (18) see the W[2] that (15) has not yet changed.
 */
export function step(on: Operations, workspace: LearningWorkspace, rules: StepRules): void {
  forward(on, workspace)
  backward(on, workspace)
  for (const { W, b, dW, db, momentsOfW, momentsOfB } of workspace.layers) {
    on.update(W, dW, momentsOfW, rules.weights) //     W ← W − α ∂J/∂W                    (15), (17)
    on.update(b, db, momentsOfB, rules.biases) //      b ← b − α ∂J/∂b                    (16), (18)
  }
}
