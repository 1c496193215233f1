import {
  type Activation,
  adam,
  gradientDescent,
  InvalidOptionError,
  momentum,
  type Optimizer,
} from '@leven/core'
import { type ReadingOptions, readingOf, type Task } from '@leven/tabular'
import { type Defaults, defaults, notes, type OptimizerName } from './defaults.ts'
import type { Candidate, MembersPlan } from './members/plan.ts'
import type { OptionValue } from './model.ts'

/** Which network is trained on a table, and how. What is absent has its default (defaults.ts). */
export interface RecipeOptions extends ReadingOptions {
  /** Default by what the target holds. */
  readonly task?: Task
  /** The label whose probability is predicted. Default the last in sorted order. */
  readonly positive?: string
  /** Units of each hidden layer; [] is logistic, softmax or linear regression. */
  readonly hidden?: readonly number[]
  /** Of the hidden layers. */
  readonly activation?: Activation
  /** By which parameters are updated. */
  readonly optimizer?: OptimizerName
  /** The optimizer's rate; each optimizer has a default of its own. */
  readonly learningRate?: number
  /** false keeps the learning rate where training diverges or collapses, instead of beginning again at lower ones. */
  readonly retry?: boolean
  /** The most that are trained. */
  readonly epochs?: number
  /** Rows of a step, or 'full'. */
  readonly batchSize?: number | 'full'
  /** L2 strength: J + (l2/2) ΣW². */
  readonly l2?: number
  /**
   * Networks that are trained on folds and folded into one. Default by the number of rows: 8 up to 20,000, 4 up to
   * 100,000. 1 is a single network with a part of the rows held out; so is what `validation`, `patience` or the
   * recipe of the notes asks for.
   */
  readonly members?: number
  /** One network, trained again on all rows, instead of the members folded into one. */
  readonly small?: boolean
  /** Decides the folds. Default the seed. */
  readonly splitSeed?: number
  /** Decides first weights and shuffles, and the split unless `splitSeed` does. */
  readonly seed?: number
  /** The share of rows held out; 0 is none. */
  readonly validation?: number
  /** Epochs without a lower validation cost after which training stops; 0 is never. */
  readonly patience?: number
  /** 'balanced' makes each class count the same. */
  readonly classWeights?: 'balanced' | 'none'
  /** A column of sample weights. */
  readonly weightColumn?: string
  /** A column whose equal texts stay on one side of every split; it is no feature. */
  readonly group?: string
  /** `time:COLUMN` judges by what comes later; default `random`. */
  readonly split?: string
  /** Columns that are no features. */
  readonly ignore?: readonly string[]
  /** 'notes' is exactly the derivation: other options may not contradict it. */
  readonly recipe?: 'notes'
}

/** How a network is made and trained, every default in place. */
export interface Recipe {
  /** Units of each hidden layer; empty for a linear model. */
  readonly hidden: readonly number[]
  /** Of the hidden layers. */
  readonly activation: Activation
  /** By which parameters are updated. */
  readonly optimizer: OptimizerName
  /** The optimizer's rate. */
  readonly learningRate: number
  /** The most that are trained. */
  readonly epochs: number
  /** Instances of a step. */
  readonly batchSize: number | 'full'
  /** L2 strength of a training on so many rows. */
  readonly l2: (rows: number) => number
  /** Decides initial weights and the order of batches. */
  readonly seed: number
  /** Decides which rows are held out. */
  readonly splitSeed: number
  /** The share of the rows that is held out. */
  readonly validation: number
  /** Epochs without a lower validation cost after which training stops; 0 is never. */
  readonly patience: number
  /** Whether rows of rare labels weigh more, so that labels weigh the same. */
  readonly classWeights: 'balanced' | 'none'
}

/**
 * The recipe the options ask for.
 * @throws InvalidOptionError where options contradict each other.
 */
export function settleRecipe(options: RecipeOptions): Recipe {
  if (options.recipe === 'notes') refuseOtherThanNotes(options)
  const base = options.recipe === 'notes' ? notes : defaults
  const optimizer = options.optimizer ?? base.optimizer
  const validation = options.validation ?? base.validation
  if (validation === 0 && (options.patience ?? 0) > 0) {
    throw new InvalidOptionError(
      'Patience has no validation cost to watch.',
      'Hold out a share of rows above 0 for validation, or leave patience out.',
    )
  }
  const { l2 } = options
  return {
    hidden: options.hidden ?? base.hidden,
    activation: options.activation ?? base.activation,
    optimizer,
    learningRate: options.learningRate ?? base.learningRate[optimizer],
    epochs: options.epochs ?? base.epochs,
    batchSize: options.batchSize ?? base.batchSize,
    l2: l2 === undefined ? base.l2 : () => l2,
    seed: options.seed ?? base.seed,
    splitSeed: options.splitSeed ?? options.seed ?? base.seed,
    validation,
    patience: validation === 0 ? 0 : (options.patience ?? base.patience),
    classWeights: options.classWeights ?? 'none',
  }
}

