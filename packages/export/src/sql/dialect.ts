import { isoGrammar } from './dates.ts'

/** Databases that a model can be written for. */
export const dialectNames = ['duckdb', 'postgres', 'sqlite', 'spark'] as const

/** One of them. */
export type DialectName = (typeof dialectNames)[number]

/** How a database says what the SQL standard leaves open. Arguments are expressions. */
export interface Dialect {
  readonly name: DialectName
  identifier(name: string): string
  text(value: string): string
  /** A float64; never read as a decimal. */
  double(value: number): string
  /** A cell of any type as text. */
  asText(cell: string): string
  /** Rounds a float64 to float32 and back, where the database can. */
  rounded(value: string): string
  /** The expression where the text is a number by the plain grammar, else an error that shows it. */
  parsed(text: string, cell: string, plain: boolean): string
  /** The text where it is a date or time as ISO 8601 has it, else an error that shows it. */
  isoDate(text: string, zoned: boolean): string
  /** An expression of a number that is never one: an error that shows the text. */
  refusal(fault: string, text: string): string
  /** Where a sign stands in a text, from 1; 0 for nowhere. */
  position(text: string, sign: string): string
  /** What float64 is called. */
  readonly doubleType: string
  trimmed(text: string, characters: string): string
  /** Every one of the characters becomes a blank. */
  blanked(text: string, characters: string): string
  /** Letters and their accents as one, or null where the database knows only ASCII letters. */
  composed: ((text: string) => string) | null
  lower(text: string): string
  /** The largest of some numbers. */
  largest(values: readonly string[]): string
  /** e to a power; where an underflow would be an error, it is 0 or next to it. */
  exp(power: string): string
  /** What makes a WITH query be computed once. */
  readonly materialized: string
  /** Columns that a query may have. */
  readonly mostColumns: number
}

const quoted = (sign: string) => (name: string) => sign + name.replaceAll(sign, sign + sign) + sign
const literal = (value: string) => `'${value.replaceAll("'", "''")}'`
const scientific = (value: number) => {
  const text = /e/i.test(String(value)) ? String(value) : `${value}e0`
  return value < 0 ? `(${text})` : text
}
const grammar = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$'

/** Casting a sentence to a number is the one error that every database can be made to raise. */
function castOrSay(type: string, test: string, text: string, fault: string): string {
  return `CAST(CASE WHEN ${test} THEN ${text} ELSE '${fault}: ' || ${text} END AS ${type})`
}

/** What a date that is none is told. */
function dateFault(zoned: boolean): string {
  return `give a date, or a text such as 2024-08-30T07:34:58${zoned ? '+02:00' : ''}, not`
}

const standard = {
  identifier: quoted('"'),
  text: literal,
  double: scientific,
  largest: (values: readonly string[]) =>
    values.length === 1 ? (values[0] ?? '') : `GREATEST(${values.join(', ')})`,
  exp: (power: string) => `EXP(${power})`,
  lower: (text: string) => `LOWER(${text})`,
  refusal: (fault: string, text: string) => `CAST('${fault}: ' || ${text} AS DOUBLE PRECISION)`,
  position: (text: string, sign: string) => `STRPOS(${text}, '${sign}')`,
  doubleType: 'DOUBLE PRECISION',
  materialized: 'MATERIALIZED ',
  blanked: (text: string, characters: string) =>
    `TRANSLATE(${text}, ${literal(characters)}, ${literal(' '.repeat([...characters].length))})`,
  trimmed: (text: string, characters: string) => `TRIM(${text}, ${literal(characters)})`,
}

const duckdb: Dialect = {
  ...standard,
  name: 'duckdb',
  asText: (cell) => `CAST(${cell} AS VARCHAR)`,
  rounded: (value) => `CAST(CAST(${value} AS FLOAT) AS DOUBLE)`,
  double: (value) => `CAST('${value}' AS DOUBLE)`,
  parsed: (text, cell, plain) =>
    castOrSay(
      'DOUBLE',
      `regexp_matches(${text}, '${grammar}')${plain ? '' : ` AND typeof(${cell}) <> 'VARCHAR'`}`,
      text,
      plain ? 'no number' : 'give a column of a number type, not texts',
    ),
  isoDate: (text, zoned) =>
    `CASE WHEN regexp_matches(${text}, '${isoGrammar(zoned)}') THEN ${text} ELSE error('${dateFault(zoned)}: ' || ${text}) END`,
  doubleType: 'DOUBLE',
  composed: (text) => `nfc_normalize(${text})`,
  mostColumns: 10_000,
}

