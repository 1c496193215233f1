import type { NetworkParameters } from '@leven/core'
import type { Plane } from '../data/plane.ts'
import type { TrainingProblem } from '../data/problem.ts'
import type { LearnerState, StepKind } from '../learner/learner.ts'
import type { ParameterPlace } from '../learner/learner-state.ts'
import type { Rescaling } from '../learner/rescaling.ts'
import type { Code } from '../own-code/exercises.ts'
import type { LearningSettings, NetworkSettings } from '../settings/settings.ts'
import type { BackendName } from './backend-names.ts'
import type { Departure, Frame } from './frame.ts'
import type { Landscape } from './landscape.ts'
import type { Neuron } from './neuron.ts'
import type { Slice } from './slice.ts'

/** A run that begins: its problem, its network, how it learns. */
export interface SetUp {
  readonly problem: TrainingProblem
  readonly network: NetworkSettings
  readonly learning: LearningSettings
  /** First parameters, where they are not drawn by the seed: those of a model that was opened. */
  readonly parameters?: NetworkParameters
  /** Where the run stands, if not at its first parameters: the state of a link, or what the browser kept. */
  readonly from?: LearnerState
  /** Why no command repeats the run as it begins, if none does. */
  readonly departure?: Departure
}

/** Updates a second, or as many as the device can. */
export type Pace = number | 'full'

/**
 * What the page asks of the worker. Calls are carried out one after another; each that changes what is seen
 * sends a frame. None rejects: what goes wrong is the frame's `fault`.
 */
export interface Trainer {
  /**
   * The next frame, for a page that has drawn the last. It is an answer: what goes through a channel of its own, as
   * calls from the worker would, is copied once more on each side.
   */
  next(): Promise<Frame>
  /** The frame of all that was asked before, once more; undefined before the first set-up. */
  shown(): Promise<Frame | undefined>
  /** Begins anew, paused or playing as before. */
  setUp(setUp: SetUp): Promise<void>
  /** Goes on with other rules and the same parameters. */
  learnBy(learning: LearningSettings): Promise<void>
  /** Goes on with the same network on other data; the parameters follow what they are seen through. */
  learnOn(problem: TrainingProblem, rescaling: Rescaling): Promise<void>
  /** Draws another plane of the same data; training goes on. */
  lookAt(plane: Plane): Promise<void>
  /** Goes on with the same parameters on another backend, or as before where it is not there; resolves with the one that runs. */
  computeOn(name: BackendName): Promise<BackendName>
  play(pace: Pace): Promise<void>
  pause(): Promise<void>
  step(kind: StepKind): Promise<void>
  /** From here on the learner's own code takes the steps; at the other end of the port is its sandbox. */
  stepWith(code: Code, port: MessagePort): Promise<void>
  /** Core's code takes the steps again. */
  stepAlone(): Promise<void>
  /** Back to the first parameters, and forgets the run. */
  reset(): Promise<void>
  /** Shows a moment of the curve; learning from there lets go what came after. */
  seek(moment: number): Promise<void>
  /** The same with the moment before the one that is shown by then: what the page draws may be behind. */
  back(): Promise<void>
  /** Changes one parameter, as a step by hand. */
  edit(place: ParameterPlace, value: number): Promise<void>
  /** Shows what a hidden unit says as finely as the prediction, from here on; null: none. A fault stays. */
  enlarge(neuron: Neuron | null): Promise<void>
  /** Everything the run needs to go on elsewhere; undefined before the first set-up. */
  state(): Promise<LearnerState | undefined>
  /** The cost over a plane through the parameters of now, by the backend that runs, with the way of the run on it. */
  survey(slice: Slice): Promise<Landscape | undefined>
}
