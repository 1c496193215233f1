import { type Backend, LevenError } from '@leven/core'
import {
  computeMetrics,
  conformalQuantiles,
  conformalScores,
  type Metrics,
  outputCount,
  type Table,
} from '@leven/tabular'
import { beginAgain, lowered, type Outcome } from './begin-again.ts'
import { checkTrainOptions } from './check-options.ts'
import {
  type CheckpointOrigin,
  checkResume,
  type Position,
  type TrainingCheckpoint,
} from './checkpoint/checkpoint.ts'
import { atRetry, originOfMembers, originOfSingle } from './checkpoint/origin.ts'
import { createModel } from './create-model.ts'
import { fit, type Watch } from './fit.ts'
import { type FailedRate, mostRetries } from './lower-rates.ts'
import { measured, measureMajority } from './measure.ts'
import { type MembersPlan, settlePlan } from './members/plan.ts'
import { type PreparedMembers, prepareMembers } from './members/prepare-members.ts'
import { type MembersWatch, trainMembers } from './members/train-members.ts'
import type { Model, TrainingRecord } from './model.ts'
import { predictTable } from './predict-table.ts'
import { type Part, type Prepared, partOf, prepare } from './prepare.ts'
import { type Recipe, type RecipeOptions, recordOf, recordOfMembers, settleRecipe } from './recipe.ts'
import type { UnseenRows } from './unseen-rows.ts'

/** What `trainModel` gives. */
export interface TrainedModel {
  readonly model: Model
  /** On the rows trained on: how well they were learnt by heart. */
  readonly train: Metrics
  /** On rows that were not seen: out of fold for members, held out for a single network; null where there are none. */
  readonly validation: Metrics | null
  /** The predictions that `validation` measures, and their truth; null where there are none. */
  readonly unseen: UnseenRows | null
  /** The validation cost of each member of what was chosen, after each epoch; null for a single network. */
  readonly memberCosts: readonly (readonly number[])[] | null
  /** Sentences about the table, such as columns left out, and about the training where it had to begin again. */
  readonly notes: readonly string[]
  /** Whether the model predicts the same for every row it was trained on. */
  readonly constant: boolean
  /** The learning rates at which training came to nothing; where the last is the model's own, no rate was better. */
  readonly failures: readonly FailedRate[]
  /** Whether a signal ended the training before its time. */
  readonly aborted: boolean
}

/** Who watches a training, who may stop it, and where members train. */
export interface TrainWatch extends Watch, MembersWatch {
  /** Told what there is to say about the table, before training begins; and again before it begins anew. */
  readonly onNotes?: ((notes: readonly string[]) => void) | undefined
  /** What made the model, for its record: { leven: '1.0.0' }. */
  readonly versions?: TrainingRecord['versions']
  /** More of the record: what the reader of the table knows. */
  readonly options?: TrainingRecord['options']
  /**
   * Awaited before the first epoch, after each one and where a signal ends the training, with what it takes to go on
   * from there in the same bits: write it, or every few seconds the last one, by `saveCheckpoint`.
   */
  readonly onCheckpoint?: ((checkpoint: TrainingCheckpoint) => void | Promise<void>) | undefined
  /** Where to go on: the checkpoint of a training of the same table, options and backend. */
  readonly resume?: TrainingCheckpoint | undefined
}

/**
 * From a table to a model, as `leven train` does it. By default members are trained on folds of the rows, the best of
 * a few candidates is chosen by what they predict for rows they did not see, and all is folded into one network of one
 * hidden layer; `members: 1` trains a single network and holds a fifth of the rows out. The same table, options and
 * backend give the same bits as the command line.
 *
 * Training that diverges or collapses is begun again at lower learning rates, unless `retry` is false.
 *
 * @throws InvalidOptionError, DataError where the options or the table do not fit; LevenError where training diverges
 * at every rate, or where a signal stopped it before the first epoch was done. InvalidOptionError where `resume` is a
 * checkpoint of another table, recipe or backend.
 * @example
 * const { model, validation } = await trainModel(on, table, { target: 'diagnosis' })
 * const bytes = await saveModel(model)
 */
