import type { Problem } from '../data/problem.ts'
import type { Rescaling } from './rescaling.ts'

/** How the scaling of the plane's two inputs, and of a target of numbers, changes from one problem to another of the same inputs. */
export function rescalingOf(before: Problem, after: Problem): Rescaling {
  const inputs = (['across', 'up'] as const).map((side) => ({
    input: after.plane[side].input,
    from: before.plane[side].column,
    to: after.plane[side].column,
  }))
  const [from, to] = [before.encoder.target, after.encoder.target]
  return from.task === 'regression' && to.task === 'regression'
    ? { inputs, target: { from, to } }
    : { inputs }
}
