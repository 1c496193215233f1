import type { FaultSaid } from '../texts/fault-words.ts'
import type { CodeFault } from './compile.ts'
import type { ExerciseName } from './exercises.ts'
import type { LawName } from './laws.ts'
import type { Quantity } from './tiny-network.ts'

/** A matrix as it comes out of the sandbox: column-major. */
export interface MatrixNumbers {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

/** One number of the learner's that a law refuses. */
export interface Difference {
  /** 'dZ1', or 'W2' for the parameter after an update. */
  readonly quantity: string
  /** From 0. */
  readonly row: number
  readonly column: number
  readonly yours: number
  readonly right: number
  /** The central difference that bears the right number out; undefined where there is none. */
  readonly witness: number | undefined
}

/** The smallest network found on which a law does not hold. */
export interface Counterexample {
  /** What happened there, in a sentence or two. */
  readonly message: readonly FaultSaid[]
  /** The line of code that it happened at, where it is known. */
  readonly fault: CodeFault | undefined
  /** Every number of the network as it should be. */
  readonly numbers: Readonly<Record<Quantity, MatrixNumbers>>
  readonly alpha: number
  /** The first entries that differ. */
  readonly differences: readonly Difference[]
  /** How many more there are. */
  readonly further: number
  /** What the mistake may be; undefined where it looks like none that is known. */
  readonly diagnosis: FaultSaid | undefined
}

/** What became of one law. A law is not tried where the code does not run. */
export interface LawVerdict {
  readonly law: LawName
  readonly outcome: 'holds' | 'broken' | 'not tried'
  readonly counterexample: Counterexample | undefined
}

/** What became of one exercise. Plain data. */
export interface Verdict {
  readonly exercise: ExerciseName
  readonly passed: boolean
  /** Code that could not be read at all; then no law was tried. */
  readonly fault: CodeFault | undefined
  readonly laws: readonly LawVerdict[]
}
