import type { Backend, Operations, Tensor, UpdateRule, Values } from '@leven/core'
import { Block } from '../block.ts'
import type { Mutation } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'
import { computing } from './operation-faults.ts'

type Method = keyof Operations
type Call = { readonly method: Method; readonly operands: readonly unknown[] }
type Work = (recorder: Operations) => void

/** A recorder that notes each call. */
function recorder(note: (call: Call) => void): Operations {
  const methods = computing.map((method) => [
    method,
    (...operands: readonly unknown[]) => note({ method, operands }),
  ])
  return Object.fromEntries(methods) satisfies Record<string, unknown> as Operations
}
const noted = (work: Work): Call[] => {
  const calls: Call[] = []
  work(recorder((call) => calls.push(call)))
  return calls
}
const issue = (on: Operations, { method, operands }: Call) => Reflect.apply(on[method], on, operands)

/** A backend whose recordings are made in another way. */
const recording = (name: string, record: (on: Backend) => (work: Work) => () => void): StateMutant => ({
  name,
  group: 'recordings',
  laws: 'recorded',
  mutation: (): Mutation => ({ wrap: (on) => ({ ...on, record: record(on) }) }),
})

/** A recording whose calls are changed, one by one or all of them. */
const replaying = (name: string, change: (calls: readonly Call[]) => readonly Call[]): StateMutant =>
  recording(name, (on) => (work) => {
    const calls = change(noted(work))
    return () => {
      for (const call of calls) issue(on, call)
    }
  })

const isRule = (operand: unknown): operand is UpdateRule =>
  typeof operand === 'object' && operand !== null && 'learningRate' in operand
const named = (operand: unknown) => typeof operand === 'string'

const recordings: readonly StateMutant[] = [
  recording('computes while it records', (on) => (work) => {
    const calls = noted(work)
    for (const call of calls) issue(on, call)
    return () => {
      for (const call of calls) issue(on, call)
    }
  }),
  replaying('takes the rules of a recording from when it was made', (calls) =>
    calls.map(({ method, operands }) => ({
      method,
      operands: operands.map((operand) => (isRule(operand) ? { ...operand } : operand)),
    })),
  ),
  replaying('loses the last call of a recording', (calls) => (calls.length > 1 ? calls.slice(0, -1) : calls)),
  replaying('loses what a recording has behind 32 calls', (calls) => calls.slice(0, 32)),
  replaying('updates last of all in a recording', (calls) => [
    ...calls.filter(({ method }) => method !== 'update'),
    ...calls.filter(({ method }) => method === 'update'),
  ]),
  replaying('takes the first activation of a recording for all', (calls) => {
    const first = calls.find(({ method }) => method === 'dense')?.operands.find(named)
    return calls.map(({ method, operands }) => ({
      method,
      operands: operands.map((operand) => (method === 'dense' && named(operand) ? first : operand)),
    }))
  }),
  replaying('forgets sample weights in a recording', (calls) =>
    calls.map(({ method, operands }) => ({
      method,
      operands:
        method === 'residual' ? operands.slice(0, 3) : method === 'cost' ? operands.slice(0, 4) : operands,
    })),
  ),
  replaying('changes the moments of Adam about in a recording', (calls) =>
    calls.map(({ method, operands }) => ({
      method,
      operands: operands.map((operand) => (Array.isArray(operand) ? operand.toReversed() : operand)),
    })),
  ),
  replaying('does each call of a recording once that is there twice', (calls) => [
    ...new Map(
      calls.map((call) => [`${call.method} ${call.operands.filter(named).join()} ${sizesOf(call)}`, call]),
    ).values(),
  ]),
  recording('repeats a recording only once', (on) => (work) => {
    const calls = noted(work)
    return () => {
      for (const call of calls.splice(0)) issue(on, call)
    }
  }),
  recording('repeats the latest recording whichever is called', (on) => {
    let latest: readonly Call[] = []
    return (work) => {
      latest = noted(work)
      return () => {
        for (const call of latest) issue(on, call)
      }
    }
  }),
  recording('lets what was recorded first end with the ninth recording', (on) => {
    const all: Call[][] = []
    return (work) => {
      const calls = noted(work)
      all.push(calls)
      if (all.length > 8) all[all.length - 9]?.splice(0)
      return () => {
        for (const call of calls) issue(on, call)
      }
    }
  }),
  recording('repeats a recording on what its inputs held when it was made', (on) => (work) => {
    const calls = noted(work)
    const inputs = calls.flatMap(({ method, operands }) =>
      operands.slice(method === 'gradients' ? 2 : 1).filter((o): o is Block => o instanceof Block),
    )
    const held = new Map(inputs.map((block) => [block, block.values.slice()]))
    return () => {
      for (const [block, values] of held) if (block.live) block.values.set(values)
      for (const call of calls) issue(on, call)
    }
  }),
  recording('takes freed tensors in a recording', (on) => (work) => {
    const calls = noted(work)
    return () => {
      for (const call of calls) {
        const blocks = call.operands.flat().filter((o): o is Block => o instanceof Block)
        if (blocks.every(({ live }) => live)) issue(on, call)
      }
    }
  }),
  recording('loses a recording when memory has grown by 24 MiB', (on) => (work) => {
    const calls = noted(work)
    const bytes = on.liveBytes()
    let grown = false
    return () => {
      grown ||= on.liveBytes() > bytes + 24 * 2 ** 20
      if (!grown) for (const call of calls) issue(on, call)
    }
  }),
  recording('goes wrong in the hundredth repetition of a recording', (on) => (work) => {
    const calls = noted(work)
    let times = 0
    return () => {
      times++
      for (const [i, call] of calls.entries()) if (times % 100 !== 0 || i > 0) issue(on, call)
    }
  }),
]

