import { readFileSync } from 'node:fs'
import { type ColumnImportance, unseenImportance } from '@leven/model'
import type { Table } from '@leven/tabular'
import { type OverwriteRules, reserveOutput } from '../output-file.ts'
import type { Score } from '../scorecard.ts'
import { crossvalidateReport } from './crossvalidate-report.ts'
import { firstBytes } from './page.ts'
import { type Repeat, repeatOf } from './repeat.ts'
import { trainReport } from './train-report.ts'

/** Predictions that importance may cost: columns times rows times repeats; at least one repeat is done. */
const mostPredictions = 2e6
const mostRepeats = 5

/** A report that is to be written. */
export interface Report {
  /** Writes that of a training, whole or not at all. */
  ofTraining(score: Score, table: Table | null): Promise<void>
  /** Writes that of a cross-validation, whole or not at all. */
  ofRecipes(...found: Found): Promise<void>
}

type Found = Parameters<typeof crossvalidateReport> extends [...infer F, Repeat] ? F : never

/** What a report may not replace. */
export type ReportRules = Pick<OverwriteRules, 'inputs' | 'others' | 'force'> & {
  /** The table that is read, as the command line has it. */
  readonly data: string | undefined
  /** The line that does it again. */
  readonly command: string
}

/** Makes sure, before any work is done, that a report can be written. */
export async function reserveReport(path: string, rules: ReportRules): Promise<Report> {
  const { command, data, ...kept } = rules
  const isOurs = (found: string) => readFileSync(found, 'utf8').startsWith(firstBytes)
  const file = await reserveOutput(path, {
    ...kept,
    isOurs,
    ours: 'report of Leven',
    option: '--report',
  })
  const write = async (text: (repeat: Repeat) => Promise<string>) =>
    await file.write(new TextEncoder().encode(await text(await repeatOf(command, data))))
  return {
    ofTraining: async (score, table) => {
      const importance = table ? await importanceOf(score, table) : []
      await write((repeat) => trainReport(score, importance, repeat))
    },
    ofRecipes: (...found) => write((repeat) => crossvalidateReport(...found, repeat)),
  }
}

async function importanceOf({ trained }: Score, table: Table): Promise<readonly ColumnImportance[]> {
  const { model, unseen } = trained
  if (!unseen) return []
  const { features } = model.encoder
  const each = features.length * unseen.rows.length
  const repeats = Math.max(1, Math.min(mostRepeats, Math.floor(mostPredictions / Math.max(1, each))))
  return unseenImportance(model, unseen, table, repeats, model.training.seed)
}