const postgres: Dialect = {
  ...standard,
  name: 'postgres',
  asText: (cell) => `CAST(${cell} AS TEXT)`,
  // What a float32 has as 0 is an error in Postgres.
  rounded: (value) =>
    `CAST(CAST(CASE WHEN ABS(${value}) < 1.4e-45 THEN 0 ELSE ${value} END AS REAL) AS DOUBLE PRECISION)`,
  double: (value) => `CAST('${value}' AS DOUBLE PRECISION)`,
  parsed: (text, cell, plain) => {
    // A text that a float64 has as 0 is an error in Postgres.
    const isNothing = `${text} ~ '[eE]-0*[1-9][0-9]{2,4}$' AND ABS(CAST(${text} AS NUMERIC)) < 5e-324`
    const value = castOrSay(
      'DOUBLE PRECISION',
      `${text} ~ '${grammar}'${plain ? '' : ` AND CAST(PG_TYPEOF(${cell}) AS TEXT) NOT IN ('text', 'character varying', 'character', 'unknown')`}`,
      text,
      plain ? 'no number' : 'give a column of a number type, not texts',
    )
    return `CASE WHEN CASE WHEN ${text} ~ '${grammar}' THEN ${isNothing} ELSE FALSE END THEN 0 ELSE ${value} END`
  },
  isoDate: (text, zoned) => {
    const said = `CAST(CAST('${dateFault(zoned)}: ' || ${text} AS DATE) AS TEXT)`
    return `CASE WHEN ${text} ~ '${isoGrammar(zoned)}' THEN ${text} ELSE ${said} END`
  },
  trimmed: (text, characters) => `BTRIM(${text}, ${literal(characters)})`,
  composed: (text) => `NORMALIZE(${text}, NFC)`,
  lower: (text) => `LOWER(${text} COLLATE "und-x-icu")`,
  // Both ends are an error in Postgres.
  exp: (power) => `EXP(LEAST(GREATEST(${power}, -700), 700))`,
  mostColumns: 1_600,
}

const sqlite: Dialect = {
  ...standard,
  name: 'sqlite',
  asText: (cell) => `CAST(${cell} AS TEXT)`,
  rounded: (value) => value, // it has no float32
  parsed: (text, cell, plain) => {
    // Numbers as JSON has them are these.
    const sentence = (fault: string) => sqliteError(fault, text)
    const bare = `LTRIM(${text}, '+-')`
    // JSON has no zeros in front and nothing without digits on both sides of the point.
    const point = `REPLACE(REPLACE(LTRIM(LOWER(${bare}), '0') || ' ', '. ', ' '), '.e', 'e')`
    const digits = `CASE WHEN SUBSTR(${point}, 1, 1) IN ('.', 'e', ' ') THEN '0' ELSE '' END || ${point}`
    const begins = `(${bare} GLOB '[0-9]*' OR ${bare} GLOB '.[0-9]*')`
    const isNumber = `LENGTH(${text}) - LENGTH(${bare}) < 2 AND ${begins} AND ${text} NOT GLOB '*[^0-9eE.+-]*' AND json_valid(${digits})`
    const asText = plain
      ? `CASE WHEN ${isNumber} THEN CAST(${text} AS REAL) ELSE ${sentence('no number')} END`
      : sentence('give a column of a number type, not texts')
    return `CASE TYPEOF(${cell}) WHEN 'text' THEN ${asText} ELSE CAST(${cell} AS REAL) END`
  },
  blanked: (text, characters) =>
    [...characters].reduce((inner, one) => `REPLACE(${inner}, ${literal(one)}, ' ')`, text),
  composed: null,
  isoDate: sqliteIsoDate,
  refusal: sqliteError,
  position: (text, sign) => `INSTR(${text}, '${sign}')`,
  doubleType: 'REAL',
  largest: sqliteLargest,
  mostColumns: 2_000,
}

