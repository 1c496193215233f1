import type { Values } from './backend.ts'
import type { Initializer } from './initializer.ts'
import type { Instances } from './instances.ts'
import type { NetworkParameters } from './network.ts'
import type { AdamProducts, Optimizer } from './optimizer.ts'
import type { Origin } from './origin.ts'
import type { Schedule } from './schedule.ts'

/** How `train` trains. Only `epochs` is needed; the rest is the notes' algorithm. */
export interface TrainOptions {
  /** The most epochs: passes over all instances. */
  readonly epochs: number
  /** Default gradientDescent(). */
  readonly optimizer?: Optimizer
  /** How the learning rate changes with the epoch. Default constant. */
  readonly schedule?: Schedule
  /** Instances of a step; the last batch of an epoch may be shorter. Default 'full': all of them, as in the notes. */
  readonly batchSize?: number | 'full'
  /** L2 strength: J + (l2/2) ΣW², biases excluded. Default 0. */
  readonly l2?: number
  /** Decides first parameters and shuffles; an integer from 0 to 2³² − 1. Default 0. */
  readonly seed?: number
  /** How first weights are drawn. By default by each layer's activation. */
  readonly initializer?: Initializer
  /** First parameters, instead of drawn ones. */
  readonly parameters?: NetworkParameters
  /** Instances that are not trained on, whose cost is reported. */
  readonly validation?: Instances
  /** Stop when the validation cost has not fallen for so many epochs, and keep the best parameters. 0, the default, is off. */
  readonly patience?: number
  /** Report every so many epochs, and the last. Costs are computed only for reports. Default 1. */
  readonly reportEvery?: number
  /** Ends the run between two steps, or while costs are evaluated, as if the consumer had stopped it. */
  readonly signal?: AbortSignal
  /**
   * Awaited after each epoch, with J on the validation data or null. Whoever holds several runs in step makes them
   * wait here; `parameters()` then gives those of this epoch. false ends the run as if the consumer had stopped it.
   */
  readonly afterEpoch?: (epoch: number, validationCost: number | null) => Promise<boolean>
  /**
   * Go on where this state was taken, with the same bits as if never stopped. A state of another network, of other data
   * or another recipe is refused; the number of epochs may be another, unless the schedule depends on it.
   */
  readonly resume?: TrainingState
}

/** What is reported of an epoch. */
export interface Progress {
  /** Epochs completed, from 1. */
  readonly epoch: number
  /** J on the training data after the epoch's updates, without L2. */
  readonly cost: number
  /** J on the validation data, or null without any. */
  readonly validationCost: number | null
  /** α of the epoch. */
  readonly learningRate: number
  /** ‖G‖ of the epoch's last step over all parameters, L2 included; NaN where that step was taken before the run was resumed. */
  readonly gradientNorm: number
}

/** Why a run ended. */
export type Outcome = 'epochs' | 'patience' | 'aborted' | 'stopped' | 'diverged' | 'failed'

/** The best parameters of a run and their cost: on the validation data if there are any, else on the training data. */
export interface Best {
  /** The epoch after which they were so; 0 before the first. */
  readonly epoch: number
  /** J of the validation data, or of the training data where there are none; without the L2 term. */
  readonly cost: number
  /** The parameters then, first layer first. */
  readonly parameters: NetworkParameters
}

/** One layer's numbers and moments, column-major, in the backend's precision. */
export interface LayerState {
  /** n_l × n_(l−1), column-major, in the backend's precision. */
  readonly W: Values
  /** n_l numbers. */
  readonly b: Values
  /** The optimizer's: none, v, or m and v; each of the shape of W. */
  readonly momentsOfW: readonly Values[]
  /** The same for b. */
  readonly momentsOfB: readonly Values[]
}

/** Everything a run needs to go on; plain data that `structuredClone` copies. */
export interface TrainingState {
  /** What it is a state of. */
  readonly origin: Origin
  /** Epochs completed. */
  readonly epoch: number
  /**
   * Steps done of the epoch that follows; above 0 only when a signal ended the run within an epoch: all of them where it
   * came while the epoch was evaluated.
   */
  readonly step: number
  /** First layer first. */
  readonly layers: readonly LayerState[]
  /** Powers of Adam's β; of other optimizers both 1. */
  readonly products: AdamProducts
  /** Patience counts from its epoch. */
  readonly best: Best
}

/**
 * A run. Iterate it to train; it can be iterated once. `break`, an abort, patience and the limit of epochs all
 * end it with every tensor freed.
 */
export interface Training extends AsyncIterable<Progress> {
  /** How the run ended; undefined until then. */
  readonly outcome: Outcome | undefined
  /** Epochs completed. */
  readonly epoch: number
  /** The best parameters so far; the first ones before any report. */
  readonly best: Best
  /** The network's parameters: the best when patience watches, or after divergence; otherwise the latest. During the run and after it. */
  parameters(): Promise<NetworkParameters>
  /**
   * The state at the epoch last reported, or at the end of the run.
   * @throws LevenError before the run has begun, and after it diverged or failed.
   */
  state(): Promise<TrainingState>
}
