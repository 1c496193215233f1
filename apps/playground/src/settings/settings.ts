import type { Activation, Network, Optimizer } from '@leven/core'
import { adam, gradientDescent, momentum, network } from '@leven/core'
import type { TrainingProblem } from '../data/problem.ts'
import type { DataSettings } from '../data/shape-problem.ts'

/** How parameters follow their gradients. */
export type OptimizerName = Optimizer['kind']

/** How the network learns. These can change while it does. */
export interface LearningSettings {
  readonly optimizer: OptimizerName
  readonly learningRate: number
  readonly l2: number
  /** Instances of a step; 0 is all of them. */
  readonly batchSize: number
}

/** What the network is and where it begins. */
export interface NetworkSettings {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[]
  readonly activation: Activation
  /** Decides first weights, the split and the order of instances. */
  readonly seed: number
}

/** Everything that a link to the page carries. */
export interface Settings extends DataSettings, NetworkSettings, LearningSettings {}

/** What the page opens with: the network of the notes, one hidden layer, so that W[1] and W[2] are theirs. */
export const defaultSettings: Settings = {
  shape: 'moons',
  noise: 0.15,
  size: 400,
  testShare: 0.3,
  dataSeed: 1,
  derived: [],
  hidden: [4],
  activation: 'relu',
  seed: 4,
  optimizer: 'gradientDescent',
  learningRate: 0.3,
  l2: 0,
  batchSize: 0,
}

/** Least and most of each setting that is a number. */
export const ranges = {
  noise: { least: 0, most: 0.5 },
  size: { least: 20, most: 1000 },
  testShare: { least: 0.1, most: 0.9 },
  dataSeed: { least: 0, most: 0xffffffff },
  seed: { least: 0, most: 0xffffffff },
  learningRate: { least: 0.00001, most: 10 },
  l2: { least: 0, most: 10 },
  batchSize: { least: 0, most: 1000 },
} as const

/**
 * The most hidden layers, the most units that the buttons give one, and the most that a link or a model may bring:
 * the command's members are folded into one layer, which has several hundred.
 */
export const most = { layers: 6, units: 8, broughtUnits: 2048, broughtWeights: 400_000 } as const

/** Whether the page can hold these hidden layers: their number, their units, and the weights between them. */
export function fitsPage(hidden: readonly number[]): boolean {
  const weights = hidden.reduce((sum, units, layer) => sum + units * (hidden[layer - 1] ?? 0), 0)
  const inRange = hidden.every((units) => units >= 1 && units <= most.broughtUnits)
  return hidden.length <= most.layers && inRange && weights <= most.broughtWeights
}

/** The learning rates that are offered. */
export const learningRates: readonly number[] = [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]

/** The strengths of L2 that are offered. */
export const l2Strengths: readonly number[] = [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]

/** The batch sizes that are offered; 0 is all instances. */
export const batchSizes: readonly number[] = [1, 4, 8, 16, 32, 64, 128, 0]

/** What makes each optimizer that is offered. */
const optimizers = { gradientDescent, momentum, adam } as const

/** Whether a text names an optimizer. */
export function isOptimizer(name: string): name is OptimizerName {
  return Object.hasOwn(optimizers, name)
}

/** The learning rate that suits an optimizer to begin with. */
export function usualRate(optimizer: OptimizerName): number {
  return { gradientDescent: 0.3, momentum: 0.03, adam: 0.01 }[optimizer]
}

/** The optimizer that the settings ask for. */
export function optimizerOf({ optimizer, learningRate }: LearningSettings): Optimizer {
  return optimizers[optimizer]({ learningRate })
}

/** The network that the settings ask for, for a problem. */
export function networkOf({ hidden, activation }: NetworkSettings, problem: TrainingProblem): Network {
  const { inputs, outputs, output } = problem
  return network({ features: inputs, hidden, activation, outputs, output })
}
