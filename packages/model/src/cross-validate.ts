import { type Backend, inTurns } from '@leven/core'
import {
  computeMetrics,
  encodeWeights,
  foldsBy,
  type Interval,
  type Metrics,
  readTargets,
  rowsWithTarget,
  selectRows,
  type Table,
} from '@leven/tabular'
import { logisticRegression } from './defaults.ts'
import type { OpenTeam } from './members/team.ts'
import { predictTable } from './predict-table.ts'
import { settleTarget } from './prepare.ts'
import type { RecipeOptions } from './recipe.ts'
import { trainModel } from './train-model.ts'

/** A recipe by its name, as options for so many training rows. */
export interface NamedRecipe {
  /** What the report calls it. */
  readonly name: string
  /** Its options, for a table of so many rows. */
  readonly options: (rows: number) => RecipeOptions
}

/** Recipes that can be held against each other by name. */
export const namedRecipes: readonly NamedRecipe[] = [
  { name: 'default', options: () => ({}) },
  { name: 'small', options: () => ({ small: true }) },
  { name: 'single', options: () => ({ members: 1 }) },
  {
    name: 'linear',
    options: (rows) => ({
      members: 1,
      hidden: [],
      validation: 0,
      learningRate: logisticRegression.learningRate.adam,
      epochs: logisticRegression.epochs,
      l2: logisticRegression.l2(rows),
    }),
  },
  { name: 'notes', options: () => ({ recipe: 'notes' }) },
]

/** How a recipe did on outer folds that no part of its training saw. */
export interface CrossValidated {
  /** Its name. */
  readonly recipe: string
  /** On each outer fold, repeat after repeat. */
  readonly folds: readonly Metrics[]
  /** The mean loss of rows that were held out. */
  readonly cost: Estimate
  /** The cost minus the first recipe's on the same folds; null for the first. */
  readonly difference: Estimate | null
}

/** A mean over folds. */
export interface Estimate {
  /** Over the folds of all repeats. */
  readonly mean: number
  /** 95 %, corrected for training sets that overlap; null with one fold. */
  readonly interval: Interval | null
}

/** How it is done, and who watches. */
export interface CrossValidateOptions {
  /** How many parts the rows fall into; each is held out once. */
  readonly folds: number
  /** How often they are parted anew. */
  readonly repeats: number
  /** Decides the parts, and with them the trainings. */
  readonly seed: number
  /** Told of each fold that is done. */
  readonly onFold?: ((recipe: string, done: number, of: number) => void) | undefined
  /** Ends it with the folds that are done. */
  readonly signal?: AbortSignal | undefined
  /** Opens workers for members; without it they are trained one after the other here. */
  readonly openTeam?: OpenTeam | undefined
}

/**
 * Nested, repeated cross-validation: in each outer fold the whole training of every recipe, with its own folds and
 * choice inside, is judged by rows that none of it saw. All recipes see the same folds, which go by group, time and
 * repeated rows as those of training do.
 * @throws InvalidOptionError, DataError as `trainModel`; LevenError where a signal ends it.
 */
export async function crossValidate(
  on: Backend,
  table: Table,
  options: RecipeOptions & { readonly target: string },
  recipes: readonly NamedRecipe[],
  { folds, repeats, seed, onFold, signal, openTeam }: CrossValidateOptions,
): Promise<readonly CrossValidated[]> {
  const settled = await inTurns(settleTarget(table, options, options.classWeights ?? 'none'), signal)
  const { target, splitting } = settled
  const targets = readTargets(target, settled.table)
  const classOf = target.task === 'regression' ? new Uint8Array(targets.length) : targets
  const asked = {
    ...options,
    task: target.task,
    ...(target.task === 'binary' && { positive: target.positive }),
  }
  const splits = Array.from({ length: repeats }, (_, repeat) =>
    foldsBy(splitting, classOf, folds, (seed + repeat) >>> 0),
  ).flat()
  const found = recipes.map(({ name }) => ({ recipe: name, folds: [] as Metrics[] }))
  for (const [at, { training, validation }] of splits.entries()) {
    const [learnt, unseen] = [selectRows(settled.table, training), selectRows(settled.table, validation)]
    for (const [index, { name, options: own }] of recipes.entries()) {
      const trained = await trainModel(on, learnt, { ...asked, ...own(learnt.rows) }, { signal, openTeam })
      found[index]?.folds.push(await measureOn(on, trained.model, unseen))
      onFold?.(name, at * recipes.length + index + 1, splits.length * recipes.length)
    }
  }
  const [first] = splits
  const ratio = (first?.validation.length ?? 0) / (first?.training.length ?? 1)
  const costs = found.map(({ folds }) => folds.map(({ cost }) => cost))
  return found.map(({ recipe, folds }, i) => ({
    recipe,
    folds,
    cost: estimate(costs[i] ?? [], ratio),
    difference:
      i === 0
        ? null
        : estimate(
            (costs[i] ?? []).map((cost, k) => cost - (costs[0]?.[k] ?? 0)),
            ratio,
          ),
  }))
}

async function measureOn(
  on: Backend,
  model: Awaited<ReturnType<typeof trainModel>>['model'],
  table: Table,
): Promise<Metrics> {
  const { encoder } = model
  const rows = rowsWithTarget(encoder, table)
  const { T } = await predictTable(model, on, table, rows)
  const targets = readTargets(encoder.target, table, rows, encoder.missing)
  return computeMetrics(encoder.target, targets, T, undefined, encodeWeights(encoder, table, rows))
}

/** The 0.975 quantiles of Student's t for 1 to 10 degrees of freedom; beyond, the normal's is near. */
const student = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]

/**
 * The mean with its 95 % interval. Training sets overlap, so that the variance over folds is multiplied by
 * 1/n + test/training instead of 1/n (Nadeau and Bengio 2003).
 */
function estimate(values: readonly number[], testOverTraining: number): Estimate {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count < 2) return { mean, interval: null }
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (count - 1)
  const half = (student[count - 2] ?? 2) * Math.sqrt(variance * (1 / count + testOverTraining))
  return { mean, interval: [mean - half, mean + half] }
}
