import { readFileSync } from 'node:fs'
import { unseenImportance } from '@leven/model'
import type { Table } from '@leven/tabular'
import { reserveOutput } from '../output-file.ts'
import type { Score } from '../scorecard.ts'
import { firstBytes } from './page.ts'
import { repeatOf } from './repeat.ts'
import { trainReport } from './train-report.ts'

/** Predictions that importance may cost: columns times rows times repeats; at least one repeat is done. */
const mostPredictions = 2e6
const mostRepeats = 5

/** A report that is to be written. */
export interface Report {
  /** Writes it, whole or not at all. */
  write(score: Score, table: Table): Promise<void>
}

/** Makes sure, before any work is done, that the report of a training can be written. */
export async function reserveReport(path: string, data: string | undefined, force = false): Promise<Report> {
  const isOurs = (found: string) => readFileSync(found, 'utf8').startsWith(firstBytes)
  const file = await reserveOutput(path, { isOurs, ours: 'report of Leven', inputs: [data], force })
  return { write: async (score, table) => file.write(await bytesOf(score, table, data)) }
}

async function bytesOf(score: Score, table: Table, data: string | undefined): Promise<Uint8Array> {
  const { model, unseen } = score.trained
  const { features } = model.encoder
  const each = features.length * (unseen?.rows.length ?? 0)
  const repeats = Math.max(1, Math.min(mostRepeats, Math.floor(mostPredictions / Math.max(1, each))))
  const importance = unseen ? await unseenImportance(model, unseen, table, repeats, model.training.seed) : []
  return new TextEncoder().encode(await trainReport(score, importance, await repeatOf(data)))
}
