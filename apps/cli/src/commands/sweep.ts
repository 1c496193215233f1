import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { InvalidOptionError } from '@leven/core'
import { mostEpochs, type RecipeOptions, settlePlan } from '@leven/model'
import type { SweepCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { metricTexts, significant } from '../metrics-text.ts'
import { shellLine } from '../shell-line.ts'
import { optionArguments, recipeWords } from '../sweep/command-line.ts'
import { sha256OfFile } from '../sweep/data-hash.ts'
import { queueRunner } from '../sweep/queue-runner.ts'
import { drawn, grid, recipeSpace, type TrialRecipe } from '../sweep/recipe-space.ts'
import { collectResults, openResults, type ResultsFile } from '../sweep/results-file.ts'
import { type TrialRunner, threadRunner } from '../sweep/thread-runner.ts'
import { ranked, type SweepBase, type Trial, type TrialResult, trialOf } from '../sweep/trial.ts'
import { located, readTable } from '../table/read.ts'
import { note, print, printJson, styled, tell } from '../terminal.ts'
import { textTable } from '../text-table.ts'
import { version } from '../version.ts'

/** Results that are shown. */
const mostShown = 10

/** Trials where nothing is said. */
const usualTrials = 30

/**
 * `leven sweep`: tries recipes, judges each by the rows its members did not see, and says which `leven train` line is
 * best. Every trial is judged on the same folds.
 * @returns the exit status.
 */
export async function sweepCommand(data: string, options: SweepCommandOptions): Promise<number> {
  const base = await baseOf(data, options)
  const plan = planOf(base, options)
  if (options.list !== undefined) return list(plan.first, data, base, options)
  if (options.collect !== undefined) return finish(collectResults(options.collect), data, base, options)

  const file = openResults(options.results ?? `${basename(data)}.sweep.jsonl`)
  const table = await readTable(base.table)
  for (const sentence of table.notes) note(sentence)
  const runner =
    options.queue === undefined
      ? threadRunner(base, table, options.workers ?? availableParallelism())
      : await queueRunner(options.queue, base, options.audit ?? 0)
  try {
    const results = await search(plan, runner, file, options)
    return await finish(results, data, base, options)
  } catch (error) {
    throw located(table, error)
  } finally {
    await runner.close()
  }
}

async function baseOf(data: string, options: SweepCommandOptions): Promise<SweepBase> {
  const { query, backend, ...rest } = options
  const table = { data, ...(query !== undefined && { query }), text: textOf(options) }
  const recipe = recipeOptionsOf(rest)
  if (settlePlan(recipe) === null) {
    throw new InvalidOptionError('A sweep needs members to judge by.', 'Leave --members 1 out.')
  }
  return {
    table,
    options: recipe,
    ...(backend !== undefined && { backend }),
    dataSha256: await sha256OfFile(data),
    version: version(),
  }
}

const textNames = ['delimiter', 'quote', 'comment', 'skip', 'header', 'encoding'] as const

function textOf(options: SweepCommandOptions): SweepBase['table']['text'] & object {
  return Object.fromEntries(
    textNames.flatMap((name) => {
      const value = options[name]
      return value === undefined || value === true ? [] : [[name, value]] // a header is usual
    }),
  )
}

/** What the options say of the target, the columns and the folds: the same for all trials. */
function recipeOptionsOf(options: object): RecipeOptions & { readonly target: string } {
  const own = new Set<string>([...textNames, ...ofSweepAlone])
  const { target = '', ...rest } = Object.fromEntries(
    Object.entries(options).filter(([name]) => !own.has(name)),
  ) as RecipeOptions & { readonly target?: string }
  return { target, ...rest }
}

const ofSweepAlone = [
  ...['try', 'search', 'trials', 'time', 'results', 'list', 'collect', 'only', 'workers', 'json', 'verbose'],
  ...['threads', 'queue', 'audit'],
]

/** Which trials come first, and which follow from their results. */
interface SweepPlan {
  readonly first: readonly Trial[]
  next(round: number, results: readonly TrialResult[]): readonly Trial[]
}

/** Rounds of halving: a third goes on, with three times the epochs. */
const [keepOneOf, halvingRounds] = [3, 3]

function planOf(base: SweepBase, options: SweepCommandOptions): SweepPlan {
  const { search = 'random', trials = usualTrials, only } = options
  const space = recipeSpace(options.try ?? [], search)
  const recipes =
    search === 'grid'
      ? grid(space).slice(0, options.trials)
      : drawn(space, trials, options.seed ?? 0).map((recipe) =>
          search === 'halving' ? withEpochs(recipe, base, 0) : recipe,
        )
  const all = recipes.map((recipe) => trialOf(base, recipe))
  const first = only === undefined ? all : all.filter(({ id }) => id === only)
  if (first.length === 0) {
    throw new InvalidOptionError(
      `There is no trial ${only} in this sweep.`,
      'Give the options with which --list was called, and the same table.',
    )
  }
  return {
    first,
    next(round, results) {
      if (search !== 'halving' || round >= halvingRounds || only !== undefined) return []
      return ranked(results)
        .filter(({ cost }) => cost !== null)
        .slice(0, Math.ceil(results.length / keepOneOf))
        .map(({ recipe }) => trialOf(base, withEpochs(recipe, base, round)))
    },
  }
}

/** The same recipe with the epochs of a round: the last has all. */
function withEpochs(recipe: TrialRecipe, { options }: SweepBase, round: number): TrialRecipe {
  const all = options.epochs ?? mostEpochs
  let divisor = 1
  for (let left = halvingRounds - 1 - round; left > 0; left--) divisor *= keepOneOf
  return { ...recipe, epochs: Math.ceil(all / divisor) }
}

async function search(
  plan: SweepPlan,
  runner: TrialRunner,
  file: ResultsFile,
  options: SweepCommandOptions,
): Promise<readonly TrialResult[]> {
  const end = performance.now() + (options.time ?? Number.POSITIVE_INFINITY) * 1000
  const more = () => performance.now() < end
  const known = new Map(file.known.map((result) => [result.id, result]))
  const all = new Map<string, TrialResult>()
  const told = progress(options)
  let last: readonly TrialResult[] = []
  for (let round = 1, trials = plan.first; trials.length > 0; trials = plan.next(round++, last)) {
    const results = new Map<string, TrialResult>()
    for (const { id } of trials) {
      const result = known.get(id)
      if (result) results.set(id, result)
    }
    const missing = trials.filter(({ id }) => !results.has(id))
    if (results.size > 0) note(`${results.size} of ${trials.length} trials are known from before.`)
    await runner.run(
      missing,
      (result) => {
        file.add(result)
        results.set(result.id, result)
        told(result, results.size, trials.length)
      },
      more,
    )
    for (const result of results.values()) all.set(result.id, result)
    last = [...results.values()]
    if (!more()) break
  }
  // Rounds of fewer epochs are no judgement of what the last one tried.
  return options.search === 'halving' && last.length > 0 ? last : [...all.values()]
}

/** A line for each trial, on a terminal, and for each that is the best so far elsewhere. */
function progress({ json }: SweepCommandOptions): (result: TrialResult, done: number, of: number) => void {
  let best = Number.POSITIVE_INFINITY
  return ({ cost, recipe, seconds }, done, of) => {
    const isBest = cost !== null && cost < best
    if (isBest) best = cost
    if (json || (!isBest && !process.stderr.isTTY)) return
    const shown = cost === null ? 'diverged' : `cost ${significant(cost)}`
    const line = `${String(done).padStart(String(of).length)}/${of}  ${shown}  ${recipeWords(recipe)}  ${seconds.toFixed(1)} s`
    tell(isBest ? styled('good', line) : line)
  }
}

async function finish(
  results: readonly TrialResult[],
  data: string,
  base: SweepBase,
  options: SweepCommandOptions,
): Promise<number> {
  const own = results.filter(({ dataSha256 }) => dataSha256 === base.dataSha256)
  if (own.length < results.length) {
    note(`${results.length - own.length} results are of another table and are left out.`)
  }
  const [best, ...others] = ranked(own)
  if (!best || best.cost === null) {
    tell('leven: no trial came to a result.')
    return exitStatus.failed
  }
  const { target, ...rest } = base.options
  const winner = shellLine([
    ...['leven', 'train', data, '--target', target],
    ...optionArguments({ ...rest, ...base.table.text, query: options.query, backend: options.backend }),
    ...optionArguments(best.recipe),
  ])
  if (options.json) {
    printJson({ trials: own.length, best, command: winner })
    return exitStatus.done
  }
  const rows = [best, ...others]
    .slice(0, mostShown)
    .map((result) => [
      recipeWords(result.recipe),
      ...(result.metrics ? metricTexts(result.metrics, 'few').map(([, text]) => text) : ['diverged']),
      String(result.epochs),
    ])
  const names = best.metrics ? metricTexts(best.metrics, 'few').map(([name]) => name) : []
  const [head = '', first = '', ...lines] = textTable([
    [`best of ${own.length} trials, out of fold`, ...names, 'epochs'],
    ...rows,
  ])
  print(styled('faint', head))
  print(styled('heading', first))
  for (const line of lines) print(line)
  print('')
  print(winner)
  return exitStatus.done
}

/** One command a line, each of which runs one trial: for xargs, Slurm arrays and Kubernetes jobs. */
function list(trials: readonly Trial[], data: string, base: SweepBase, options: SweepCommandOptions): number {
  const folder = options.list === true || options.list === undefined ? 'trials' : options.list
  const { target, ...rest } = base.options
  for (const { id } of trials) {
    const { query, backend, search, trials: count } = options
    print(
      shellLine([
        ...['leven', 'sweep', data, '--target', target],
        ...optionArguments({ ...rest, ...base.table.text, query, backend, search, trials: count }),
        ...(options.try ?? []).flatMap((text) => ['--try', text]),
        ...['--only', id, '--workers', '1', '--results', join(folder, `${id}.jsonl`), '--json'],
      ]),
    )
  }
  return exitStatus.done
}
