import { type CategoryPlan, type ColumnPlan, type NumberInput, type NumberPlan, spellings } from '../plan.ts'
import { dateFields, dateInput, dateNumbers, writtenDate } from './dates.ts'
import type { Dialect } from './dialect.ts'
import { names } from './names.ts'

/** What JavaScript calls blanks. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'

/** A list of select items, `expression AS name`. */
export type Items = readonly string[]

/** The first step: each cell as text without blanks around it. NULL and the empty text are missing. */
export function textItems(dialect: Dialect, plan: readonly ColumnPlan[]): Items {
  return plan.map(({ name }, c) => {
    const text = dialect.trimmed(dialect.asText(dialect.identifier(name)), blanks)
    return `NULLIF(${text}, '') AS ${names.text(c)}, ${dialect.identifier(name)} AS leven_c${c}`
  })
}

/** The second: numbers as float64 or NULL, and the key of each category. */
export function valueItems(dialect: Dialect, plan: readonly ColumnPlan[]): Items {
  return plan.flatMap((column, c) => {
    switch (column.kind) {
      case 'number':
        return `${numberOf(dialect, column, c)} AS ${names.value(c)}`
      case 'date':
        return writtenDate(dialect, column, c)
      case 'category': {
        const blanked = dialect.blanked(names.text(c), blanks.replace(' ', ''))
        // Of each run of blanks one stays: a mark behind every blank takes those that follow with it.
        const one = `REPLACE(REPLACE(REPLACE(${blanked}, ' ', ' \u0001'), '\u0001 ', ''), '\u0001', '')`
        return `${names.text(c)}, ${dialect.composed?.(one) ?? one} AS ${names.key(c)}`
      }
      default:
        return column satisfies never
    }
  })
}

function numberOf(dialect: Dialect, { missing, missingNumbers, plain }: NumberPlan, c: number): string {
  const text = names.text(c)
  const parsed = dialect.parsed(text, `leven_c${c}`, plain)
  const word = missing.length === 0 ? '' : ` OR LOWER(${text}) IN (${missing.map(dialect.text).join(', ')})`
  const value = missingNumbers.reduce((inner, one) => `NULLIF(${inner}, ${dialect.double(one)})`, parsed)
  return `CASE WHEN ${text} IS NULL${word} THEN NULL ELSE ${value} END`
}

/** Where there are dates, a step between the second and the third: the fields of each. */
export function fieldItems(dialect: Dialect, plan: readonly ColumnPlan[]): Items {
  return plan.flatMap((column, c) => {
    switch (column.kind) {
      case 'number':
        return names.value(c)
      case 'category':
        return [names.text(c), names.key(c)]
      case 'date':
        return dateFields(dialect, c)
      default:
        return column satisfies never
    }
  })
}

/** The third: which level each category is, by its place among the column's inputs; −1 for none. And the numbers of dates. */
export function placeItems(dialect: Dialect, plan: readonly ColumnPlan[]): Items {
  return plan.flatMap((column, c) => {
    switch (column.kind) {
      case 'number':
        return names.value(c)
      case 'category':
        return placeOf(dialect, column, c)
      case 'date':
        return dateNumbers(dialect, c)
      default:
        return column satisfies never
    }
  })
}

function placeOf(dialect: Dialect, { levels, missing, inputs }: CategoryPlan, c: number): string {
  const [text, key] = [names.text(c), names.key(c)]
  const missingAt = inputs.findIndex(({ kind }) => kind === 'missing')
  const otherAt = inputs.findIndex(({ kind }) => kind === 'other')
  const when = (left: string, list: readonly (readonly [string, number])[]) =>
    list.map(([right, place]) => `WHEN ${left} = ${dialect.text(right)} THEN ${place}`)
  const keys = (folded: boolean) =>
    levels.flatMap((level, place) => (level.folded === folded ? [[level.key, place] as const] : []))
  const cases = [
    `WHEN ${text} IS NULL THEN ${missingAt}`,
    ...when(
      text,
      levels.map((level, place) => [level.text, place]),
    ),
    ...(dialect.composed
      ? []
      : when(
          text,
          levels.flatMap((level, place) => spellings(level).map((one) => [one, place] as const)),
        )),
    ...when(key, keys(false)),
    ...when(dialect.lower(key), keys(true)),
    ...when(
      text,
      missing.map((word) => [word, missingAt]),
    ),
  ]
  return `CASE ${cases.join(' ')} ELSE ${otherAt} END AS ${names.place(c)}`
}

/** The last: the inputs of the network, each rounded to float32 where the database can. */
export function inputExpressions(dialect: Dialect, plan: readonly ColumnPlan[]): readonly string[] {
  return plan.flatMap((column, c) => {
    switch (column.kind) {
      case 'number': {
        const value = `COALESCE(${names.value(c)}, ${dialect.double(column.fill)})`
        return column.inputs.map((input) => numberInput(dialect, input, value, names.value(c)))
      }
      case 'category':
        return column.inputs.map(
          (_, place) =>
            `CASE WHEN ${names.place(c)} = ${place} THEN ${dialect.double(1)} ELSE ${dialect.double(0)} END`,
        )
      case 'date':
        return column.inputs.map((input) => dateInput(dialect, input, c))
      default:
        return column satisfies never
    }
  })
}

function numberInput(dialect: Dialect, input: NumberInput, value: string, given: string): string {
  const { double, rounded } = dialect
  switch (input.kind) {
    case 'missing':
      return `CASE WHEN ${given} IS NULL THEN ${double(1)} ELSE ${double(0)} END`
    case 'standardised':
      if (input.deviation === 0) return double(0)
      return rounded(quotient(dialect, `(${value} - ${double(input.mean)})`, input.deviation))
    case 'softClip': {
      if (input.spread === 0) return double(0)
      const from = `(${value} - ${double(input.centre)})`
      const v = quotient(dialect, from, input.spread)
      const at = double(input.at)
      const near = `${v} / SQRT(1 + (${v} / ${at}) * (${v} / ${at}))`
      const far = `SIGN(${v}) * ${at} / SQRT(1 + (${at} / ${v}) * (${at} / ${v}))`
      const [low, high] = [farBelow * input.spread, input.spread / farBelow]
      const ends = [
        ...(low > 0 ? [`WHEN ABS(${from}) <= ${double(low)} THEN ${double(0)}`] : []),
        ...(Number.isFinite(high) ? [`WHEN ABS(${from}) >= ${double(high)} THEN SIGN(${from}) * ${at}`] : []),
      ]
      return rounded(`CASE ${ends.join(' ')} WHEN ABS(${v}) <= ${at} THEN ${near} ELSE ${far} END`)
    }
    case 'bin': {
      const part = quotient(dialect, `(${value} - ${double(input.low)})`, input.high - input.low)
      return rounded(
        `${double(input.scale)} * CASE WHEN ${value} <= ${double(input.low)} THEN ${double(0)} WHEN ${value} >= ${double(input.high)} THEN ${double(1)} ELSE ${part} END`,
      )
    }
    default:
      return input satisfies never
  }
}

/** So far below 1 that a float32 has it as 0; its square is still a float64, where others are an error in some databases. */
const farBelow = 1e-60

/** a / b, but 0 where that is next to it: what is too small for a float64 is an error in Postgres. */
function quotient({ double }: Dialect, a: string, b: number): string {
  const low = farBelow * b
  if (low === 0) return `(${a} / ${double(b)})`
  return `(CASE WHEN ABS(${a}) <= ${double(low)} THEN ${double(0)} ELSE ${a} / ${double(b)} END)`
}
