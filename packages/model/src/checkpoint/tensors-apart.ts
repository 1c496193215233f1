import type { Values } from '@leven/core'
import type { NamedTensor } from '../safetensors.ts'

/** Plain data without its arrays of numbers, and these. */
export interface TakenApart {
  readonly rest: unknown
  readonly tensors: readonly NamedTensor<Values>[]
}

/** Stands in JSON where an array of numbers was, or a number that JSON lacks. */
const [tensorKey, numberKey] = ['$tensor', '$number']

/** Takes typed arrays out of plain data, in its order; each is the vector that is named by its place: `t0`, `t1` … */
export function takeApart(value: unknown): TakenApart {
  const tensors: NamedTensor<Values>[] = []
  const apart = (part: unknown): unknown => {
    if (part instanceof Float32Array || part instanceof Float64Array) {
      const name = `t${tensors.length}`
      tensors.push({ name, shape: [part.length], values: part })
      return { [tensorKey]: name }
    }
    if (typeof part === 'number' && !Number.isFinite(part)) return { [numberKey]: String(part) }
    if (Array.isArray(part)) return part.map(apart)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, apart(one)]))
  }
  return { rest: apart(value), tensors }
}

/** The data again; what has no tensor stays as it is, for a schema to refuse. */
export function putTogether(rest: unknown, tensors: readonly NamedTensor<Values>[]): unknown {
  const byName = new Map(tensors.map(({ name, values }) => [name, values]))
  const together = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(together)
    if (typeof part !== 'object' || part === null) return part
    const entries = Object.entries(part)
    const [key, one] = entries[0] ?? []
    if (entries.length === 1 && key === tensorKey) return byName.get(String(one)) ?? part
    if (entries.length === 1 && key === numberKey) return Number(one)
    return Object.fromEntries(entries.map(([name, value]) => [name, together(value)]))
  }
  return together(rest)
}
