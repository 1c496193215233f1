import type { Problem } from '../data/problem.ts'
import type { Rescaling } from './rescaling.ts'

/**
 * How the scaling of the plane's two inputs, of those derived of them, and of a target of numbers, changes from one
 * problem to another of the same inputs.
 */
export function rescalingOf(before: Problem, after: Problem): Rescaling {
  const known = new Map(moving(before).map(({ input, column }) => [input, column]))
  const inputs = moving(after).map(({ input, column }) => ({
    input,
    from: known.get(input) ?? column,
    to: column,
  }))
  const [from, to] = [before.encoder.target, after.encoder.target]
  return from.task === 'regression' && to.task === 'regression'
    ? { inputs, target: { from, to } }
    : { inputs }
}

/** The inputs that run over the plane. */
function moving({ plane: { across, up, derived } }: Problem) {
  return [across, up, ...derived]
}
