import { InvalidOptionError, inOneGo, type Turns } from '@leven/core'
import { DataError, listing, quote } from './data-error.ts'
import { isUnnamedIndexInTurns } from './doctor/running-index.ts'
import type { Encoder, FeatureColumn, NumberScaling, TargetColumn } from './encoder.ts'
import { fitColumns } from './fit-columns.ts'
import type { FittedFeature } from './fit-feature.ts'
import type { ReadingOptions } from './kinds/reading-options.ts'
import { missingWords } from './missing/words.ts'
import { suggestion } from './nearest-name.ts'
import { inWords } from './notation/notation.ts'
import { columnsByName, rowsOf, rowsWhere, type Table, type TextColumn } from './table.ts'
import { fitTargetInTurns, type TargetOptions } from './target.ts'
import { countsOf, weightsIn } from './weights.ts'

/** What an encoder is fitted with. `rows` are the rows whose statistics and levels it learns: the training rows. */
export interface EncoderOptions extends TargetOptions {
  /** Columns that are no features. */
  readonly ignore?: readonly string[]
  /** The target as `fitTarget` found it, perhaps in more rows: its labels are taken as they are. */
  readonly known?: TargetColumn
  /** How number columns are seen. Default 'standardised'. */
  readonly scaling?: NumberScaling
}

/** An encoder, and what the user should know about the table. */
export interface FittedEncoder {
  /** Plain data, as a model file has it. */
  readonly encoder: Encoder
  /** Sentences: columns left out, constant columns, columns that look like identifiers or like numbers. */
  readonly notes: readonly string[]
}

/**
 * Learns how a table becomes X and Y. Statistics are float64, in file order, of `rows` only.
 *
 * @throws InvalidOptionError where a column named in the options is not there.
 * @throws DataError for a text value, NaN or infinity in a number column, duplicate column names,
 * no usable column, and what `fitTarget` throws.
 * @example
 * const { encoder, notes } = fitEncoder(table, { target: 'diagnosis', rows: training })
 * const { X } = encodeFeatures(encoder, table, training)
 * const Y = encodeTargets(encoder, table, training)
 */
export function fitEncoder(table: Table, options: EncoderOptions): FittedEncoder {
  return inOneGo(fitEncoderInTurns(table, options))
}

/** As `fitEncoder`. */
export function* fitEncoderInTurns(table: Table, options: EncoderOptions): Turns<FittedEncoder> {
  const byName = columnsByName(table)
  const { ignore = [], weightColumn, target: targetName } = options
  checkNames(table, byName, options)
  const { known } = options
  const { target, notes } =
    known && known.task !== 'regression'
      ? { target: known, notes: [] }
      : yield* fitTargetInTurns(table, options)

  const weights = yield* weightsIn(table, options)
  const rows = rowsWhere(rowsOf(table, options.rows), (row) => weights?.[row] !== 0)
  const ofAll = weights && countsOf(weights)
  const counts = ofAll && Float64Array.from(rows, (row) => ofAll[row] ?? 0)
  const noFeature = new Set([...ignore, targetName, ...(weightColumn === undefined ? [] : [weightColumn])])
  const candidates = table.columns.filter(({ name }) => !noFeature.has(name))
  const indices: TextColumn[] = []
  for (const column of candidates) {
    if (!isSaid(column.name, options) && (yield* isUnnamedIndexInTurns(column))) indices.push(column)
  }
  const columns = candidates.filter((column) => !indices.includes(column))
  const numbering = indices.map(({ name }) => name)
  const fitted = yield* fitColumns(table, columns, rows, target, { ...options, ...(counts && { counts }) })

  const named = (kind: FittedFeature['kind']) =>
    fitted.filter(({ found }) => found.kind === kind).map(({ name }) => name)
  const [empty, identifiers, texts] = [named('empty'), named('identifier'), named('text')]
  const rare = named('rare')
  const kept = fitted.flatMap(({ found }) => (found.kind === 'feature' ? [found] : []))
  if (kept.length === 0) {
    throw new DataError(
      { source: table.source },
      `no column is left to learn ${quote(targetName)} from.`,
      'Give a table with at least one more column that holds values and is not ignored.',
    )
  }
  const constant = kept.filter((found) => found.constant).map(({ feature }) => feature.name)
  return {
    encoder: {
      features: kept.map(({ feature }) => feature),
      target,
      missing: missingWords(options.missing),
      weightColumn: weightColumn ?? null,
      ignored: [...ignore, ...numbering, ...empty, ...identifiers, ...rare, ...texts],
    },
    notes: [
      ...notes,
      ...about(
        numbering,
        'has no name and numbers the rows, so it is left out; --numeric keeps it',
        'have no names and number the rows, so they are left out; --numeric keeps them',
      ),
      ...about(empty, 'has no values and is left out', 'have no values and are left out'),
      ...fitted.flatMap(({ found }) =>
        found.kind === 'identifier' || found.kind === 'rare' ? found.notes : [],
      ),
      ...about(
        identifiers,
        'has another text in every row, so it is an identifier and is left out',
        'have another text in every row, so they are identifiers and are left out',
      ),
      ...about(
        rare,
        'has categories of fewer than 5 cells each, from which nothing is learnt, and is left out',
        'have categories of fewer than 5 cells each, from which nothing is learnt, and are left out',
      ),
      ...about(constant, 'is constant and tells nothing', 'are constant and tell nothing'),
      ...aboutNotations(kept.map(({ feature }) => feature)),
      ...kept.flatMap((found) => found.notes),
    ],
  }
}