export async function trainModel(
  on: Backend,
  table: Table,
  options: RecipeOptions & { readonly target: string },
  watch: TrainWatch = {},
): Promise<TrainedModel> {
  checkTrainOptions(options)
  const plan = settlePlan(options)
  const prepared = plan && prepareMembers(table, options, plan, 'robust')
  if (plan && prepared && prepared.splits.length > 0) {
    const planOf = (retry: number) => ({
      ...plan,
      candidates: plan.candidates.map((candidate) => lowered(candidate, retry)),
    })
    const asked = plan.candidates[0] ?? settleRecipe(options)
    const originOf = (retry: number) =>
      atRetry(originOfMembers(on, prepared, planOf(retry)), asked.learningRate, retry)
    return keep(options, asked, prepared.notes, watch, {
      originOf,
      train: (retry, watch) =>
        trainFolded(on, prepared, planOf(retry), options, watch, () => originOf(retry)),
    })
  }
  const recipe = settleRecipe(options)
  const single = prepare(table, options, recipe)
  const originOf = (retry: number) =>
    atRetry(originOfSingle(on, single, lowered(recipe, retry)), recipe.learningRate, retry)
  return keep(options, recipe, single.notes, watch, {
    originOf,
    train: (retry, watch) =>
      trainSingle(on, single, lowered(recipe, retry), options, watch, () => originOf(retry)),
  })
}

/** A training of one kind, at the n-th of its rates. */
interface AtRates {
  readonly originOf: (retry: number) => CheckpointOrigin
  readonly train: (retry: number, watch: TrainWatch) => Promise<Outcome<OneTrained>>
}

/** What does not depend on whether training began again. */
type OneTrained = Omit<TrainedModel, 'notes' | 'failures' | 'constant'>

/** Trains until a rate comes to something. A checkpoint goes on at the rate that it is of. */
async function keep(
  options: RecipeOptions,
  asked: Pick<Recipe, 'optimizer' | 'learningRate'>,
  notes: readonly string[],
  watch: TrainWatch,
  { originOf, train }: AtRates,
): Promise<TrainedModel> {
  watch.onNotes?.(notes)
  const { resume, ...anew } = watch
  const resumed = resume ? Math.max(0, rateOf(resume, originOf, options)) : 0
  const kept = await beginAgain(options, asked, watch.onNotes, (retry) =>
    train(retry, retry === resumed ? watch : anew),
  )
  const { trained, constant, failures } = kept
  return { ...trained, constant, failures, notes: [...notes, ...kept.notes] }
}

/** Which of the rates a checkpoint is of; −1 where it is of none. */
function rateOf(
  { origin }: TrainingCheckpoint,
  originOf: (retry: number) => CheckpointOrigin,
  { retry = true }: RecipeOptions,
): number {
  const rates = Array.from({ length: retry ? mostRetries + 1 : 1 }, (_, n) => n)
  return rates.findIndex((n) => originOf(n).recipe === origin.recipe)
}

/** Members on folds, folded into one network. */
async function trainFolded(
  on: Backend,
  prepared: PreparedMembers,
  plan: MembersPlan,
  options: RecipeOptions,
  watch: TrainWatch,
  originOf: () => CheckpointOrigin,
): Promise<Outcome<OneTrained>> {
  const { encoder, all } = prepared
  const { target } = encoder
  const { from, onPosition } = journey(watch, 'members', originOf)
  await onPosition?.(from ?? { kind: 'members', candidates: plan.candidates.map(() => null), again: null })
  const trained = await trainMembers(on, prepared, plan, watch, { from, onPosition })
  if (!trained) throw stoppedEarly()
  const { network, outOfFold, record, curve, aborted, candidate } = trained
  const rows = outOfFold.rows.map((row) => prepared.rows[row] ?? row)
  const judged = partOf(all, outOfFold.rows)
  const unseen = unseenRows(rows, judged, outOfFold)
  const training: TrainingRecord = {
    options: { ...recordOfMembers(plan, candidate, options, all.standFor), ...watch.options },
    seed: plan.seed,
    versions: watch.versions ?? {},
    backend: backendOf(on),
    rows: { training: all.plain.instances, validation: outOfFold.rows.length },
    members: record,
    conformal: conformalQuantiles(conformalScores(target, unseen.targets, unseen.T)),
    curve,
  }
  const model = await createModel({ network, parameters: trained.parameters, encoder, training }, on)
  const { T, metrics } = await measured(on, model.network, model.parameters, target, all)
  const validation = computeMetrics(target, unseen.targets, unseen.T, outOfFold.cost, unseen.weights)
  return {
    trained: { model, train: metrics, validation, unseen, memberCosts: trained.memberCosts, aborted },
    T,
    outputs: outputCount(target),
    judged: validation,
    majority: measureMajority(target, all, judged),
    aborted,
    notes: trained.diverged.map(
      ({ name, learningRate }) =>
        `The candidate ${name} diverged at the learning rate ${learningRate}, so it could not be chosen.`,
    ),
  }
}

