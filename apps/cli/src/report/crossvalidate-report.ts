import type { CrossValidated } from '@leven/model'
import { html } from 'hono/html'
import { significant } from '../metrics-text.ts'
import { version } from '../version.ts'
import { chart, type Series } from './chart.ts'
import { definitions, page, paragraphs, sideBySide, table, verbatim } from './page.ts'
import type { Repeat } from './repeat.ts'

/** A cross-validation as one HTML file without script. */
export function crossvalidateReport(
  target: string,
  comparison: readonly (readonly string[])[],
  found: readonly CrossValidated[],
  seed: number,
  { command, dataSha256 }: Repeat,
): Promise<string> {
  const lines = found.map(({ recipe, folds }, at): Series => {
    const points = folds.map(({ cost }, fold) => [fold + 1, cost] as const)
    return { name: recipe, kind: at === 0 ? 'main' : 'one', points }
  })
  const numbers = (found[0]?.folds ?? []).map((_, fold) => fold)
  return page(`Recipes that predict ${target}`, [
    {
      title: 'How good they are',
      body: html`${paragraphs([
        'Means over folds that no part of a recipe’s training saw; the intervals allow for training sets that overlap (Nadeau and Bengio 2003).',
      ])}${table(comparison)}`,
    },
    {
      title: 'Fold by fold',
      body: html`${paragraphs([`The cost of each fold: ${found[0]?.recipe ?? ''} thick, the others thin.`])}${sideBySide(
        [chart({ title: 'Cost by fold', x: 'fold', y: 'cost', series: lines })],
      )}${table([
        ['fold', ...found.map(({ recipe }) => recipe)],
        ...numbers.map((fold) => [
          String(fold + 1),
          ...found.map(({ folds }) => significant(folds[fold]?.cost ?? null)),
        ]),
      ])}`,
    },
    {
      title: 'To do it again',
      body: html`${verbatim(command)}${definitions([
        ...(dataSha256 ? [['SHA-256 of the table’s file', dataSha256] as const] : []),
        ['seed', String(seed)],
        ['made by', `leven ${version()}`],
      ])}`,
    },
  ])
}
