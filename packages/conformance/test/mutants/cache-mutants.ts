import type { Values } from '@leven/core'
import { Block } from '../block.ts'
import { honestKernels, honestMemory, type Kernels } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'

type Plain = Omit<StateMutant, 'group'>

const honest: Kernels = honestKernels(() => honest)
const copyOf = (block: Block) => new Block({}, block.rows, block.columns, block.values.slice())

/** Where a view begins is ignored for some views only. */
const careless = (values: Values, ignores: (values: Values) => boolean): Values => {
  if (!ignores(values)) return values
  return values instanceof Float32Array
    ? new Float32Array(values.buffer, 0, values.length)
    : new Float64Array(values.buffer, 0, values.length)
}
const viewed = (name: string, ignores: (values: Values) => boolean): Plain => ({
  name,
  laws: 'memory',
  mutation: () => ({
    memory: {
      store: (length, values) => honestMemory.store(length, values && careless(values, ignores)),
      write: (to, values) => honestMemory.write(to, careless(values, ignores)),
    },
  }),
})

const views: readonly Plain[] = [
  viewed(
    'ignores where a view begins, if at a multiple of 64 bytes',
    ({ byteOffset }) => byteOffset % 64 === 0,
  ),
  viewed(
    'ignores where a view begins that ends with its buffer',
    ({ byteOffset, byteLength, buffer }) => byteOffset + byteLength === buffer.byteLength,
  ),
  viewed('ignores where a view begins, if far in', ({ byteOffset }) => byteOffset >= 1024),
  {
    name: 'ignores where a view of indices begins, if at a multiple of 16 bytes',
    laws: 'memory',
    mutation: () => ({
      kernels: {
        gather: (to, from, columns) =>
          honest.gather(
            to,
            from,
            columns.byteOffset % 16 === 0 ? new Int32Array(columns.buffer, 0, columns.length) : columns,
          ),
      },
    }),
  },
  {
    name: 'writes the first 65,536 numbers only',
    laws: 'memory',
    mutation: () => ({ memory: { write: (to, values) => to.values.set(values.subarray(0, 65_536)) } }),
  },
  {
    name: 'gives two reads of one tensor in flight the same array',
    laws: 'memory',
    mutation: () => {
      let [last, values]: [Block | undefined, Promise<Values> | undefined] = [undefined, undefined]
      return {
        memory: {
          read(from) {
            if (last === from && values) return values
            last = from
            values = (async () => {
              const copy = from.values.slice()
              await undefined
              last = undefined
              return copy
            })()
            return values
          },
        },
      }
    },
  },
]

/** dense from a copy of W that is made once and kept until `forgets` says that W has changed. */
const stale = (
  name: string,
  forgets: readonly ('write' | 'update' | 'gather' | 'dense')[],
  laws: string,
): Plain => ({
  name,
  laws,
  mutation: () => {
    const kept = new WeakMap<Float32Array, Block>()
    const forget = (method: 'write' | 'update' | 'gather' | 'dense', block: Block) => {
      if (forgets.includes(method)) kept.delete(block.values)
    }
    return {
      memory: {
        write(to, values) {
          honestMemory.write(to, values)
          forget('write', to)
        },
      },
      kernels: {
        dense(A, W, X, b, g) {
          const cached = kept.get(W.values) ?? copyOf(W)
          kept.set(W.values, cached)
          honest.dense(A, cached, X, b, g)
          forget('dense', A)
        },
        update(P, dP, moments, rule) {
          honest.update(P, dP, moments, rule)
          for (const block of [P, ...moments]) forget('update', block)
        },
        gather(to, from, columns) {
          honest.gather(to, from, columns)
          forget('gather', to)
        },
      },
    }
  },
})

/** The kernel of an operation is compiled for the sizes first seen under a key. */
const keyed = (
  name: string,
  key: (n: number, k: number, m: number) => string | number,
  thorough = false,
): Plain => ({
  name,
  laws: thorough ? 'whole shape' : 'dense',
  ...(thorough && { thorough }),
  mutation: () => {
    const compiled = new Map<string | number, string>()
    return {
      kernels: {
        dense(A, W, X, b, g) {
          const sizes = [W.rows, W.columns, X.columns] as const
          const found = compiled.get(key(...sizes)) ?? sizes.join()
          compiled.set(key(...sizes), found)
          if (found === sizes.join()) honest.dense(A, W, X, b, g)
          else A.fill(() => 0)
        },
      },
    }
  },
})

const caches: readonly Plain[] = [
  stale('keeps a copy of W until it is written or updated', ['write', 'update'], 'order'),
  stale(
    'keeps a copy of W until it is updated, gathered or computed',
    ['update', 'gather', 'dense'],
    'order',
  ),
  {
    name: 'keeps what a freed block held for a new tensor of zeros, as an operand',
    laws: 'memory',
    mutation: () => {
      const freed: Float32Array[] = []
      const kept = new WeakMap<Float32Array, Float32Array>()
      return {
        memory: {
          store(length, values) {
            const place = freed.findIndex((old) => old.length === length)
            const [old] = place < 0 ? [] : freed.splice(place, 1)
            if (values || !old) return honestMemory.store(length, values)
            kept.set(old, old.slice())
            return old.fill(0)
          },
          free(block, live) {
            honestMemory.free(block, live)
            freed.unshift(block.values)
            freed.splice(64) // a pool of the latest
          },
          write(to, values) {
            honestMemory.write(to, values)
            kept.delete(to.values)
          },
        },
        kernels: {
          dense(A, W, X, b, g) {
            const values = kept.get(X.values)
            const old = copyOf(X)
            if (values) old.values = values
            honest.dense(A, W, old, b, g)
          },
        },
      }
    },
  },
  keyed('compiles dense by the number of weights', (n, k, m) => `${n * k} ${m}`),
  keyed('compiles dense by its sizes without a mark between', (n, k, m) => `${n}${k}${m}`),
  keyed('compiles dense by n and k', (n, k) => `${n} ${k}`),
  keyed('compiles dense by a hash of 10 bits', (n, k, m) => ((n * 31 + k) * 31 + m) & 1023),
  keyed(
    'compiles dense by a hash of 20 bits',
    (n, k, m) => Math.imul((n * 8191 + k) * 8191 + m, 0x9e3779b1) >>> 12,
    true,
  ),
]

/** Faults of views and caches, by one who has read what the laws draw. */
export const cacheMutants: readonly StateMutant[] = [
  ...views.map((mutant) => ({ ...mutant, group: 'views and long arrays' })),
  ...caches.map((mutant) => ({ ...mutant, group: 'caches' })),
]
