import { formula } from '../../notes/formula.ts'
import type { FormulaName } from '../../notes/formulas.ts'
import type { Quantity } from './quantity.ts'

/** A piece of an equation written with its numbers: a sign, or a symbol's current values. */
export type Term =
  | { readonly kind: 'sign'; readonly mathml: string }
  | { readonly kind: 'quantity'; readonly quantity: Quantity; readonly transposed: boolean }

/** One equation of the derivation with its current numbers. */
export interface Equation {
  /** Unique on the page; 'equation-11' for the notes' equation (11). */
  readonly id: string
  /** The numbers it has in docs/derivation.md; several where it stands for several, none where it has none. */
  readonly numbers: readonly number[]
  /** Further numbers to look up in the source: (2) for (7), which is the same function for every instance. */
  readonly sameCode?: readonly number[]
  readonly title: string
  readonly mathml: string
  /** The equation once more, with numbers in the places of symbols. */
  readonly terms: readonly Term[]
  /** The layer it belongs to, counted from 1, and that layer's units; absent where it has none. */
  readonly layer?: number
  readonly units?: number
  /** A sentence on what is particular now. */
  readonly note?: string
}

/** Equations that belong together. */
export interface Section {
  readonly id: string
  readonly title: string
  /** What is computed and why, in a sentence or two. */
  readonly text: string
  readonly equations: readonly Equation[]
}

/** '(6)', '(6)–(8)', '(15), (17)' or nothing, as in the comments of the source. */
export function numberLabel(numbers: readonly number[]): string {
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (first === undefined || last === undefined) return ''
  if (numbers.length === 1) return `(${first})`
  const run = last - first === numbers.length - 1
  return run && numbers.length > 2 ? `(${first})–(${last})` : numbers.map((n) => `(${n})`).join(', ')
}

/** Terms in a row: names of signs, and quantities. */
export function terms(...pieces: readonly (FormulaName | Quantity | Term)[]): Term[] {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return { kind: 'sign', mathml: formula(piece) }
    return 'kind' in piece ? piece : { kind: 'quantity', quantity: piece, transposed: false }
  })
}

/** A quantity with ᵀ beside it. Its numbers stand as they are stored. */
export function transposed(quantity: Quantity): Term {
  return { kind: 'quantity', quantity, transposed: true }
}

/** A sign of a layer: its activation or output function, by name. */
export function sign(mathml: string): Term {
  return { kind: 'sign', mathml }
}
