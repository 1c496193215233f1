import { type Activation, InvalidOptionError, type Turns } from '@leven/core'
import { foldsBy, mostFolds, type Split, type Splitting, splitInTurns } from '@leven/tabular'
import { defaults, mostEpochs, type OptimizerName } from '../defaults.ts'
import type { RecipeOptions } from '../recipe.ts'

/** One network that is tried on every fold. */
export interface Candidate {
  /** By which the record knows it. */
  readonly name: CandidateName
  /** Units of each hidden layer; empty for a linear model. */
  readonly hidden: readonly number[]
  /** Of the hidden layers. */
  readonly activation: Activation
  /** By which its parameters are updated. */
  readonly optimizer: OptimizerName
  /** The optimizer's rate. */
  readonly learningRate: number
  /** Instances of a step. */
  readonly batchSize: number | 'full'
  /** L2 strength of a training on so many rows. */
  readonly l2: (rows: number) => number
}

/** 'asked' is the network that options name; it is then the only one. */
export type CandidateName = 'standard' | 'linear' | 'wide' | 'asked'

/** How members are trained, every default in place. */
export interface MembersPlan {
  /** How many, where it was asked for; else by the number of rows. */
  readonly members: number | undefined
  /** Of first weights and shuffles. */
  readonly seed: number
  /** Of the folds. */
  readonly splitSeed: number
  /** The most epochs. */
  readonly epochs: number
  /** Epochs without a lower pooled cost after which members stop. */
  readonly patience: number
  /** Whether rows of rare labels weigh more, so that labels weigh the same. */
  readonly classWeights: 'balanced' | 'none'
  /** Whether one network, trained again on all rows, stands for the members. */
  readonly small: boolean
  /** In the order in which they are tried; the first is preferred. */
  readonly candidates: readonly Candidate[]
}

const standard: Candidate = {
  name: 'standard',
  hidden: [16],
  activation: 'relu',
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 32,
  l2: (rows) => 1 / rows,
}

/** Chosen on sixteen tables: docs/decisions/0013-choice-by-evidence.md. */
const candidates: readonly Candidate[] = [
  standard,
  { ...standard, name: 'linear', hidden: [], learningRate: 0.02 },
  { ...standard, name: 'wide', hidden: [64] },
]

/** How many epochs members may go without a lower cost. */
const patience = 16

/**
 * How the options ask for members to be trained, or null where they ask for one network as before: by one member,
 * by the notes' recipe, or by what only one network has, a held-out part and a patience of its own.
 * @throws InvalidOptionError where several members are asked for beside these.
 */
export function settlePlan(options: RecipeOptions): MembersPlan | null {
  const { members, seed = defaults.seed } = options
  const single =
    options.recipe === 'notes' || options.validation !== undefined || options.patience !== undefined
  if (members === 1 || (members === undefined && single)) return null
  if (members !== undefined) checkMembers(members, options)
  return {
    members,
    seed,
    splitSeed: options.splitSeed ?? seed,
    epochs: options.epochs ?? mostEpochs,
    patience,
    classWeights: options.classWeights ?? 'none',
    small: options.small ?? false,
    candidates: candidatesOf(options),
  }
}

/** @throws InvalidOptionError where options of a single network stand beside several members. */
function checkMembers(members: number, options: RecipeOptions): void {
  if (!(Number.isSafeInteger(members) && members > 0)) {
    throw new InvalidOptionError(`members is ${members}.`, 'Give a whole number of at least 1.')
  }
  const alien = (['validation', 'patience', 'recipe'] as const).find((name) => options[name] !== undefined)
  if (alien === undefined) return
  throw new InvalidOptionError(
    `The option ${alien} belongs to a single network, but ${members} members are asked for.`,
    'Leave one of the two out: members are judged by their folds.',
  )
}

/** The fixed candidates, or the one network that is asked for. */
function candidatesOf(options: RecipeOptions): readonly Candidate[] {
  const { hidden, activation, optimizer, learningRate, batchSize, l2 } = options
  const asked = [hidden, activation, optimizer, learningRate, batchSize, l2].some((one) => one !== undefined)
  if (!asked) return candidates
  const base = hidden?.length === 0 ? (candidates[1] ?? standard) : standard
  const named = optimizer ?? base.optimizer
  const rate = named === base.optimizer ? base.learningRate : defaults.learningRate[named]
  return [
    {
      name: 'asked',
      hidden: hidden ?? base.hidden,
      activation: activation ?? base.activation,
      optimizer: named,
      learningRate: learningRate ?? rate,
      batchSize: batchSize ?? base.batchSize,
      l2: l2 === undefined ? base.l2 : () => l2,
    },
  ]
}

/** Rows up to which there are eight members, and four; above, one that is judged by a held-out part. */
const [eightUpTo, fourUpTo] = [20_000, 100_000]

/** The share held out where there is one member only. */
const heldOut = 0.1

/**
 * The splits of the members: by the number of rows alone, so that the same table always has the same.
 * @param splitting what keeps rows together or parts them by time.
 * @param classOf the class of each row, for folds that hold every class; zeros for numbers.
 * @param rows how many the table stands for, where it has weights.
 * @returns a split for each member; none where the table has too few rows for two.
 */
export function* memberSplits(
  splitting: Splitting,
  classOf: ArrayLike<number>,
  { members, splitSeed }: MembersPlan,
  rows: number = classOf.length,
): Turns<readonly Split[]> {
  const wanted = members ?? (rows <= eightUpTo ? 8 : rows <= fourUpTo ? 4 : 1)
  if (wanted === 1) return [yield* splitInTurns(splitting, classOf, heldOut, splitSeed)]
  const count = Math.min(wanted, Math.floor(rows / 4), mostFolds(splitting, classOf.length))
  return count < 2 ? [] : foldsBy(splitting, classOf, count, splitSeed)
}
