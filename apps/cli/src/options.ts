import { activationNames } from '@leven/core'
import { defaults } from '@leven/model'
import { encodings } from '@leven/tabular'
import { Option } from 'commander'
import { groups } from './option-groups.ts'
import { delimiter, hiddenUnits, names, quoteSign, thousands, threads, wholeNumber } from './option-values.ts'

/** A default, as the help shows it. */
function by(value: unknown): string {
  return `(default: ${String(value)})`
}

const tasks = ['binary', 'multiclass', 'regression']

/** Options that several commands have; each call makes one, since a command keeps what it is given. */
export const option = {
  target: (): Option => new Option('--target <column>', 'the column to predict').helpGroup(groups.table),
  task: (): Option =>
    new Option('--task <kind>', `${tasks.join(', ')} (default: by what the column holds)`)
      .choices(tasks)
      .helpGroup(groups.table),
  positive: (): Option =>
    new Option(
      '--positive <label>',
      'the label whose probability is predicted (default: the last in sorted order)',
    ).helpGroup(groups.table),
  ignore: (): Option =>
    new Option('--ignore <columns>', 'columns that are no features, as a,b')
      .argParser(names)
      .helpGroup(groups.table),
  query: (): Option =>
    new Option('--query <sql>', 'one SELECT over the table `data`, in DuckDB; give it an ORDER BY').helpGroup(
      groups.table,
    ),
  hidden: (): Option =>
    new Option(
      '--hidden <units>',
      `units of each hidden layer, as 32,16; none is logistic regression (default: chosen out of fold; ${defaults.hidden.join(',')} for a single network)`,
    )
      .argParser(hiddenUnits)
      .helpGroup(groups.network),
  activation: (): Option =>
    new Option('--activation <name>', `${activationNames.join(', ')} ${by(defaults.activation)}`)
      .choices(activationNames)
      .helpGroup(groups.network),
  threads: (): Option =>
    new Option(
      '--threads <n>',
      'how many threads compute on cpu: 1 to 16, or auto (default: LEVEN_THREADS, else auto)',
    )
      .argParser(threads)
      .helpGroup(groups.other),
  backend: (): Option =>
    new Option(
      '--backend <name>',
      'cpu, reference, gpujs or gpujs:webasm and other modes, or the path of a backend module (default: LEVEN_BACKEND, else cpu)',
    ).helpGroup(groups.other),
  json: (help = 'print one JSON object'): Option => new Option('--json', help).helpGroup(groups.other),
  verbose: (): Option => new Option('--verbose', 'show where an error comes from').helpGroup(groups.other),
}

/** What says how the cells of a table are read; of every command that learns from one. */
export function readingOptions(): readonly Option[] {
  const columns = (flag: string, what: string) => new Option(`--${flag} <columns>`, what).argParser(names)
  return [
    columns('numeric', 'columns of numbers; what is none in them is an error'),
    columns('categorical', 'columns of categories, such as codes'),
    columns('date', 'columns of dates or times'),
    new Option('--date-order <order>', 'what comes first in dates such as 3/4/2024: dmy, mdy or ymd').choices(
      ['dmy', 'mdy', 'ymd'],
    ),
    columns('text', 'columns of free text, which are no features'),
    new Option('--missing <words>', 'words that mean missing, in place of the usual ones').argParser(names),
    new Option('--strict', 'refuse rows without a target instead of leaving them out'),
    new Option('--decimal <sign>', 'what parts the fraction: . or ,').choices(['.', ',']),
    new Option('--thousands <sign>', "what parts thousands: , . ' _ blank or none").argParser(thousands),
  ].map((one) => one.helpGroup(groups.reading))
}

/** What says how a text table is laid out; of every command that reads one. */
export function textOptions(): readonly Option[] {
  return [
    new Option('--delimiter <sign>', 'what parts fields: , ; | tab blank or another character').argParser(
      delimiter,
    ),
    new Option('--quote <sign>', 'what stands around fields, or none (default: ")').argParser(quoteSign),
    new Option('--comment <sign>', 'lines that begin with it are no rows'),
    new Option('--skip <lines>', 'lines above the header that are no part of the table').argParser(
      wholeNumber(0),
    ),
    new Option('--no-header', 'the first line is a row; columns are called column_1, column_2, …'),
    new Option(
      '--encoding <name>',
      `${encodings.join(', ')} (default: utf-8, or utf-16 where it is)`,
    ).choices(encodings),
  ].map((one) => one.helpGroup(groups.text))
}
