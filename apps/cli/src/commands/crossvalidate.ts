import { InvalidOptionError } from '@leven/core'
import {
  type CrossValidated,
  crossValidate,
  type NamedRecipe,
  namedRecipes,
  recipeOptionsOf,
} from '@leven/model'
import { openBackend } from '../backends.ts'
import type { CrossvalidateCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { metricTexts, significant } from '../metrics-text.ts'
import { nearest } from '../nearest.ts'
import { ownLine } from '../shell-line.ts'
import { filesRead } from '../table/files-read.ts'
import { located, readTable } from '../table/read.ts'
import { openTeams } from '../team/teams.ts'
import { note, print, printJson, styled } from '../terminal.ts'
import { textTable } from '../text-table.ts'

/** What is held against each other where nothing is said. */
const usual = ['default', 'linear']

/**
 * `leven crossvalidate`: how good a recipe is, by folds that no part of its training saw, beside others.
 * @returns the exit status.
 */
export async function crossvalidateCommand(
  data: string | undefined,
  options: CrossvalidateCommandOptions,
): Promise<number> {
  const { folds = 5, repeats = 1, seed = 0 } = options
  const recipes = (options.recipes ?? usual).map(recipeNamed)
  const request = { data, query: options.query, text: options }
  const report =
    options.report === undefined
      ? null
      : await (await import('../report/report.ts')).reserveReport(options.report, {
          data,
          inputs: () => filesRead(request),
          command: ownLine(),
          force: options.force,
        })
  const on = await openBackend(options.backend, options)
  const teams = openTeams(on, options)
  try {
    const table = await readTable(request)
    for (const sentence of table.notes) note(sentence)
    // There is nothing to keep of some of the folds: a signal ends the program as anywhere.
    const found = await crossValidate(on, table, recipeOptionsOf(options), recipes, {
      folds,
      repeats,
      seed,
      openTeam: teams.open,
    }).catch((error: unknown) => {
      throw located(table, error)
    })
    const comparison = comparisonOf(found, folds, repeats)
    await report?.ofRecipes(options.target, comparison, found, seed)
    if (options.json) printJson({ target: options.target, folds, repeats, seed, recipes: found })
    else printComparison(comparison)
    return exitStatus.done
  } finally {
    await teams.close()
    await on.close()
  }
}

function recipeNamed(name: string): NamedRecipe {
  const found = namedRecipes.find((one) => one.name === name)
  if (found) return found
  const names = namedRecipes.map((one) => one.name)
  const like = nearest(name, names)
  throw new InvalidOptionError(
    `There is no recipe ${JSON.stringify(name)}.`,
    like ? `Did you mean ${like}?` : `Choose among ${names.join(', ')}.`,
  )
}

function printComparison(comparison: readonly (readonly string[])[]): void {
  const [head = '', ...lines] = textTable(comparison)
  print(styled('faint', head))
  for (const line of lines) print(line)
}

/** The recipes beside each other: rows of cells. */
function comparisonOf(
  found: readonly CrossValidated[],
  folds: number,
  repeats: number,
): readonly (readonly string[])[] {
  const [first] = found
  const heads = first?.folds[0] ? metricTexts(first.folds[0], 'few').map(([name]) => name) : []
  const between = (interval: readonly [number, number] | null) =>
    interval ? `${significant(interval[0])} to ${significant(interval[1])}` : '–'
  const times = repeats > 1 ? `, ${repeats} times` : ''
  return [
    [`${folds} folds${times}`, ...heads, '95 % of the cost', `against ${first?.recipe}`],
    ...found.map(({ recipe, folds, cost, difference }) => [
      recipe,
      ...meanTexts(folds),
      between(cost.interval),
      difference ? `${significant(difference.mean)}, ${between(difference.interval)}` : '',
    ]),
  ]
}

/** The mean of each figure over the folds where it is defined. */
function meanTexts(folds: CrossValidated['folds']): readonly string[] {
  const columns = folds.map((metrics) => metricTexts(metrics, 'few').map(([, text]) => Number(text)))
  return (columns[0] ?? []).map((_, at) => {
    const known = columns.flatMap((column) => (Number.isFinite(column[at]) ? [column[at] ?? 0] : []))
    return known.length > 0 ? significant(known.reduce((sum, one) => sum + one, 0) / known.length) : '–'
  })
}
