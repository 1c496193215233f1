import { checkDataset, type Dataset } from './dataset.ts'
import { InvalidOptionError } from './errors.ts'
import { initialParameters } from './initializer.ts'
import { checkNetwork, checkParameters, type Network, type NetworkParameters } from './network.ts'
import { gradientDescent, momentCount, type Optimizer } from './optimizer.ts'
import { type Schedule, scheduledRate } from './schedule.ts'
import type { TrainingState, TrainOptions } from './training.ts'

/** Options with every default in place. */
export interface SettledOptions {
  readonly optimizer: Optimizer
  readonly schedule: Schedule
  readonly epochs: number
  readonly batchSize: number
  readonly l2: number
  readonly seed: number
  readonly first: NetworkParameters
  readonly validation: Dataset | undefined
  readonly patience: number
  readonly reportEvery: number
  readonly signal: AbortSignal | undefined
  readonly afterEpoch: TrainOptions['afterEpoch'] | undefined
  readonly resume: TrainingState | undefined
}

/**
 * Puts the defaults in place and checks that options, network and data fit each other.
 * @throws InvalidOptionError, InvalidDataError
 */
export function settleOptions(network: Network, data: Dataset, options: TrainOptions): SettledOptions {
  const {
    optimizer = gradientDescent(),
    schedule = { kind: 'constant' },
    epochs,
    batchSize = 'full',
  } = options
  const { l2 = 0, seed = 0, validation, patience = 0, reportEvery = 1, resume } = options
  checkNetwork(network)
  checkDataset(network, data)
  if (validation) checkDataset(network, validation)
  atLeast('epochs', epochs, 1)
  if (batchSize !== 'full') atLeast('batchSize', batchSize, 1)
  atLeast('patience', patience, 0)
  atLeast('reportEvery', reportEvery, 1)
  scheduledRate(schedule, 1, 0, epochs)
  if (!(l2 >= 0 && Number.isFinite(l2))) {
    throw new InvalidOptionError(`l2 is ${l2}.`, 'Give a number that is not negative.')
  }
  if (patience > 0 && !validation) {
    throw new InvalidOptionError(
      'Patience has no validation cost to watch.',
      'Give validation data, or no patience.',
    )
  }
  const first = resume?.layers ?? options.parameters ?? initialParameters(network, seed, options.initializer)
  checkParameters(network, first)
  if (resume) checkMoments(resume, optimizer)
  return {
    optimizer,
    schedule,
    epochs,
    batchSize: batchSize === 'full' ? data.instances : batchSize,
    l2,
    seed,
    first,
    validation,
    patience,
    reportEvery,
    signal: options.signal,
    afterEpoch: options.afterEpoch,
    resume,
  }
}

function atLeast(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return
  throw new InvalidOptionError(`${name} is ${value}.`, `Give a whole number of at least ${least}.`)
}

function checkMoments({ layers }: TrainingState, optimizer: Optimizer): void {
  const count = momentCount(optimizer)
  if (
    layers.every(({ momentsOfW, momentsOfB }) => momentsOfW.length === count && momentsOfB.length === count)
  )
    return
  throw new InvalidOptionError(
    `The state to resume has other moments than ${optimizer.kind} keeps.`,
    'Resume with the optimizer the state was taken from.',
  )
}