/** One network, some rows held out. */
async function trainSingle(
  on: Backend,
  { encoder, training, validation, held }: Prepared,
  recipe: Recipe,
  options: RecipeOptions,
  watch: TrainWatch,
  originOf: () => CheckpointOrigin,
): Promise<Outcome<OneTrained>> {
  const { target } = encoder
  const { from, onPosition } = journey(watch, 'single', originOf)
  await onPosition?.(from ?? { kind: 'single', state: null, points: [] })
  const { network, parameters, curve, aborted } = await fit(
    on,
    encoder,
    recipe,
    training,
    validation,
    watch,
    {
      from,
      onPosition,
    },
  )
  if (curve.epochs === 0) throw stoppedEarly()
  const judge = (part: Part) => measured(on, network, parameters, target, part)
  const seen = validation && (await judge(validation))
  const record: TrainingRecord = {
    options: { ...recordOf(recipe, options, training.standFor), ...watch.options },
    seed: recipe.seed,
    versions: watch.versions ?? {},
    backend: backendOf(on),
    rows: { training: training.plain.instances, validation: validation?.plain.instances ?? 0 },
    members: null,
    conformal:
      validation && seen ? conformalQuantiles(conformalScores(target, validation.targets, seen.T)) : [],
    curve,
  }
  const model = await createModel({ network, parameters, encoder, training: record }, on)
  const predict = async (other: Table) => (await predictTable(model, on, other, held)).T
  const unseen = validation && seen ? unseenRows(held, validation, { T: seen.T, predict }) : null
  const { T, metrics } = await judge(training)
  return {
    trained: { model, train: metrics, validation: seen?.metrics ?? null, unseen, memberCosts: null, aborted },
    T,
    outputs: outputCount(target),
    judged: seen?.metrics ?? metrics,
    majority: measureMajority(target, training, validation ?? training),
    aborted,
    notes: [],
  }
}

/**
 * Where a training of one kind goes on, and what it tells of its positions.
 * @throws InvalidOptionError where the checkpoint to resume is of another training.
 */
function journey<K extends Position['kind']>(
  { resume, onCheckpoint }: TrainWatch,
  kind: K,
  originOf: () => CheckpointOrigin,
): {
  readonly from: Extract<Position, { kind: K }> | undefined
  readonly onPosition: ((position: Position) => Promise<void>) | undefined
} {
  if (!resume && !onCheckpoint) return { from: undefined, onPosition: undefined }
  const origin = originOf()
  return {
    from: resume && checkResume(resume, origin, kind),
    onPosition: onCheckpoint && (async (position) => onCheckpoint({ origin, position })),
  }
}

function unseenRows(
  rows: Int32Array,
  { targets, rowWeights }: Pick<Part, 'targets' | 'rowWeights'>,
  { T, predict }: Pick<UnseenRows, 'T' | 'predict'>,
): UnseenRows {
  return { rows, targets, T, predict, ...(rowWeights && { weights: rowWeights }) }
}

function backendOf({ info: { name, device, accelerated, reason } }: Backend): TrainingRecord['backend'] {
  return { name, device, accelerated, reason }
}

function stoppedEarly(): LevenError {
  return new LevenError(
    'ABORTED',
    'Training was stopped before the first epoch was done; there is no model.',
    'Let it run longer.',
  )
}
