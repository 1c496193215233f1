import type { Values } from '@leven/core'
import { honestKernels, honestMemory, type Kernels, type Mutation } from '../float32-backend.ts'

/** A backend with a fault in how it keeps its matrices or its queue, and the laws that must reject it. */
export interface StateMutant {
  readonly name: string
  readonly group: string
  readonly laws: string
  /** True where only the thorough laws can see it. */
  readonly thorough?: boolean
  readonly mutation: () => Mutation
}

const honest: Kernels = honestKernels(() => honest)

/** What lies at the start of the buffer behind a view. */
const fromItsBuffer = (values: Values) =>
  values instanceof Float32Array
    ? new Float32Array(values.buffer, 0, values.length)
    : new Float64Array(values.buffer, 0, values.length)

/** A mutation of memory, made anew for each instance. */
const memory = (make: () => NonNullable<Mutation['memory']>) => (): Mutation => ({ memory: make() })

/** A mutant whose group and laws are told for all of its kind. */
type Plain = Omit<StateMutant, 'group' | 'laws'>

const hostArrays: readonly Plain[] = [
  {
    name: 'ignores where a view begins in tensor',
    mutation: memory(() => ({
      store: (length, values) => honestMemory.store(length, values && fromItsBuffer(values)),
    })),
  },
  {
    name: 'ignores where a view begins in write',
    mutation: memory(() => ({ write: (to, values) => honestMemory.write(to, fromItsBuffer(values)) })),
  },
  {
    name: 'ignores where a view begins in gather',
    mutation: () => ({
      kernels: {
        gather: (to, from, columns) =>
          honest.gather(to, from, new Int32Array(columns.buffer, 0, columns.length)),
      },
    }),
  },
  {
    name: 'reads into one buffer, again and again',
    mutation: memory(() => {
      const staging = new Float32Array(1 << 20)
      return {
        async read(from) {
          staging.set(from.values.subarray(0, staging.length))
          return staging.subarray(0, from.values.length)
        },
      }
    }),
  },
  {
    name: 'stages the reads in flight in one buffer',
    mutation: memory(() => {
      let staged = new Float32Array()
      return {
        async read(from) {
          staged = from.values.slice()
          await undefined
          return staged
        },
      }
    }),
  },
  {
    name: 'reads late what was freed',
    mutation: memory(() => ({
      async read(from) {
        await undefined
        return from.values.slice()
      },
      free(block, live) {
        honestMemory.free(block, live)
        block.values.fill(0)
      },
    })),
  },
  {
    name: 'cuts host numbers off in place of rounding',
    mutation: memory(() => ({
      store: (length, values) => (values ? Float32Array.from(values, cutOff) : new Float32Array(length)),
    })),
  },
  {
    name: 'takes indices of 16 bits in gather',
    mutation: () => ({
      kernels: {
        gather: (to, from, columns) =>
          honest.gather(
            to,
            from,
            columns.map((c) => c & 0xffff),
          ),
      },
    }),
  },
  {
    name: 'gathers at most 65,536 columns',
    mutation: () => ({
      kernels: {
        gather: (to, from, columns) =>
          honest.gather(
            to,
            from,
            columns.map((c, j) => (j < 65_536 ? c : 0)),
          ),
      },
    }),
  },
  {
    name: 'gathers adjoining columns as a view',
    mutation: () => ({
      kernels: {
        gather(to, from, columns) {
          const [first = 0] = columns
          if (columns.every((c, j) => c === first + j)) {
            to.values = from.values.subarray(first * from.rows, (first + columns.length) * from.rows)
          } else honest.gather(to, from, columns)
        },
      },
    }),
  },
]

function cutOff(value: number): number {
  const rounded = Math.fround(value)
  if (Math.abs(rounded) <= Math.abs(value)) return rounded
  const bits = new Float32Array([rounded])
  const [pattern = 0] = new Int32Array(bits.buffer)
  new Int32Array(bits.buffer)[0] = pattern - 1
  return bits[0] ?? value
}

