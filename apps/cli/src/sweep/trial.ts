import { createHash } from 'node:crypto'
import type { Backend } from '@leven/core'
import { isLevenError } from '@leven/core'
import { parametersSha256, type RecipeOptions, trainModel } from '@leven/model'
import type { Metrics, Table } from '@leven/tabular'
import type { TableRequest } from '../table/stream.ts'
import type { TrialRecipe } from './recipe-space.ts'

/** What all trials of a sweep have in common. */
export interface SweepBase {
  readonly table: TableRequest
  /** What is predicted, and how the table is read; the folds are decided by its seed. */
  readonly options: RecipeOptions & { readonly target: string }
  readonly backend?: string | undefined
  /** The hash of the table's bytes. */
  readonly dataSha256: string
  /** Of Leven. */
  readonly version: string
}

/** One recipe to be judged. It is known by its id: a hash of all that decides its result. */
export interface Trial {
  readonly id: string
  readonly recipe: TrialRecipe
}

/** What a trial came to. */
export interface TrialResult extends Trial {
  readonly dataSha256: string
  readonly version: string
  /** The out-of-fold cost, or null where training diverged. */
  readonly cost: number | null
  /** Out of fold. */
  readonly metrics: Metrics | null
  /** The best epoch. */
  readonly epochs: number
  readonly parametersSha256: string | null
  readonly seconds: number
}

/** A trial of a recipe: the same data, options, recipe and version have the same id on every machine. */
export function trialOf(base: SweepBase, recipe: TrialRecipe): Trial {
  const { dataSha256, version, options, table } = base
  const { query = null, text = {} } = table
  const decided = sorted({ dataSha256, version, options, query, text, recipe })
  const id = createHash('sha256').update(JSON.stringify(decided)).digest('hex').slice(0, 16)
  return { id, recipe }
}

/** The same value with the keys of its objects in order, so that equal ones have one text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  )
}

/**
 * Runs a trial: members on the folds that all trials share, judged by the rows that each did not see.
 * @throws LevenError where the table or the options do not fit; a divergence is a result.
 */
export async function runTrial(
  on: Backend,
  table: Table,
  { options, dataSha256, version }: SweepBase,
  trial: Trial,
): Promise<TrialResult> {
  const begun = performance.now()
  const seconds = () => Math.round(performance.now() - begun) / 1000
  const common = { ...trial, dataSha256, version }
  try {
    const { model, validation } = await trainModel(on, table, {
      ...options,
      ...trial.recipe,
      retry: false, // a sweep is to find out what a rate gives
    })
    return {
      ...common,
      cost: validation?.cost ?? null,
      metrics: validation,
      epochs: model.training.curve.bestEpoch,
      parametersSha256: await parametersSha256(model.parameters),
      seconds: seconds(),
    }
  } catch (error) {
    if (!(isLevenError(error) && error.code === 'DIVERGED')) throw error
    return { ...common, cost: null, metrics: null, epochs: 0, parametersSha256: null, seconds: seconds() }
  }
}

/** Results from the best to the worst; of equals the first by id, so that the order is everywhere the same. */
export function ranked(results: Iterable<TrialResult>): readonly TrialResult[] {
  const cost = (result: TrialResult) => result.cost ?? Number.POSITIVE_INFINITY
  return [...results].sort((a, b) => cost(a) - cost(b) || (a.id < b.id ? -1 : 1))
}
