import { type Backend, openReference, type Tensor, type Values } from '@leven/core'
import { againstReference } from './bounds/rounding.ts'
import { evaluate, within } from './device.ts'
import { type Breach, LawBroken } from './law.ts'
import { entry } from './matrix.ts'
import {
  backpropagate,
  cost,
  dense,
  gradients,
  type Operation,
  output,
  residual,
  update,
} from './operation.ts'

/** How one operation held in a run. */
export interface Testimony {
  /** 'dense relu', 'gradients'. */
  readonly operation: string
  /** How often it was called. */
  readonly calls: number
  /** The largest error of an element over its bar; above 1 the operation broke its law. */
  readonly worstRatio: number
  /** Where it broke it first. */
  readonly breach?: Breach
}

/** A backend that is watched: what it computes, and whether each operation stayed within its bar. */
export interface Witness {
  /** Train or predict on this. */
  readonly on: Backend
  /** Waits for every operation so far to be held against the reference. Call it now and then: until then operands are kept. */
  testimony(): Promise<readonly Testimony[]>
}

/**
 * Watches a backend at its real work. Each operation is repeated in the float64 reference on the device's own
 * operands and held to its bar, so no bar has to cross a kink of ReLU or to add up over steps. Gives the same
 * results as the backend alone, slowly.
 *
 * @example
 * const { on, testimony } = await witness(await openCpuBackend())
 * for await (const _ of train(on, network, data, options)) await testimony()
 * const worst = Math.max(...(await testimony()).map(({ worstRatio }) => worstRatio)) // at most 1
 */
export async function witness(backend: Backend): Promise<Witness> {
  const reference = await openReference()
  const records = new Map<string, { calls: number; worstRatio: number; breach?: Breach }>()
  let pending: Promise<void>[] = []

  /** Reads are issued between the calls, not awaited: a read shows what was there in the order of calls. */
  function watch(operation: Operation, tensors: Readonly<Record<string, Tensor>>): void {
    const names = Object.keys(operation.plan.operands)
    const outputs = Object.keys(operation.outputs)
    const read = (of: readonly string[]) =>
      Promise.all(
        of.map(async (name): Promise<[string, Values]> => [name, await backend.read(entry(tensors, name))]),
      )
    const before = read(names)
    operation.call(backend, tensors)
    const after = read([...outputs, ...operation.changes])
    pending.push(hold(operation, tensors, before, after))
  }

  async function hold(
    operation: Operation,
    tensors: Readonly<Record<string, Tensor>>,
    before: Promise<[string, Values][]>,
    after: Promise<[string, Values][]>,
  ): Promise<void> {
    const record = records.get(operation.name) ?? { calls: 0, worstRatio: 0 }
    records.set(operation.name, record)
    record.calls++
    const shaped = (name: string, values: Values) => {
      const { rows, columns } = entry(tensors, name)
      return { name, rows, columns, values }
    }
    const operands = Object.fromEntries((await before).map(([name, values]) => [name, shaped(name, values)]))
    const got = Object.fromEntries(await after)
    const shapes = Object.fromEntries(
      Object.keys(operation.outputs).map((name): [string, readonly [number, number]] => {
        const { rows, columns } = entry(tensors, name)
        return [name, [rows, columns]]
      }),
    )
    const expected = await evaluate(reference, operands, shapes, operation.call, operation.changes)
    const bars = operation.bars(operands, againstReference(backend.info.arithmetic))
    for (const [name, numbers] of Object.entries(expected)) {
      try {
        const ratio = within(
          () => {},
          operation.name,
          name,
          shaped(name, entry(got, name)),
          numbers,
          entry(bars, name),
        )
        record.worstRatio = Math.max(record.worstRatio, ratio)
      } catch (error) {
        if (!(error instanceof LawBroken)) throw error
        record.worstRatio = Number.POSITIVE_INFINITY
        record.breach ??= error.breach
      }
    }
  }

  const on: Backend = {
    get info() {
      return backend.info
    },
    tensor: (rows, columns, values) => backend.tensor(rows, columns, values),
    write: (to, values) => backend.write(to, values),
    gather: (to, from, columns) => backend.gather(to, from, columns),
    read: (from) => backend.read(from),
    free: (tensor) => backend.free(tensor),
    liveBytes: () => backend.liveBytes(),
    close: () => backend.close(),
    dense: (A, W, X, b, g) => watch(dense(g), { A, W, X, b }),
    output: (T, Z, kind) => watch(output(kind), { T, Z }),
    cost: (J, Z, Y, kind, s) => watch(cost(kind, s !== undefined), { J, Z, Y, ...(s && { s }) }),
    residual: (dZ, T, Y, s) => watch(residual(s !== undefined), { dZ, T, Y, ...(s && { s }) }),
    gradients: (dW, db, dZ, A) => watch(gradients, { dW, db, dZ, A }),
    backpropagate: (dZ1, W2, dZ2, A1, g) => watch(backpropagate(g), { dZ1, W2, dZ2, A1 }),
    update(P, dP, moments, rule) {
      const operation = update(rule)
      const [, ...names] = operation.changes // P, then its moments
      const named = Object.fromEntries(moments.map((moment, i) => [names[i] ?? '', moment]))
      watch(operation, { P, dP, ...named })
    },
  }

  return {
    on,
    async testimony() {
      const settled = pending
      pending = []
      await Promise.all(settled)
      return [...records].map(([operation, record]) => ({ operation, ...record }))
    },
  }
}
