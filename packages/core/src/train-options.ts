import { InvalidOptionError } from './errors.ts'
import { FirstParameters } from './first-parameters.ts'
import { checkInstances, type Instances } from './instances.ts'
import { checkNetwork, checkParameters, type Network } from './network.ts'
import { checkOptimizer, gradientDescent, momentCount, type Optimizer } from './optimizer.ts'
import { generator } from './random.ts'
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
  readonly first: FirstParameters
  readonly validation: Instances | undefined
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
export function settleOptions(network: Network, data: Instances, options: TrainOptions): SettledOptions {
  const {
    optimizer = gradientDescent(),
    schedule = { kind: 'constant' },
    epochs,
    batchSize = 'full',
  } = options
  const { l2 = 0, seed = 0, validation, patience = 0, reportEvery = 1, resume } = options
  checkNames(options)
  checkOptimizer(optimizer)
  checkNetwork(network)
  checkInstances(network, data)
  if (validation) checkInstances(network, validation)
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
  generator(seed, 'parameters') // is the seed one?
  const given = resume?.layers ?? options.parameters
  if (given) checkParameters(network, given)
  if (resume) checkMoments(resume, optimizer)
  return {
    optimizer,
    schedule,
    epochs,
    batchSize: batchSize === 'full' ? data.instances : batchSize,
    l2,
    seed,
    first: new FirstParameters(network, seed, options.initializer, given),
    validation,
    patience,
    reportEvery,
    signal: options.signal,
    afterEpoch: options.afterEpoch,
    resume,
  }
}

/** Every option; one that is missing here, or too many, is a compile error. */
const optionNames = Object.keys({
  epochs: 0,
  optimizer: 0,
  schedule: 0,
  batchSize: 0,
  l2: 0,
  seed: 0,
  initializer: 0,
  parameters: 0,
  validation: 0,
  patience: 0,
  reportEvery: 0,
  signal: 0,
  afterEpoch: 0,
  resume: 0,
} satisfies Readonly<Record<keyof TrainOptions, 0>>)

/** JavaScript has no compiler to tell it that `batchsize` is no option. */
function checkNames(options: TrainOptions): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidOptionError('The options are no object.', 'Give options such as { epochs: 100 }.')
  }
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name))
  if (unknown === undefined) return
  throw new InvalidOptionError(
    `There is no option ${JSON.stringify(unknown)}.`,
    `The options are ${optionNames.join(', ')}.`,
  )
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