/** What is no path of JSON is an error that shows it. */
function sqliteError(fault: string, text: string): string {
  return `json_extract('{}', '${fault}: ' || ${text})`
}

/** SQLite has no regular expressions: the grammar of dates part by part. */
function sqliteIsoDate(text: string, zoned: boolean): string {
  const at = (from: number, length?: number) =>
    `SUBSTR(${text}, ${from}${length === undefined ? '' : `, ${length}`})`
  const afterMinutes = at(17)
  const zoneFrom = (sign: string) =>
    `WHEN INSTR(${afterMinutes}, '${sign}') > 0 THEN SUBSTR(${afterMinutes}, INSTR(${afterMinutes}, '${sign}'))`
  const zone = `CASE ${zoneFrom('Z')} ${zoneFrom('+')} ${zoneFrom('-')} ELSE '' END`
  const two = '[0-9][0-9]'
  const zones = ['Z', `[+-]${two}`, `[+-]${two}${two}`, `[+-]${two}:${two}`]
  const hasZone = zoned ? `(${zones.map((one) => `${zone} GLOB '${one}'`).join(' OR ')})` : `${zone} = ''`
  const seconds = `SUBSTR(${afterMinutes}, 1, LENGTH(${afterMinutes}) - LENGTH(${zone}))`
  const fraction = `SUBSTR(${seconds}, 5)`
  const isFraction = `${seconds} GLOB ':[0-6][0-9].[0-9]*' AND ${fraction} NOT GLOB '*[^0-9]*' AND LENGTH(${fraction}) < 10`
  const isSeconds = `(${seconds} = '' OR ((${seconds} GLOB ':[0-6][0-9]' OR (${isFraction})) AND SUBSTR(${seconds}, 2, 2) <= '60'))`
  const isTime = `${at(11)} GLOB '[T ][0-2][0-9]:[0-5][0-9]*' AND ${at(12, 2)} <= '24' AND ${isSeconds} AND ${hasZone}`
  const isDate = `${at(1, 10)} GLOB '[1-9][0-9]${two}-[01][0-9]-[0-3][0-9]' AND ${at(6, 2)} BETWEEN '01' AND '12' AND ${at(9, 2)} BETWEEN '01' AND '31'`
  return `CASE WHEN ${isDate} AND (LENGTH(${text}) = 10 OR (${isTime})) THEN ${text} ELSE ${sqliteError(dateFault(zoned), text)} END`
}

/** A function takes 127 arguments at most. */
function sqliteLargest(values: readonly string[]): string {
  if (values.length === 1) return values[0] ?? ''
  if (values.length <= 100) return `MAX(${values.join(', ')})`
  return `MAX(${sqliteLargest(values.slice(0, 100))}, ${sqliteLargest(values.slice(100))})`
}

const spark: Dialect = {
  ...standard,
  name: 'spark',
  identifier: quoted('`'),
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  double: (value) => `${scientific(value).replace(/\)?$/, (end) => `D${end}`)}`,
  asText: (cell) => `CAST(${cell} AS STRING)`,
  rounded: (value) => `CAST(CAST(${value} AS FLOAT) AS DOUBLE)`,
  parsed: (text, cell, plain) => {
    const test = `${text} RLIKE '${grammar}'${plain ? '' : ` AND typeof(${cell}) <> 'string'`}`
    const fault = plain ? 'no number' : 'give a column of a number type, not texts'
    return `CASE WHEN ${test} THEN CAST(${text} AS DOUBLE) ELSE CAST(raise_error(CONCAT('${fault}: ', ${text})) AS DOUBLE) END`
  },
  isoDate: (text, zoned) =>
    `CASE WHEN ${text} RLIKE '${isoGrammar(zoned)}' THEN ${text} ELSE raise_error(CONCAT('${dateFault(zoned)}: ', ${text})) END`,
  refusal: (fault, text) => `CAST(raise_error(CONCAT('${fault}: ', ${text})) AS DOUBLE)`,
  position: (text, sign) => `INSTR(${text}, '${sign}')`,
  doubleType: 'DOUBLE',
  trimmed: (text, characters) => `TRIM(BOTH ${literal(characters)} FROM ${text})`,
  composed: null,
  materialized: '',
  mostColumns: 2_000,
}

/** The dialects by name. */
export const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb, postgres, sqlite, spark }
