import type { Values } from '@leven/core'
import type { LearnerState } from './learner.ts'

/** One number of a network. Layers count from 0, `index` is a place in the column-major W, or in b. */
export interface ParameterPlace {
  readonly layer: number
  readonly kind: 'W' | 'b'
  readonly index: number
}

/** Whether every weight and bias is a number. */
export function isWell({ layers }: LearnerState): boolean {
  return layers.every(({ W, b }) => W.every(Number.isFinite) && b.every(Number.isFinite))
}

/** What L2 adds to the cost: λ/2 ΣW², over weights only. */
export function penalty({ layers }: LearnerState, l2: number): number {
  let squares = 0
  for (const { W } of layers) for (const w of W) squares += w * w
  return (l2 / 2) * squares
}

/** The epoch a state is in, from 1; that which it has ended, between two. */
export function epochOf({ epoch, seen }: LearnerState): number {
  return seen > 0 ? epoch + 1 : epoch
}

/** The same state but for one number. */
export function withParameter(
  state: LearnerState,
  { layer, kind, index }: ParameterPlace,
  value: number,
): LearnerState {
  const layers = state.layers.map((numbers, l) =>
    l === layer
      ? { ...numbers, [kind]: numbers[kind].map((old, i) => (i === index ? value : old)) }
      : numbers,
  )
  return { ...state, layers }
}

/** Whether two states of one network are at the same step, with the same numbers. */
export function isSameState(one: LearnerState, other: LearnerState): boolean {
  const same = (a: Values, b: Values | undefined) => a.every((value, i) => value === b?.[i])
  return (
    one.epoch === other.epoch &&
    one.seen === other.seen &&
    one.layers.every(({ W, b }, l) => same(W, other.layers[l]?.W) && same(b, other.layers[l]?.b))
  )
}