const leaking = (method: 'dense' | 'gather' | 'update' | 'cost' | 'gradients' | 'output'): StateMutant => ({
  name: `keeps four bytes of each ${method}`,
  group: 'allocations',
  laws: 'liveBytes',
  mutation: () => {
    let kept = 0
    return {
      wrap: (on) => ({
        ...on,
        [method]: (...operands: readonly unknown[]) => {
          kept += 4
          Reflect.apply(on[method], on, operands)
        },
        liveBytes: () => on.liveBytes() + kept,
      }),
    }
  },
})

const allocations: readonly StateMutant[] = [
  ...(['dense', 'gather', 'update', 'cost', 'gradients', 'output'] as const).map(leaking),
  {
    name: 'has room for 1,024 tensors and begins anew',
    group: 'allocations',
    laws: 'memory',
    mutation: memory(() => {
      const slots = new Map<string, Float32Array>()
      let made = 0
      return {
        store(length, values) {
          const slot = `${made++ % 1024} ${length}`
          const found = slots.get(slot) ?? new Float32Array(length)
          slots.set(slot, found)
          found.fill(0)
          if (values) found.set(values)
          return found
        },
      }
    }),
  },
  {
    name: 'loses what was written when it grows past 24 MiB',
    group: 'allocations',
    laws: 'memory',
    mutation: memory(() => {
      const all: Float32Array[] = []
      let bytes = 0
      return {
        store(length, values) {
          const made = honestMemory.store(length, values)
          const before = bytes
          bytes += made.byteLength
          if (before <= 24 * 2 ** 20 && bytes > 24 * 2 ** 20) for (const other of all) other.fill(0)
          all.push(made)
          return made
        },
        free(block, live) {
          honestMemory.free(block, live)
          bytes -= block.values.byteLength
          const place = all.indexOf(block.values)
          if (place >= 0) all.splice(place, 1)
        },
      }
    }),
  },
  {
    name: 'gives a freed block to a smaller tensor without clearing it',
    group: 'allocations',
    laws: 'memory',
    mutation: memory(() => {
      const freed: Float32Array[] = []
      return {
        store(length, values) {
          const place = freed.findIndex((old) => old.length > length)
          const [old] = place < 0 ? [] : freed.splice(place, 1)
          const made = old?.subarray(0, length) ?? new Float32Array(length)
          if (values) made.set(values)
          return made
        },
        free(block, live) {
          honestMemory.free(block, live)
          freed.push(block.values)
        },
      }
    }),
  },
  {
    name: 'counts tensors after close',
    group: 'allocations',
    laws: 'memory',
    mutation: () => ({ wrap: (on) => ({ ...on, close: async () => {} }) }),
  },
]

/** What instances share by mistake. */
const shared = { scratch: new Float32Array(1 << 16), open: 0, factor: 1 }

const instances: readonly Plain[] = [
  {
    name: 'keeps outputs in memory that all instances share',
    mutation: () => ({
      kernels: {
        output(T, Z, kind) {
          T.values = shared.scratch.subarray(0, T.values.length)
          honest.output(T, Z, kind)
        },
        dense(A, W, X, b, g) {
          A.values = shared.scratch.subarray(0, A.values.length)
          honest.dense(A, W, X, b, g)
        },
      },
    }),
  },
  {
    name: 'ends all instances with one',
    mutation: () => {
      const number = ++shared.open
      let lost = false
      return {
        wrap: (on) => ({
          ...on,
          async read(from) {
            lost ||= shared.open < number
            const values = await on.read(from)
            return lost ? values.fill(0) : values
          },
          async close() {
            shared.open = 0
            await on.close()
          },
        }),
      }
    },
  },
]

/** Faults in memory, in what the host sees of it, and between instances. */
export const memoryMutants: readonly StateMutant[] = [
  ...hostArrays.map((mutant) => ({ ...mutant, group: 'host arrays', laws: 'memory' })),
  ...allocations,
  ...instances.map((mutant) => ({ ...mutant, group: 'instances', laws: 'instances' })),
]
