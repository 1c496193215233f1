import type { Mutation } from '../float32-backend.ts'

/** A fault that someone could make, and the law that must find it. */
export interface Mutant {
  readonly name: string
  readonly mutation: () => Mutation
  /** The law that must reject it. */
  readonly law: string
  /** The most numbers its shrunk counterexample may have; absent where the fault only shows in a large case. */
  readonly numbers?: number
  /** What the failure must say. */
  readonly says: RegExp
}
