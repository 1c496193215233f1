import type { Activation } from '@leven/core'

/** The optimizers by the names of recipes and of the command line. */
export type OptimizerName = 'gradient-descent' | 'momentum' | 'adam'

/** What training on a table uses where the options say nothing. */
export interface Defaults {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[]
  /** Of the hidden layers. */
  readonly activation: Activation
  /** By which parameters are updated. */
  readonly optimizer: OptimizerName
  /** For each optimizer its own. */
  readonly learningRate: Readonly<Record<OptimizerName, number>>
  /** The most that are trained. */
  readonly epochs: number
  /** Instances of a step. */
  readonly batchSize: number | 'full'
  /** The strength of J + (l2/2) ΣW², which may depend on the number of rows trained on. */
  readonly l2: (rows: number) => number
  /** The same, in words, for the help. */
  readonly l2InWords: string
  /** Decides initial weights and the order of batches. */
  readonly seed: number
  /** The share of the rows that is held out. */
  readonly validation: number
  /** Epochs without a lower validation cost after which training stops; 0 is never. */
  readonly patience: number
}

/** Chosen by cross-validation on the example tables: docs/decisions/0006-defaults.md. */
export const defaults: Defaults = {
  hidden: [32],
  activation: 'relu',
  optimizer: 'adam',
  learningRate: { 'gradient-descent': 0.1, momentum: 0.01, adam: 0.01 },
  epochs: 60,
  batchSize: 32,
  l2: (rows) => 2 / rows,
  l2InWords: '2 / rows',
  seed: 0,
  validation: 0.2,
  patience: 0,
}

/** The most epochs of members, where the options say nothing. */
export const mostEpochs = 200

/** The recipe of the notes: the derivation and nothing else. */
export const notes: Defaults = {
  ...defaults,
  activation: 'relu',
  optimizer: 'gradient-descent',
  epochs: 1000,
  batchSize: 'full',
  l2: () => 0,
  l2InWords: '0',
  validation: 0,
  patience: 0,
}

/**
 * The baseline: no hidden layer, trained to within about 1 % of its best cost on the example tables, whatever
 * the options say. Its L2 is that of scikit-learn's LogisticRegression.
 */
export const logisticRegression: Defaults = {
  ...defaults,
  hidden: [],
  learningRate: { ...defaults.learningRate, adam: 0.05 },
  epochs: 100,
  l2: (rows) => 1 / rows,
  l2InWords: '1 / rows',
}
