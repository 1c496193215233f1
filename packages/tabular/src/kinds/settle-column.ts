import { inOneGo, type Turns } from '@leven/core'
import { filled } from '../cell.ts'
import { type Cells, firstCells } from '../cells.ts'
import { DataError, quote } from '../data-error.ts'
import type { DateNotation } from '../dates/read-date.ts'
import { type SettledDates, settleDates } from '../dates/settle-dates.ts'
import { missingRule, missingWords } from '../missing/words.ts'
import { isPlain, type Notation } from '../notation/notation.ts'
import { numberReader } from '../notation/number-reader.ts'
import { decimalEvidence, type SettledNotation, settleNotation } from '../notation/settle-notation.ts'
import { listWord } from '../option-word.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'
import { placeOf, type Table, type TextColumn } from '../table.ts'
import { type Profile, plainNumbers, presentCells, profileInTurns } from './profile.ts'
import type { ReadingOptions } from './reading-options.ts'

/** What a column is, decided once over all its cells. */
export type SettledColumn =
  | {
      readonly kind: 'number'
      /** Absent where it is the plain one. */
      readonly notation?: Notation
      readonly evidence: Evidence
      readonly notes: readonly string[]
    }
  | {
      readonly kind: 'date'
      readonly notation: DateNotation
      readonly evidence: Evidence
      readonly notes: readonly string[]
    }
  | {
      readonly kind: 'category' | 'text' | 'empty'
      readonly evidence: Evidence
      readonly notes: readonly string[]
    }

/** Why a column is what it is taken for. Counts are of cells. */
export interface Evidence {
  /** Cells that hold something. */
  readonly present: number
  /** Of these, how many are numbers in the column's notation, or in the one that comes nearest. */
  readonly numbers: number
  /** What stands beside these numbers: a currency, a percent sign or a unit. */
  readonly beside?: string
  /** The first text that is no number, and its row from 0; absent where all are. */
  readonly misfit?: { readonly text: string; readonly row: number }
}

/**
 * The share of a column's present cells that must be numbers for it to be a number column: nine tenths.
 * The others are then errors, not categories.
 */
export function mostly(part: number, whole: number): boolean {
  return part > 0 && 10 * part >= 9 * whole
}

/**
 * Decides what a column is and how its numbers are written. Looks at every row: how a file is written is no
 * estimate, so rows that are not trained on say it too.
 * @throws DataError where a column that is called numeric holds no number.
 */
export function settleColumn(table: Table, column: TextColumn, options: ReadingOptions): SettledColumn {
  return inOneGo(settleColumnInTurns(table, column, options))
}

/** As `settleColumn`. */
export function* settleColumnInTurns(
  table: Table,
  column: TextColumn,
  options: ReadingOptions,
): Turns<SettledColumn> {
  const rule = missingRule(missingWords(options.missing))
  const profile = yield* profileInTurns(column.cells, rule)
  const present = presentCells(profile)
  const asked = kindAsked(column.name, options)
  if (present === 0) return settleWordsOnly(profile, asked)

  const settled = settleDoubt(settleNotation(profile, options, undefined), () =>
    settleNotation(profile, options, localeOf(table, column, options)),
  )
  const evidence = evidenceOf(profile, settled, present)
  if (asked === 'text') return { kind: 'text', evidence, notes: [] }
  if (asked === 'category') return { kind: 'category', evidence, notes: [] }
  if (asked === 'number') {
    if (settled.numbers === 0 && evidence.misfit) {
      throw new DataError(
        placeOf(table, evidence.misfit.row, column.name),
        `the column is called numeric, but ${quote(evidence.misfit.text)} and all its other values are text.`,
        'Call it categorical, or correct the values.',
      )
    }
    return numberColumn(column.name, settled, evidence)
  }
  const texts = profile.shapes[1] === present ? yield* compactDates(column.cells) : profile.texts
  const dates =
    asked === undefined || asked === 'date'
      ? settleDate(table, column, profile, texts, present, options)
      : undefined
  if (dates) return { kind: 'date', notation: dates.notation, evidence, notes: [] }
  if (asked === 'date') {
    const example = quote(evidence.misfit?.text ?? profile.code?.text ?? '')
    throw new DataError(
      { source: table.source, column: column.name },
      `the column is called a date, but fewer than nine tenths of its values, such as ${example}, are.`,
      'Call it categorical or numeric, or correct the values.',
    )
  }
  const code = yield* codeIn(profile, present, column.cells)
  if (code !== undefined) {
    const note = `Column ${quote(column.name)} holds codes such as ${quote(code)}, so it is taken as categories: --numeric ${listWord(column.name)} takes it as numbers.`
    return { kind: 'category', evidence, notes: [note] }
  }
  return mostly(settled.numbers + profile.infinite, present) && settled.numbers > 0
    ? numberColumn(column.name, settled, evidence)
    : { kind: 'category', evidence, notes: [] }
}

