import { type Backend, type Instances, inTurns } from '@leven/core'
import { conformalQuantiles, conformalScores, outputCount, type Table } from '@leven/tabular'
import type { Outcome } from './begin-again.ts'
import type { CheckpointOrigin } from './checkpoint/checkpoint.ts'
import { createModel } from './create-model.ts'
import { fit } from './fit.ts'
import { enoughMeasured, measured, measuredSoFar, measureMajorityInTurns } from './measure.ts'
import type { TrainingRecord } from './model.ts'
import {
  backendOf,
  journey,
  type OneTrained,
  stoppedEarly,
  type TrainWatch,
  unseenRows,
} from './one-training.ts'
import { predictTable } from './predict-table.ts'
import type { Part, Prepared } from './prepare.ts'
import { type Recipe, type RecipeOptions, recordOf } from './recipe.ts'

/** One network, some rows held out. */
export async function trainSingle(
  on: Backend,
  { encoder, training, validation, held }: Prepared<Instances>,
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
  const enough = aborted ? enoughMeasured() : undefined
  const judge = async (part: Part<Instances>) =>
    enough
      ? measuredSoFar(on, network, parameters, target, part, enough)
      : { ...(await measured(on, network, parameters, target, part)), isWhole: true }
  const seen = validation && (await judge(validation))
  const known = validation && seen?.isWhole ? { validation, T: seen.T } : undefined
  const record: TrainingRecord = {
    options: { ...recordOf(recipe, options, training.standFor), ...watch.options },
    seed: recipe.seed,
    versions: watch.versions ?? {},
    backend: backendOf(on),
    rows: { training: training.plain.instances, validation: validation?.plain.instances ?? 0 },
    members: null,
    conformal: known ? conformalQuantiles(conformalScores(target, known.validation.targets, known.T)) : [],
    curve,
  }
  const model = await createModel({ network, parameters, encoder, training: record }, on)
  const predict = async (other: Table) => (await predictTable(model, on, other, held)).T
  const unseen = known ? unseenRows(held, known.validation, { T: known.T, predict }) : null
  const { T, metrics } = await judge(training)
  return {
    trained: { model, train: metrics, validation: seen?.metrics ?? null, unseen, memberCosts: null, aborted },
    T,
    outputs: outputCount(target),
    judged: seen?.metrics ?? metrics,
    majority: await inTurns(measureMajorityInTurns(target, training, validation ?? training)),
    aborted,
    notes: [],
  }
}
