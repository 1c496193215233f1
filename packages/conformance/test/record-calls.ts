import type { Operations } from '@leven/core'

/** The plainest `record`: keeps the calls, and makes them again. */
export function recordCalls(on: Operations, work: (recorder: Operations) => void): () => void {
  const calls: (() => void)[] = []
  const later =
    <O extends readonly unknown[]>(call: (...operands: O) => void) =>
    (...operands: O) => {
      calls.push(() => call(...operands))
    }
  work({
    dense: later(on.dense),
    output: later(on.output),
    cost: later(on.cost),
    residual: later(on.residual),
    gradients: later(on.gradients),
    backpropagate: later(on.backpropagate),
    update: later(on.update),
  })
  return () => {
    for (const call of calls) call()
  }
}