function kindAsked(
  name: string,
  { numeric = [], categorical = [], date = [], text = [] }: ReadingOptions,
): 'number' | 'category' | 'date' | 'text' | undefined {
  if (numeric.includes(name)) return 'number'
  if (categorical.includes(name)) return 'category'
  if (date.includes(name)) return 'date'
  return text.includes(name) ? 'text' : undefined
}

/**
 * How a column's dates are written, where it is one of dates.
 * @throws DataError where day and month could change places everywhere.
 */
function settleDate(
  table: Table,
  column: TextColumn,
  profile: Profile,
  texts: Profile['texts'],
  present: number,
  { dateOrder }: ReadingOptions,
): SettledDates | undefined {
  const settled = settleDates(texts, dateOrder)
  if (!settled || !mostly(settled.dates + profile.unlisted, present)) return undefined
  if (settled.doubt !== undefined) {
    const place = placeOf(table, texts.get(settled.doubt)?.row ?? 0, column.name)
    throw new DataError(
      place,
      `in ${quote(settled.doubt)}, and in all other dates of the column, day and month could change places.`,
      'Say which comes first: --date-order dmy or --date-order mdy.',
    )
  }
  return settled
}

/** The cells of a column of whole numbers, where all are of eight digits and in the years people write about. */
function* compactDates(cells: Cells): Turns<Profile['texts']> {
  const texts = new Map<string, { count: number; row: number }>()
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const text = filled(cells.at(row))
    if (text === null) continue
    if (!/^(?:19|20)\d{6}$/.test(text)) return new Map()
    const known = texts.get(text)
    if (known) known.count++
    else texts.set(text, { count: 1, row })
  }
  return texts
}

/** A column of nothing but blanks and words for missing: empty, unless two words may be what it says. */
function settleWordsOnly(profile: Profile, asked: ReturnType<typeof kindAsked>): SettledColumn {
  const evidence = { present: 0, numbers: 0 }
  const kind = asked === 'category' && profile.words.size > 0 ? 'category' : 'empty'
  return { kind, evidence, notes: [] }
}

function settleDoubt(settled: SettledNotation, again: () => SettledNotation): SettledNotation {
  return settled.doubt ? again() : settled
}

/** How many cells of the other columns are looked at for the decimal sign of a table. */
const cellsForLocale = 1000

/** The decimal sign that another column of the table is evidence for. */
function localeOf(
  table: Table,
  column: TextColumn,
  options: ReadingOptions,
): Notation['decimal'] | undefined {
  const rule = missingRule(missingWords(options.missing))
  for (const other of table.columns) {
    if (other === column) continue
    const profile = inOneGo(profileInTurns(firstCells(other.cells, cellsForLocale), rule))
    const settled = settleNotation(profile, options, undefined)
    if (!mostly(settled.numbers, presentCells(profile))) continue
    const decimal = decimalEvidence(settled, profile)
    if (decimal !== undefined) return decimal
  }
  return undefined
}

function evidenceOf(profile: Profile, { notation, numbers }: SettledNotation, present: number): Evidence {
  const counted = { present, numbers, ...(notation.beside !== '' && { beside: notation.beside }) }
  if (profile.texts.size === 0) return counted
  const read = numberReader(notation)
  for (const [text, { row }] of profile.texts) {
    if (read(text) === undefined) return { ...counted, misfit: { text, row } }
  }
  return counted
}

/**
 * A text that shows that a column holds codes. One in a hundred cells with a zero too many in front is enough,
 * or one with an unsigned exponent where few different texts come back again and again; a fraction or a sign
 * anywhere says numbers.
 */
function* codeIn(profile: Profile, present: number, cells: Cells): Turns<string | undefined> {
  const { shapes, signed, code } = profile
  const codes = shapes[2] + shapes[3]
  if (code === undefined || signed || shapes[4] + shapes[5] > 0 || 100 * codes < present) return undefined
  if (2 * plainNumbers(profile) < present) return undefined
  if (shapes[2] > 0) return code.text
  const texts = new Set<string | null>()
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    texts.add(cells.at(row) ?? null)
  }
  return 5 * texts.size <= present ? code.text : undefined
}

function numberColumn(name: string, { notation, doubt }: SettledNotation, evidence: Evidence): SettledColumn {
  const notes: string[] = []
  if (doubt) {
    const [taken, other] = [numberReader(notation), numberReader({ ...notation, ...doubt.other })]
    notes.push(
      `Column ${quote(name)}: ${quote(doubt.example)} is read as ${taken(doubt.example)}; ` +
        `${optionFor(doubt.other)} reads it as ${other(doubt.example)}.`,
    )
  }
  return { kind: 'number', ...(!isPlain(notation) && { notation }), evidence, notes }
}

function optionFor({ decimal, thousands }: Pick<Notation, 'decimal' | 'thousands'>): string {
  return thousands === '' ? `--decimal ${decimal}` : `--thousands ${thousands}`
}
