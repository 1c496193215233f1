import { LevenError } from '@leven/core'
import type { Place } from '@leven/tabular'
import { isolated } from '../texts/isolated.ts'
import { inWords } from '../texts/said.ts'
import { tablesTexts } from '../texts/tables.ts'
import { TableFault } from './table-fault.ts'

/** The most characters of a column's name that a sentence shows. */
const mostOfName = 40

/** An error about a table as one whose message is in the language of the page; any other error as it is. */
export function worded(error: unknown): unknown {
  if (!(error instanceof TableFault)) return error
  const t = tablesTexts()
  const { code, place, problem, advice } = error
  const message = `${described(place)}: ${inWords(t, [problem])}`
  return new LevenError(code, message, inWords(t, [advice]), { cause: error })
}

function described({ source, line, column }: Place): string {
  const t = tablesTexts()
  const at = line === undefined ? [] : [t.line(line)]
  const of = column === undefined ? [] : [t.column(isolated(quoted(column)))]
  return [source, ...at, ...of].join(', ')
}

function quoted(name: string): string {
  const characters = Array.from(name)
  return JSON.stringify(
    characters.length > mostOfName ? `${characters.slice(0, mostOfName).join('')}…` : name,
  )
}
