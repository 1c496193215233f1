import { direction } from './angle.ts'

/** A column that is computed of the two of the plane. */
interface Derivation {
  /** What the column is called in the table. */
  readonly column: string
  /** How it is written over the page. */
  readonly written: string
  of(x1: number, x2: number): number
}

/** What a person can have as further inputs, in the order of their columns. Sines are alike in every engine. */
export const derivations = {
  x1sq: { column: 'x1^2', written: 'x₁²', of: (x1) => x1 * x1 },
  x2sq: { column: 'x2^2', written: 'x₂²', of: (_, x2) => x2 * x2 },
  x1x2: { column: 'x1*x2', written: 'x₁x₂', of: (x1, x2) => x1 * x2 },
  sinx1: { column: 'sin(x1)', written: 'sin x₁', of: (x1) => direction(x1).y },
  sinx2: { column: 'sin(x2)', written: 'sin x₂', of: (_, x2) => direction(x2).y },
} as const satisfies Record<string, Derivation>

/** The name of a derived column, as a link has it. */
export type DerivedName = keyof typeof derivations

/** Every derived column, in order. */
export const derivedNames: readonly DerivedName[] = Object.keys(derivations).filter(isDerived)

/** Whether a text names a derived column. */
export function isDerived(name: string): name is DerivedName {
  return Object.hasOwn(derivations, name)
}

/** The derived columns among some. */
export function derivedAmong(columns: readonly { readonly name: string }[]): readonly DerivedName[] {
  return derivedNames.filter((each) => columns.some(({ name }) => name === derivations[each].column))
}