function sizesOf({ operands }: Call): string {
  const blocks = operands.filter((o): o is Block => o instanceof Block)
  return blocks.map(({ rows, columns }) => `${rows}×${columns}`).join()
}

const reading = (name: string, readSync: (on: Backend, to: Values, from: Tensor) => void): StateMutant => ({
  name,
  group: 'reads at once',
  laws: 'at once',
  mutation: (): Mutation => ({
    wrap: (on) => ({ ...on, readSync: (to, from) => readSync(on, to, from) }),
  }),
})
const valuesOf = (from: Tensor): Float32Array => (from instanceof Block ? from.values : new Float32Array())
const owned = (on: Backend, from: Tensor): Float32Array => {
  on.readSync?.(new Float32Array(from.rows * from.columns), from)
  return valuesOf(from)
}

const reads: readonly StateMutant[] = [
  reading('ignores where the array begins that it reads into', (on, to, from) => {
    const values = owned(on, from)
    if (to instanceof Float32Array) new Float32Array(to.buffer, 0, to.length).set(values)
    else new Float64Array(to.buffer, 0, to.length).set(values)
  }),
  reading('reads at once by rows', (on, to, from) => {
    const values = owned(on, from)
    const { rows, columns } = from
    to.set(values.map((_, i) => values[(i % columns) * rows + Math.floor(i / columns)] ?? 0))
  }),
  reading('reads 64 numbers at once and no more', (on, to, from) => to.set(owned(on, from).subarray(0, 64))),
  reading('reads freed tensors at once', (_, to, from) => to.set(valuesOf(from))),
  reading('reads nothing at once into float64', (on, to, from) => {
    if (to instanceof Float32Array) to.set(owned(on, from))
  }),
  reading('writes one number too many when it reads at once', (on, to, from) => {
    to.set(owned(on, from))
    const behind = to.byteOffset / to.BYTES_PER_ELEMENT + to.length
    const all = to instanceof Float32Array ? new Float32Array(to.buffer) : new Float64Array(to.buffer)
    if (behind < all.length) all[behind] = 0
  }),
  {
    name: 'reads at once what it read before',
    group: 'reads at once',
    laws: 'at once',
    mutation: (): Mutation => {
      const before = new WeakMap<Tensor, Float32Array>()
      return {
        wrap: (on) => ({
          ...on,
          readSync(to, from) {
            const values = before.get(from) ?? owned(on, from).slice()
            before.set(from, values)
            to.set(values)
          },
        }),
      }
    },
  },
]

/** Faults of the methods that a backend may leave out. */
export const recordingMutants: readonly StateMutant[] = [...recordings, ...reads]
