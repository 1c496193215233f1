import { type Backend, meanOne } from '@leven/core'
import { type Judged, predictLogits } from './logits.ts'

/** Beyond these factors no logits are believed. */
const [least, most] = [1 / 16, 16]

/**
 * How strongly τ is held near 1, in rows: without it, a table that is separated out of fold would ask for infinite
 * confidence. Chosen on the tuning tables: docs/decisions/0013-choice-by-evidence.md.
 */
const prior = 3

/**
 * The factor τ on all logits that makes their probabilities right: the minimum of
 *
 *     Σ s L(τ Z, Y) + prior (τ + 1/τ − 2)
 *
 * (Guo, Pleiss, Sun and Weinberger 2017; τ is the inverse of their T). It is convex, and its slope
 * Σ s (T − Y)·Z + prior (1 − 1/τ²) is halved in on. Predictions are the backend's own, so that every engine finds
 * the same τ. Numbers that are predicted as they are have no temperature: 1.
 * @param standFor how many rows the instances stand for, where they are weighted: the weights s have this sum.
 */
export async function temperature(
  on: Backend,
  judged: Judged,
  instances: number,
  standFor: number = instances,
): Promise<number> {
  const { output, Z, Y } = judged
  if (output === 'identity') return 1
  const outputs = Z.length / instances
  const weights = judged.weights && meanOne(judged.weights)
  let [low, high] = [least, most]
  while (high / low > 1.001) {
    const factor = Math.sqrt(low * high)
    const T = await predictLogits(on, output, Z, instances, factor)
    let slope = ((prior * instances) / standFor) * (1 - 1 / (factor * factor)) // of a mean weight of 1
    for (let at = 0; at < Z.length; at++) {
      const weight = weights?.[Math.floor(at / outputs)] ?? 1
      slope += weight * ((T[at] ?? Number.NaN) - (Y[at] ?? Number.NaN)) * (Z[at] ?? Number.NaN)
    }
    if (slope > 0) high = factor
    else low = factor
  }
  return Math.sqrt(low * high)
}