/** Whether the user says what a column is. */
function isSaid(name: string, options: ReadingOptions): boolean {
  return kindNames(options).some(([, names]) => names.includes(name))
}

function aboutNotations(features: readonly FeatureColumn[]): string[] {
  const byWords = new Map<string, string[]>()
  for (const feature of features) {
    if (feature.kind !== 'number' || !feature.notation) continue
    const words = inWords(feature.notation)
    byWords.set(words, [...(byWords.get(words) ?? []), feature.name])
  }
  return [...byWords].flatMap(([words, names]) =>
    about(names, `holds numbers written with ${words}`, `hold numbers written with ${words}`),
  )
}

/** One sentence about one or many columns; none about none. */
function about(names: readonly string[], one: string, many: string): string[] {
  if (names.length === 0) return []
  return names.length === 1
    ? [`Column ${listing(names)} ${one}.`]
    : [`${names.length} columns ${many}: ${listing(names)}.`]
}

function checkNames(
  table: Table,
  byName: ReadonlyMap<string, TextColumn>,
  { ignore = [], weightColumn, target, ...reading }: EncoderOptions,
): void {
  const weights = weightColumn === undefined ? [] : [weightColumn]
  const roles: readonly (readonly [role: string, names: readonly string[], maybeTarget: boolean])[] = [
    ['ignored', ignore, false],
    ['the weights', weights, false],
    ...kindNames(reading).map(([kind, names]) => [kind, names, true] as const),
  ]
  for (const [role, names, maybeTarget] of roles) {
    for (const name of names) {
      if (!byName.has(name)) {
        throw new InvalidOptionError(
          `${table.source} has no column ${quote(name)} to be ${role}.`,
          suggestion(name, [...byName.keys()], 'columns'),
        )
      }
      if (name === target && !maybeTarget) {
        throw new InvalidOptionError(
          `Column ${quote(name)} is the target and cannot be ${role}.`,
          'Choose another column.',
        )
      }
    }
  }
  checkOneKind(kindNames(reading))
}

type KindNames = readonly (readonly [kind: string, names: readonly string[]])[]

function kindNames({ numeric = [], categorical = [], date = [], text = [] }: ReadingOptions): KindNames {
  return [
    ['numeric', numeric],
    ['categorical', categorical],
    ['a date', date],
    ['text', text],
  ]
}

/** @throws InvalidOptionError where a column is said to be of two kinds. */
function checkOneKind(kinds: KindNames): void {
  const kindOf = new Map<string, string>()
  for (const [kind, names] of kinds) {
    for (const name of names) {
      const before = kindOf.get(name)
      if (before !== undefined && before !== kind) {
        throw new InvalidOptionError(
          `Column ${quote(name)} is said to be ${before} and ${kind}.`,
          'Choose one of the two.',
        )
      }
      kindOf.set(name, kind)
    }
  }
}
