import { inTurns } from '@leven/core'
import { type Examination, examineInTurns } from '@leven/tabular'
import type { DoctorCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { shortList } from '../metrics-text.ts'
import { located, type ReadTable, readTable } from '../table/read.ts'
import { note, print, printJson, styled } from '../terminal.ts'
import { counted, facts, textTable } from '../text-table.ts'

/** Columns shown; `--json` has all. */
const mostShown = 40

/**
 * `leven doctor`: what a table's columns are taken for, and what in it makes a model worth less than it looks.
 * @returns the exit status.
 */
export async function doctorCommand(
  data: string | undefined,
  options: DoctorCommandOptions,
): Promise<number> {
  const table = await readTable({ data, query: options.query, text: options })
  const found = await examined(table, options)
  for (const sentence of table.notes) note(sentence)
  if (options.json) {
    printJson({
      source: table.source,
      rows: table.rows,
      target: options.target ?? null,
      columns: found.columns,
      findings: found.findings,
    })
  } else printFindings(table, found)
  return exitStatus.done
}

async function examined(table: ReadTable, options: DoctorCommandOptions): Promise<Examination> {
  try {
    return await inTurns(examineInTurns(table, options))
  } catch (error) {
    throw located(table, error)
  }
}

function printFindings(table: ReadTable, { columns, findings }: Examination): void {
  for (const line of facts([
    ['table', table.source],
    ['rows', table.rows.toLocaleString('en-US')],
  ])) {
    print(line)
  }
  print('')
  const shown = columns.slice(0, mostShown)
  const lines = textTable([
    ['column', 'taken for', 'values', 'missing', 'different', 'such as'],
    ...shown.map(({ name, kind, written, present, missing, distinct, examples }) => [
      name,
      written === undefined ? kind : `${kind}, ${written}`,
      present.toLocaleString('en-US'),
      missing.toLocaleString('en-US'),
      distinct.toLocaleString('en-US'),
      shortList(examples),
    ]),
  ])
  for (const [row, line] of lines.entries()) print(row === 0 ? styled('faint', line) : line)
  if (columns.length > shown.length) print(`and ${counted(columns.length - shown.length, 'more column')}`)
  print('')
  if (findings.length === 0) print('Nothing stands in the way of a model.')
  for (const { evidence, remedy } of findings) print(styled('heading', evidence), ` ${remedy}`)
}
