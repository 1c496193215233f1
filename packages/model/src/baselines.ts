import { type Backend, inTurns, type Values } from '@leven/core'
import { computeMetrics, type Metrics, type Table } from '@leven/tabular'
import { logisticRegression } from './defaults.ts'
import { fit } from './fit.ts'
import { measure, measureMajorityInTurns } from './measure.ts'
import { crossFit } from './members/cross-fit.ts'
import { costOfLogits, predictLogits } from './members/logits.ts'
import { type Candidate, type MembersPlan, settlePlan } from './members/plan.ts'
import { type PreparedMembers, prepareMembers } from './members/prepare-members.ts'
import { subset } from './members/subset.ts'
import { teamOn } from './members/team.ts'
import { workOf } from './members/work.ts'
import type { TrainWatch } from './one-training.ts'
import { partOf } from './prepare.ts'
import { type RecipeOptions, recipeOf, settleRecipe } from './recipe.ts'
import { noMembers, withPrepared } from './with-prepared.ts'

/** What is easily had without a network, on the rows that a model was judged by. */
export interface Baselines {
  /** Of always predicting the most frequent label, or the mean. */
  readonly majority: Metrics
  /** Logistic, softmax or linear regression on standardised numbers; null where a signal came before its first epoch. */
  readonly logistic: Metrics | null
  /** Its predictions of the unseen rows, nL × rows; null where there are none. */
  readonly T: Values | null
  /** Whether a signal ended it before its time. */
  readonly cut: boolean
}

/** Who watches baselines and may stop them, where they train, and where their rows are kept. */
export interface BaselinesWatch
  extends Pick<TrainWatch, 'signal' | 'openTeam' | 'openRows' | 'onProgress' | 'onMembers'> {
  /** Breaks off what comes before training, which `signal` does not: settling, fitting and encoding the table. */
  readonly breakOff?: AbortSignal | undefined
}

/**
 * Trains and measures the baselines as the model of the same options was: on the same folds and judged out of fold,
 * or on the same rows with the same rows held out. Logistic regression has the recipe of its own (defaults.ts).
 * @throws InvalidOptionError, DataError as `trainModel`; LevenError of the code ABORTED where it was broken off.
 */
export async function trainBaselines(
  on: Backend,
  table: Table,
  options: RecipeOptions & { readonly target: string },
  watch: BaselinesWatch = {},
): Promise<Baselines> {
  const plan = settlePlan(options)
  if (plan && watch.openRows) throw noMembers()
  const prepared =
    plan &&
    (await inTurns(
      prepareMembers(on, table, options, { ...plan, candidates: [logisticCandidate] }, 'standardised'),
      watch.breakOff,
    ))
  if (plan && prepared && prepared.splits.length > 0) return onFolds(on, prepared, plan, watch)

  const recipe = settleRecipe(options)
  return withPrepared(
    on,
    watch.openRows,
    table,
    options,
    recipe,
    watch.breakOff,
    async ({ encoder, training, validation }) => {
      const { target } = encoder
      const shown = validation ?? training
      const plain = await fit(on, encoder, recipeOf(logisticRegression, recipe.seed), training, undefined, {
        ...(watch.signal && { signal: watch.signal }),
        ...(watch.onProgress && { onProgress: watch.onProgress }),
      })
      return {
        majority: await inTurns(measureMajorityInTurns(target, training, shown), watch.breakOff),
        logistic: await measure(on, plain.network, plain.parameters, target, shown),
        T: null,
        cut: plain.aborted,
      }
    },
  )
}

/** Logistic regression as one candidate of members. */
const logisticCandidate: Candidate = {
  name: 'linear',
  hidden: [],
  activation: logisticRegression.activation,
  optimizer: logisticRegression.optimizer,
  learningRate: logisticRegression.learningRate.adam,
  batchSize: logisticRegression.batchSize,
  l2: logisticRegression.l2,
}

async function onFolds(
  on: Backend,
  prepared: PreparedMembers,
  plan: MembersPlan,
  { signal, breakOff, onMembers, openTeam = teamOn(on) }: BaselinesWatch,
): Promise<Baselines> {
  const { encoder, all } = prepared
  const { target } = encoder
  const { seed } = plan
  const { epochs } = logisticRegression
  const work = workOf(prepared, { seed, epochs }, logisticCandidate)
  const onEpoch = (epoch: number, cost: number) =>
    onMembers?.({ candidate: logisticCandidate.name, index: 1, candidates: 1, epoch, epochs, cost })
  const found = await crossFit(on, openTeam, work, plan.patience, { signal, onEpoch })
  const known = found.rows.length > 0 ? found.rows : Int32Array.from(all.targets, (_, row) => row)
  const judgedRows = partOf(all, known)
  const { targets, rowWeights: weights } = judgedRows
  const majority = await inTurns(measureMajorityInTurns(target, all, judgedRows), breakOff)
  if (found.bestEpoch === 0) return { majority, logistic: null, T: null, cut: true }
  const { output } = found.network
  const { Y } = subset(found.network, all.plain, found.rows)
  const judged = { output, Z: found.logits, Y, weights }
  const T = await predictLogits(on, output, found.logits, targets.length)
  const cost = await costOfLogits(on, judged, targets.length)
  return { majority, logistic: computeMetrics(target, targets, T, cost, weights), T, cut: found.aborted }
}
