import type { BackendInfo, Network, NetworkParameters } from '@leven/core'
import type { FaultSaid } from '../texts/fault-words.ts'
import type { BackendName } from './backend-names.ts'
import type { Picture } from './camera.ts'
import type { Examination } from './examiner.ts'
import type { Curve } from './history.ts'
import type { UnitHealth } from './unit-health.ts'

/**
 * What parts a run from the one that its settings alone describe: it began with weights from elsewhere, a weight
 * was changed by hand, points were drawn on the way, it forked, other rules came into force on the way, single
 * instances were stepped through, another backend computed some of it, or the learner's own code took some of its
 * steps.
 */
export type Departure = 'opened' | 'edit' | 'data' | 'fork' | 'rules' | 'instance' | 'backend' | 'own code'

/** Something that went wrong, and what to do about it: sentences of the catalogue, since a worker knows no language. */
export interface Fault {
  readonly message: readonly FaultSaid[]
  readonly remedy: readonly FaultSaid[]
}

/** All that the page draws of a run at one moment. Plain data. */
export interface Frame {
  /** Which set-up it belongs to: counts up each time the problem or the network changes. */
  readonly generation: number
  readonly network: Network
  /** Epochs completed. */
  readonly epoch: number
  /** Instances of the next epoch that were learned from, of `instances`. */
  readonly seen: number
  readonly instances: number
  readonly playing: boolean
  readonly parameters: NetworkParameters
  readonly picture: Picture
  /** For each hidden layer, for each unit. */
  readonly health: readonly (readonly UnitHealth[])[]
  readonly training: Examination
  readonly test: Examination
  readonly curve: Curve
  /** What was left behind when the run last forked. */
  readonly forked: Curve | undefined
  /** Which moment of the curve this is, from 0. */
  readonly moment: number
  /** Epochs completed in the last second or so of training; 0 while paused. */
  readonly epochsPerSecond: number
  /** What runs, as opposed to what was asked for. */
  readonly backend: Pick<BackendInfo, 'device' | 'accelerated' | 'reason'> & { readonly name: BackendName }
  /** Why the command line would not repeat the run, if it would not. */
  readonly departure: Departure | undefined
  /** Whose code takes the steps. */
  readonly steppedBy: 'core' | 'own code'
  /** Why the run stopped by itself; undefined while all is well. */
  readonly fault: Fault | undefined
}
