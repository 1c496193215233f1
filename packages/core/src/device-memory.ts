import type { BackendInfo } from './backend.ts'
import { OutOfMemoryError } from './errors.ts'
import { chunkSize, pieceSize } from './evaluation.ts'
import { layerShapes, type Network } from './network.ts'
import { momentCount, type Optimizer } from './optimizer.ts'

/** What decides how much a training puts on a device. */
export interface TrainingSize {
  /** m: the instances that are trained on. */
  readonly instances: number
  /** The instances of the validation data; 0 without any. */
  readonly validation: number
  /** Instances of a step. */
  readonly batchSize: number
  /** Decides how many moments a parameter has. */
  readonly optimizer: Optimizer
  /** Weights are kept twice where it is above 0. */
  readonly l2: number
  /** Whether instances are fetched for each step, instead of lying on the device. */
  readonly fetched: boolean
  /** Whether instances have weights. */
  readonly weighted: boolean
  /** Whether the cost of the training data is asked for. */
  readonly reports: boolean
}

/** Numbers of each kind that a training has on the device at once. */
export interface TrainingNumbers {
  /** Parameters, their gradients and moments. */
  readonly parameters: number
  /** Activations and residuals of a batch. */
  readonly step: number
  /** Activations of the instances whose cost is computed at once, 4,096 at most. */
  readonly evaluation: number
  /** The instances themselves, and those of a batch. */
  readonly instances: number
}

/** The numbers that `train` puts on the device, at most at once: those of all its matrices. */
export function trainingNumbers(network: Network, size: TrainingSize): TrainingNumbers {
  const { instances: m, validation, optimizer, l2, fetched, reports } = size
  const { sizes } = network
  const weights = layerShapes(network).reduce((sum, { inputs, units }) => sum + inputs * units, 0)
  const units = sizes.slice(1).reduce((sum, one) => sum + one, 0)
  const outputs = sizes.at(-1) ?? 0
  const ofOne = (sizes[0] ?? 0) + outputs + Number(size.weighted)
  const batch = Math.min(size.batchSize, m)
  const lastBatch = m % batch
  /** Whether so many instances of a data set lie where they are. */
  const inPlace = (some: number, of: number) => !fetched && some === of
  const room = (some: number, of: number) => (inPlace(some, of) ? 0 : some * ofOne)
  const chunks = (of: number) => (of <= chunkSize ? [of] : [chunkSize, of % chunkSize])
  const evaluated = [
    ...(reports ? chunks(m).map((some) => ({ some, of: m })) : []),
    ...(validation > 0 ? chunks(validation).map((some) => ({ some, of: validation })) : []),
  ]
  const piece = pieceSize(network)
  /** Where a chunk goes through the network in pieces, the sizes of these: each has room once for each data set. */
  const inPieces = [m, validation].flatMap((of, which) =>
    which === 0 && !reports
      ? []
      : [...new Set(chunks(of).flatMap((some) => (some > piece ? [piece, some % piece] : [])))],
  )
  const pieces = inPieces.reduce((sum, some) => sum + some, 0)
  const resident = fetched ? Number(size.weighted) : ofOne
  const copies = 2 + momentCount(optimizer)
  return {
    parameters: copies * (weights + units) + (l2 > 0 ? weights : 0),
    step: (2 * units + outputs) * (batch + lastBatch),
    evaluation:
      evaluated.reduce((sum, { some }) => sum + (some > piece ? outputs : units + outputs) * some, 0) +
      (units + outputs) * pieces +
      (validation > 0 ? 2 : 1), // the costs themselves
    instances:
      resident * (m + validation) +
      room(batch, m) +
      room(lastBatch, m) +
      evaluated.reduce((sum, { some, of }) => sum + room(some, of), 0) +
      (sizes[0] ?? 0) * pieces,
  }
}

/** What each kind is for, and what helps against it. */
const kinds: Readonly<Record<keyof TrainingNumbers, readonly [purpose: string, remedy: string]>> = {
  parameters: ['for parameters, gradients and moments', 'Give fewer units.'],
  step: ['for the activations of a step', 'Give fewer units, or smaller batches.'],
  evaluation: ['for the activations of rows that are evaluated at once', 'Give fewer units.'],
  instances: ['for the rows', 'Give fewer rows or columns, or have the rows fetched (--stream).'],
}

/** Bytes of a number on the devices that say how much memory they have. */
const bytesOfNumber = 4

/**
 * Returns when a training fits a device, as far as its matrices tell and the device says what it has.
 * @throws OutOfMemoryError that says what it needs, which limit there is, and what helps most.
 */
export function checkDeviceMemory({ memory }: BackendInfo, network: Network, size: TrainingSize): void {
  if (!memory) return
  const numbers = trainingNumbers(network, size)
  const all = numbers.parameters + numbers.step + numbers.evaluation + numbers.instances
  if (bytesOfNumber * all <= memory.bytes) return
  const order = ['parameters', 'step', 'evaluation', 'instances'] as const
  const most = order.reduce((a, b) => (numbers[b] > numbers[a] ? b : a))
  const [purpose, remedy] = kinds[most]
  throw new OutOfMemoryError(
    bytesOfNumber * all,
    0,
    `Training a network of sizes ${network.sizes.join('-')} needs ${gibibytes(all)} on the device, ${gibibytes(numbers[most])} of them ${purpose}; ${memory.limit}.`,
    remedy,
  )
}

function gibibytes(numbers: number): string {
  return `${((bytesOfNumber * numbers) / 2 ** 30).toFixed(1)} GiB`
}
