import type { NumberFeature } from '@leven/tabular'
import { type DerivedName, derivations } from './derived.ts'

/** Where one side of the plane ends, in the units of its column. */
export interface Ends {
  readonly lower: number
  readonly upper: number
}

/** One side of the plane: a column of numbers, from its lower end to its upper. */
export interface Axis extends Ends {
  readonly column: NumberFeature
  /** Which input of the network it is, from 0. */
  readonly input: number
}

/** An input that is computed of the two of the plane. */
export interface DerivedInput {
  readonly name: DerivedName
  readonly column: NumberFeature
  /** Which input of the network it is, from 0. */
  readonly input: number
}

/** The plane that is drawn: two inputs run over it, those derived of them follow, the others rest. */
export interface Plane {
  /** From left to right. */
  readonly across: Axis
  /** From bottom to top. */
  readonly up: Axis
  readonly derived: readonly DerivedInput[]
  /** What the network sees of every input where it rests, n0: its mean over the training instances. */
  readonly rest: Float32Array
}

/** A place of the plane, in the units of its columns. */
export interface Place {
  readonly across: number
  readonly up: number
}

/** What the network sees of a value in a column, as the encoder of @leven/tabular makes it. */
export function inputAt(
  { column: { mean, standardDeviation } }: { readonly column: NumberFeature },
  value: number,
): number {
  return standardDeviation === 0 ? 0 : Math.fround((value - mean) / standardDeviation)
}

/** The share of an axis that lies below a value: 0 at its lower end, 1 at its upper. */
export function shareOf({ lower, upper }: Ends, value: number): number {
  return (value - lower) / (upper - lower)
}

/** The value at a share of an axis; beyond its ends, the nearest end. */
export function valueAt({ lower, upper }: Ends, share: number): number {
  return lower + Math.max(0, Math.min(1, share)) * (upper - lower)
}

/** X, n0 × side²: what the network sees in the middle of each pixel. Pixels run in rows from the top left. */
export function pixels({ across, up, derived, rest }: Plane, side: number): Float32Array {
  const inputs = rest.length
  const X = new Float32Array(inputs * side * side)
  for (let pixel = 0; pixel < side * side; pixel++) {
    const at = pixel * inputs
    X.set(rest, at)
    const [column, row] = [pixel % side, Math.floor(pixel / side)]
    const x1 = valueAt(across, (2 * column + 1) / (2 * side))
    const x2 = valueAt(up, 1 - (2 * row + 1) / (2 * side))
    X[at + up.input] = inputAt(up, x2)
    X[at + across.input] = inputAt(across, x1)
    for (const each of derived) X[at + each.input] = inputAt(each, derivations[each.name].of(x1, x2))
  }
  return X
}
