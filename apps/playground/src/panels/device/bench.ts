import type { BlockDistance, ConformanceReport } from '@leven/conformance'
import type { BackendInfo } from '@leven/core'
import type { LearnerState } from '../../learner/learner.ts'
import type { BackendName } from '../../training/backend-names.ts'
import type { Fault } from '../../training/frame.ts'
import type { SetUp } from '../../training/protocol.ts'

/** What could not be done, and why: errors do not cross a worker's door whole. */
export interface Refusal extends Fault {
  readonly kind: 'refused'
}

/** One backend held against the laws. */
export interface Checked {
  readonly kind: 'checked'
  readonly report: ConformanceReport
  readonly seconds: number
}

/** How far a check has come. */
export interface CheckProgress {
  /** Laws tried, of `laws`. */
  readonly done: number
  readonly laws: number
  /** Laws that broke. */
  readonly broken: number
}

/** Two backends that are to take the same steps. */
export interface Race {
  readonly setUp: SetUp
  /** Where both begin. */
  readonly from: LearnerState
  readonly backends: readonly [BackendName, BackendName]
  readonly epochs: number
}

/** How far two backends are apart after an epoch. */
export interface Lap {
  /** Epochs since they began. */
  readonly epoch: number
  readonly blocks: readonly BlockDistance[]
}

/** Two backends after the same steps. */
export interface Raced {
  readonly kind: 'raced'
  readonly devices: readonly [BackendInfo, BackendInfo]
  /** After each epoch. */
  readonly laps: readonly Lap[]
}

/** The README's example, trained here. */
export interface Proved {
  readonly kind: 'proved'
  readonly sha256: string
  readonly seconds: number
  readonly epochs: number
  readonly rows: number
  readonly device: string
}

/** What the device's worker does. Nothing rejects. To stop it, end the worker. */
export interface Bench {
  /** Holds a backend against every law, with so many cases for each. */
  check(name: BackendName, runs: number, heard: (progress: CheckProgress) => void): Promise<Checked | Refusal>
  /** Trains on two backends, an epoch each in turn. */
  race(race: Race, heard: (epoch: number) => void): Promise<Raced | Refusal>
  /** Trains the README's example on a table's text. */
  prove(csv: string, heard: (epoch: number) => void): Promise<Proved | Refusal>
}
