import type { DateInput, DatePlan, Round } from '../plan.ts'
import type { Dialect } from './dialect.ts'
import { names } from './names.ts'

/** A date alone, a date and a time, each as ISO 8601 has it; a blank may stand for the T. */
const isoDate = '[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
const isoTime = '([01][0-9]|2[0-4]):[0-5][0-9](:([0-5][0-9]|60)([.][0-9]{1,9})?)?'
const isoZone = '(Z|[+-][0-9]{2}(:?[0-9]{2})?)'

/** The expression of dates and times of a column, for databases that have regular expressions. */
export function isoGrammar(zoned: boolean): string {
  return `^${isoDate}([T ]${isoTime}${zoned ? isoZone : ''})?$`
}

/** The first step for a date: its text, a time of day alone as one of 1 January 1970. NULL where it is missing. */
export function writtenDate(dialect: Dialect, { missing, zoned }: DatePlan, c: number): string {
  const text = names.text(c)
  const word = missing.length === 0 ? '' : ` OR LOWER(${text}) IN (${missing.map(dialect.text).join(', ')})`
  const dated = `CASE WHEN SUBSTR(${text}, 3, 1) = ':' THEN '1970-01-01T' || ${text} ELSE ${text} END`
  return `CASE WHEN ${text} IS NULL${word} THEN NULL ELSE ${dialect.isoDate(`(${dated})`, zoned)} END AS ${names.date(c)}`
}

/** The second: year, month and day as numbers, and what follows the date apart from its zone. */
export function dateFields(dialect: Dialect, c: number): readonly string[] {
  const text = names.date(c)
  const number = (from: number, length: number) => `CAST(SUBSTR(${text}, ${from}, ${length}) AS INTEGER)`
  const rest = `SUBSTR(${text}, 12)`
  const before = (sign: string) =>
    `WHEN ${dialect.position(rest, sign)} > 0 THEN SUBSTR(${rest}, 1, ${dialect.position(rest, sign)} - 1)`
  const from = (sign: string) =>
    `WHEN ${dialect.position(rest, sign)} > 0 THEN SUBSTR(${rest}, ${dialect.position(rest, sign)})`
  return [
    `${text}`,
    `${number(1, 4)} AS ${names.year(c)}`,
    `${number(6, 2)} AS ${names.month(c)}`,
    `${number(9, 2)} AS ${names.day(c)}`,
    `CASE ${before('Z')} ${before('+')} ${before('-')} ELSE ${rest} END AS ${names.clock(c)}`,
    `CASE ${from('+')} ${from('-')} ELSE '' END AS ${names.zone(c)}`,
  ]
}

/** The third: the day of the year from 0, the seconds of the day and the minutes ahead of UTC, each a float64. */
export function dateNumbers(dialect: Dialect, c: number): readonly string[] {
  const { double } = dialect
  const [year, month, day] = [names.year(c), names.month(c), names.day(c)]
  const leap = `(${januaryFirst(dialect, `(${year} + 1)`)} - ${januaryFirst(dialect, year)} - ${double(365)})`
  const lengths = `CASE WHEN ${month} = 2 THEN ${double(28)} + ${leap} WHEN ${month} IN (4, 6, 9, 11) THEN ${double(30)} ELSE ${double(31)} END`
  // Of March to December, the days before a month follow a line; the two months before have 59 days, or 60.
  const before = `CASE WHEN ${month} < 3 THEN ${double(31)} * (${month} - 1) ELSE FLOOR((153 * (${month} - 3) + 2) / ${double(5)}) + ${double(59)} + ${leap} END`
  const dayOfYear = `CASE WHEN ${names.date(c)} IS NULL THEN NULL WHEN ${day} > ${lengths} THEN ${dialect.refusal('no date', names.date(c))} ELSE ${before} + ${day} - 1 END`
  const part = (text: string, at: number, length?: number) =>
    `CAST(SUBSTR(${text}, ${at}${length === undefined ? '' : `, ${length}`}) AS ${dialect.doubleType})`
  const clock = names.clock(c)
  const seconds = `CASE WHEN ${clock} IS NULL THEN NULL WHEN ${clock} = '' THEN ${double(0)} ELSE ${part(clock, 1, 2)} * ${double(3600)} + ${part(clock, 4, 2)} * ${double(60)} + CASE WHEN LENGTH(${clock}) > 5 THEN ${part(clock, 7)} ELSE ${double(0)} END END`
  const zone = `REPLACE(${names.zone(c)}, ':', '')`
  const ahead = `${part(zone, 2, 2)} * ${double(60)} + CASE WHEN LENGTH(${zone}) > 3 THEN ${part(zone, 4, 2)} ELSE ${double(0)} END`
  return [
    year,
    `${dayOfYear} AS ${names.day(c)}`,
    `${seconds} AS ${names.seconds(c)}`,
    `CASE WHEN ${names.zone(c)} = '' THEN ${double(0)} WHEN SUBSTR(${zone}, 1, 1) = '-' THEN -(${ahead}) ELSE ${ahead} END AS ${names.ahead(c)}`,
  ]
}

/** Days from 1 January 1970 to that of another year of the Gregorian calendar. */
function januaryFirst({ double }: Dialect, year: string): string {
  const before = `(${year} - ${double(1)})`
  return `(${double(365)} * (${year} - ${double(1970)}) + FLOOR(${before} / ${double(4)}) - FLOOR(${before} / ${double(100)}) + FLOOR(${before} / ${double(400)}) - ${double(477)})`
}

/** The last: an input of the network, rounded to float32 where the database can; 0 where the date is missing. */
export function dateInput(dialect: Dialect, input: DateInput, c: number): string {
  const { double, rounded } = dialect
  const [year, seconds] = [names.year(c), names.seconds(c)]
  const days = `(${januaryFirst(dialect, year)} + ${names.day(c)})`
  const orZero = (value: string) => `COALESCE(${rounded(value)}, ${double(0)})`
  const standardised = (value: string, mean: number, deviation: number) =>
    deviation === 0 ? double(0) : orZero(`(${value} - ${double(mean)}) / ${double(deviation)}`)
  const turn: Readonly<Record<Round, string>> = {
    season: `(${names.day(c)} / (${januaryFirst(dialect, `(${year} + 1)`)} - ${januaryFirst(dialect, year)}))`,
    weekday: `((${days} + ${double(3)} - ${double(7)} * FLOOR((${days} + ${double(3)}) / ${double(7)})) / ${double(7)})`,
    hour: `(${seconds} / ${double(86400)})`,
  }
  switch (input.kind) {
    case 'elapsed': {
      const instant = `(${days} + (${seconds} - ${names.ahead(c)} * ${double(60)}) / ${double(86400)})`
      return standardised(instant, input.mean, input.deviation)
    }
    case 'year':
      return standardised(year, input.mean, input.deviation)
    case 'sine':
      return orZero(`SIN(${double(2 * Math.PI)} * ${turn[input.of]})`)
    case 'cosine':
      return orZero(`COS(${double(2 * Math.PI)} * ${turn[input.of]})`)
    case 'missing':
      return `CASE WHEN ${year} IS NULL THEN ${double(1)} ELSE ${double(0)} END`
    default:
      return input satisfies never
  }
}