/** The recipe of a baseline: the defaults of its kind, with the seed of the run it stands beside. */
export function recipeOf(base: Defaults, seed: number): Recipe {
  const { learningRate, ...rest } = base
  return { ...rest, learningRate: learningRate[base.optimizer], seed, splitSeed: seed, classWeights: 'none' }
}

/** The derivation has one hidden ReLU layer, a sigmoid, full batches and a constant rate; what else is asked for contradicts it. */
function refuseOtherThanNotes(options: RecipeOptions): void {
  const conflicts: readonly (readonly [option: string, contradicts: boolean])[] = [
    ['hidden', options.hidden !== undefined && options.hidden.length !== 1],
    ['task', options.task !== undefined && options.task !== 'binary'],
    ['activation', options.activation !== undefined && options.activation !== 'relu'],
    ['optimizer', options.optimizer !== undefined && options.optimizer !== 'gradient-descent'],
    ['batch-size', options.batchSize !== undefined && options.batchSize !== 'full'],
    ['l2', (options.l2 ?? 0) > 0],
    ['validation', (options.validation ?? 0) > 0],
    ['patience', (options.patience ?? 0) > 0],
    ['class-weights', options.classWeights === 'balanced'],
    ['weight-column', options.weightColumn !== undefined],
  ]
  const conflict = conflicts.find(([, contradicts]) => contradicts)?.[0]
  if (conflict === undefined) return
  throw new InvalidOptionError(
    `The option ${conflict} contradicts the recipe of the notes.`,
    'The notes have one hidden ReLU layer, two labels, full-batch gradient descent and nothing else: leave one of the two out.',
  )
}

/** The optimizer of core that a recipe names. */
export function optimizerOf({
  optimizer,
  learningRate,
}: Pick<Recipe, 'optimizer' | 'learningRate'>): Optimizer {
  switch (optimizer) {
    case 'gradient-descent':
      return gradientDescent({ learningRate })
    case 'momentum':
      return momentum({ learningRate })
    case 'adam':
      return adam({ learningRate })
    default:
      return optimizer satisfies never
  }
}

/** A recipe as the model's training record keeps it: by the names the command line gives. */
export function recordOf(recipe: Recipe, options: RecipeOptions, rows: number): Record<string, OptionValue> {
  return {
    hidden: recipe.hidden,
    activation: recipe.activation,
    optimizer: recipe.optimizer,
    'learning-rate': recipe.learningRate,
    ...askedRate(options, recipe),
    epochs: recipe.epochs,
    'batch-size': recipe.batchSize,
    l2: recipe.l2(rows),
    validation: recipe.validation,
    'split-seed': recipe.splitSeed,
    patience: recipe.patience,
    'class-weights': recipe.classWeights,
    'weight-column': options.weightColumn ?? null,
    ...(options.group !== undefined && { group: options.group }),
    ...(options.split !== undefined && { split: options.split }),
    ignore: options.ignore ?? [],
    ...readingRecord(options),
    recipe: options.recipe ?? null,
  }
}

/** The rate that was asked for, where training went at a lower one. */
function askedRate(
  { learningRate: asked }: RecipeOptions,
  { learningRate: used }: Pick<Recipe, 'learningRate'>,
): Record<string, OptionValue> {
  return asked === undefined || asked === used ? {} : { 'learning-rate-asked': asked }
}

/** What the user said about reading the table; nothing where all was found out. */
function readingRecord(options: ReadingOptions): Record<string, OptionValue> {
  const given = Object.entries(readingOf(options)).map(([name, value]): [string, OptionValue] => [
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    value,
  ])
  return Object.fromEntries(given)
}

/** The same for members: the plan, and the candidate that was chosen. */
export function recordOfMembers(
  plan: MembersPlan,
  candidate: Candidate,
  options: RecipeOptions,
  rows: number,
): Record<string, OptionValue> {
  return {
    members: plan.members ?? null,
    small: plan.small,
    'split-seed': plan.splitSeed,
    hidden: candidate.hidden,
    activation: candidate.activation,
    optimizer: candidate.optimizer,
    'learning-rate': candidate.learningRate,
    ...askedRate(options, candidate),
    epochs: plan.epochs,
    patience: plan.patience,
    'batch-size': candidate.batchSize,
    l2: candidate.l2(rows),
    'class-weights': plan.classWeights,
    'weight-column': options.weightColumn ?? null,
    ...(options.group !== undefined && { group: options.group }),
    ...(options.split !== undefined && { split: options.split }),
    ignore: options.ignore ?? [],
    ...readingRecord(options),
  }
}
