import type { Arithmetic, Backend, OpenBackend } from '@leven/core'
import type fc from 'fast-check'
import type { Drawing, Operand } from './case.ts'

/** What a law is tried on: the backend, the oracle, and the arithmetic whose bars hold between them. */
export interface Subject {
  readonly on: Backend
  /** Opens another instance of the same backend. */
  readonly open: OpenBackend
  /** The float64 reference. */
  readonly reference: Backend
  readonly arithmetic: Arithmetic
  readonly drawing: Drawing
  /** The cases that each law is asked for; laws that repeat calls scale their number by it. */
  readonly runs: number
  /** Counts comparisons of a backend's number with its bar. */
  count(comparisons: number): void
}

/** One law: what is drawn, and what must hold for each draw. */
export interface Law<T = unknown> {
  /** A sentence that names the operation: 'dense relu: within its bar'. */
  readonly name: string
  /** The operation of the port that breaks when the law does. */
  readonly operation: string
  /** Cases for each case asked for: laws that train are tried less often, laws that sweep over sizes more. */
  readonly share: number
  /** True for laws that need minutes: only `thorough` tries them. */
  readonly thorough?: boolean
  /** Why the law is not tried on this backend, where its arithmetic says that it lacks what the law asks. */
  waived?(subject: Subject): string | undefined
  draw(subject: Subject): fc.Arbitrary<T>
  /** @returns the largest ratio of an error to its bar. @throws LawBroken, or whatever the backend throws. */
  check(subject: Subject, drawn: T): Promise<number>
  /** The numbers drawn, for people. */
  operands(drawn: T): readonly Operand[]
  /** What else was drawn: an update rule, a seed. */
  settings?(drawn: T): string
}

/** A law without its type, as a list holds it. The one place where the type of what is drawn is forgotten. */
export function law<T>(of: Law<T>): Law {
  const narrow = (drawn: unknown): T => drawn as T
  return {
    ...of,
    waived: (subject) => of.waived?.(subject),
    draw: (subject) => of.draw(subject),
    check: (subject, drawn) => of.check(subject, narrow(drawn)),
    operands: (drawn) => of.operands(narrow(drawn)),
    settings: (drawn) => of.settings?.(narrow(drawn)) ?? '',
  }
}

/** Where and by how much a law broke. */
export interface Breach {
  readonly operation: string
  /** Which output: 'dW'. */
  readonly output: string
  /** Row and column, from 0; absent where the law is not about one element. */
  readonly index?: readonly [row: number, column: number]
  /** What the backend had. */
  readonly got?: number
  /** What the law asks for. */
  readonly expected?: number
  /** How far the one may be from the other. */
  readonly bound?: number
}

/** Thrown inside a law; `conform` catches it, shrinks the case and reports it. */
export class LawBroken extends Error {
  override readonly name = 'LawBroken'
  readonly breach: Breach
  /** The operands it broke for, where they are not those drawn: inside training. */
  readonly operands: readonly Operand[] | undefined

  constructor(message: string, breach: Breach, operands?: readonly Operand[]) {
    super(message)
    this.breach = breach
    this.operands = operands
  }
}
