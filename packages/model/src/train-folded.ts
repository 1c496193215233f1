import { type Backend, inTurns } from '@leven/core'
import { computeMetrics, conformalQuantiles, conformalScores, outputCount } from '@leven/tabular'
import type { Outcome } from './begin-again.ts'
import type { CheckpointOrigin } from './checkpoint/checkpoint.ts'
import { createModel } from './create-model.ts'
import { measured, measuredSoFar, measureMajorityInTurns } from './measure.ts'
import type { MembersPlan } from './members/plan.ts'
import type { PreparedMembers } from './members/prepare-members.ts'
import { trainMembers } from './members/train-members.ts'
import type { TrainingRecord } from './model.ts'
import {
  backendOf,
  journey,
  type OneTrained,
  stoppedEarly,
  type TrainWatch,
  unseenRows,
} from './one-training.ts'
import { partOf } from './prepare.ts'
import { type RecipeOptions, recordOfMembers } from './recipe.ts'

/** Members on folds, folded into one network. */
export async function trainFolded(
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
  const judge = aborted ? measuredSoFar : measured
  const { T, metrics } = await judge(on, model.network, model.parameters, target, all)
  const validation = computeMetrics(target, unseen.targets, unseen.T, outOfFold.cost, unseen.weights)
  return {
    trained: { model, train: metrics, validation, unseen, memberCosts: trained.memberCosts, aborted },
    T,
    outputs: outputCount(target),
    judged: validation,
    majority: await inTurns(measureMajorityInTurns(target, all, judged)),
    aborted,
    notes: trained.diverged.map(
      ({ name, learningRate }) =>
        `The candidate ${name} diverged at the learning rate ${learningRate}, so it could not be chosen.`,
    ),
  }
}
