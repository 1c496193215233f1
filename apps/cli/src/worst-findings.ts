import { inTurns } from '@leven/core'
import { examineInTurns, type FindingKind, selectRows } from '@leven/tabular'
import type { TrainCommandOptions } from './command-options.ts'
import { located, type ReadTable } from './table/read.ts'

/** Findings of the doctor that the command shows; leven doctor shows all. */
const mostFindings = 2
/** What training deals with or says by itself is not said twice. */
const silent: readonly FindingKind[] = [
  'duplicate rows',
  'empty',
  'identifier',
  'constant',
  'time order',
  'rare class',
]

/** So many rows are looked through before training; leven doctor looks through all. */
const mostExamined = 100_000

function beginningOf(table: ReadTable): ReadTable {
  if (table.rows <= mostExamined) return table
  const { columns, rows } = selectRows(
    table,
    Int32Array.from({ length: mostExamined }, (_, row) => row),
  )
  return { ...table, columns, rows }
}

/** The worst of what makes a model of this table worth less than it looks. */
export async function worstFindings(
  table: ReadTable,
  options: TrainCommandOptions,
): Promise<readonly string[]> {
  try {
    const found = await inTurns(examineInTurns(beginningOf(table), options))
    const findings = found.findings.filter(
      ({ kind, remedy }) => !silent.includes(kind) && !remedy.startsWith('Training'),
    )
    const shown = findings.slice(0, mostFindings).map(({ evidence, remedy }) => `${evidence} ${remedy}`)
    const more = findings.length - shown.length
    return more > 0 ? [...shown, `leven doctor finds ${more} more.`] : shown
  } catch (error) {
    throw located(table, error)
  }
}
