import { dateOf, daysOf, isDate } from './calendar.ts'

/** Which of day and month comes first where a date is written in numbers; a year of four digits may always lead. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** How the dates or times of one column are written. */
export interface DateNotation {
  /** Which of day, month and year comes first where all are numbers. */
  readonly order: DateOrder
  /** Whether each has a zone, as Z or +02:00: all or none. */
  readonly zoned: boolean
}

/** A point in time as it is written. */
export interface Moment {
  /** From 1 January 1970 to the date as written; undefined for a time of day alone. */
  readonly days: number | undefined
  /** Of the day, as written; undefined for a date alone. */
  readonly seconds: number | undefined
  /** Minutes that the clock is ahead of UTC; undefined where no zone is written. */
  readonly offset: number | undefined
}

const months: readonly string[] = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
]
/** Names of months in other tongues that do not begin like the English ones. */
const otherMonths: Readonly<Record<string, number>> = {
  ...{
    mär: 3,
    mrz: 3,
    mai: 5,
    okt: 10,
    dez: 12,
    fév: 2,
    avr: 4,
    jui: 6,
    aoû: 8,
    déc: 12,
    ene: 1,
    abr: 4,
    ago: 8,
    dic: 12,
  },
  ...{ gen: 1, mag: 5, giu: 6, lug: 7, set: 9, ott: 10 },
}

const zone = '(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?(?:\\[[\\w/+-]+\\])?'
const clock = `(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?:\\s*([ap])\\.?m\\.?)?\\s*${zone}`
const timeAlone = new RegExp(`^${clock}$`, 'i')
const dateAndTime = new RegExp(`^(.+?)(?:T|,?\\s+)${clock}$`, 'i')
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/
const monthOnly = /^(\d{4})-(\d{2})$/
const dayName = /^(\d{1,2})(?:st|nd|rd|th)?[-.\s]+(\p{L}{3,9})\.?[-,\s]+(\d{4}|\d{2})$/u
const nameDay = /^(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u

/**
 * The moment a text says, or undefined where it says none. Read are 2024-08-30, 2024/8/30, 20240830, 30.8.2024,
 * 8/30/24, 30 Aug 2024, August 30, 2024, 2024-08; after a T or a blank, or alone, 7:34, 07:34:58.120, 7:34 pm; then
 * a zone, Z or +02:00; and a weekday before.
 * @param text without surrounding blanks.
 */
export function readMoment(text: string, order: DateOrder): Moment | undefined {
  const first = text.charCodeAt(0)
  // A digit or a letter begins them all: most texts end here.
  if (text.length < 4 || text.length > 60 || first < 0x30 || (first > 0x39 && !/\d/.test(text)))
    return undefined
  const alone = timeAlone.exec(text)
  if (alone) {
    const time = timeOf(alone.slice(1))
    return time && { days: undefined, ...time }
  }
  const written = text.replace(weekday, '')
  const both = dateAndTime.exec(written)
  if (both) {
    const [, date = '', ...parts] = both
    const [days, time] = [readDays(date.trim(), order), timeOf(parts)]
    return days === undefined || time === undefined ? undefined : { days, ...time }
  }
  const days = readDays(written, order)
  return days === undefined ? undefined : { days, seconds: undefined, offset: undefined }
}

function readDays(text: string, order: DateOrder): number | undefined {
  const leading = yearFirst.exec(text)
  if (leading) return checked(leading[1], leading[3], leading[4])
  const last = yearLast.exec(text)
  if (last) {
    const [, one, sign, two, year] = last
    // Points part day, month and year in this order wherever they do.
    if (order === 'ymd' && sign !== '.') return year?.length === 2 ? checked(full(one), two, year) : undefined
    return order === 'dmy' || sign === '.' ? checked(full(year), two, one) : checked(full(year), one, two)
  }
  const together = compact.exec(text) ?? monthOnly.exec(text)
  if (together) return checked(together[1], together[2], together[3] ?? '1')
  const day = dayName.exec(text)
  if (day) return checked(full(day[3]), monthNamed(day[2]), day[1])
  const name = nameDay.exec(text)
  return name ? checked(name[3], monthNamed(name[1]), name[2]) : undefined
}

/** A year of two digits is of the century that POSIX gives it: 69 to 99 are past. */
function full(year: string | undefined): string | undefined {
  return year?.length === 2 ? `${Number(year) < 69 ? '20' : '19'}${year}` : year
}

function monthNamed(name = ''): string | undefined {
  const begin = name.toLowerCase().slice(0, 3)
  const index = months.indexOf(begin)
  const found = index >= 0 ? index + 1 : otherMonths[begin]
  return found === undefined ? undefined : String(found)
}

function checked(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  return y >= 1000 && isDate(y, m, d) ? daysOf(y, m, d) : undefined
}

function timeOf(
  parts: readonly (string | undefined)[],
): (Pick<Moment, 'offset'> & { readonly seconds: number }) | undefined {
  const [hours = '', minutes = '', seconds = '0', fraction = '0', half, zoneText] = parts
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return undefined
  return {
    seconds: hour * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`),
    offset: zoneText === undefined ? undefined : offsetOf(zoneText),
  }
}

function offsetOf(text: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (!parts) return 0
  const [, sign, hours, minutes = '0'] = parts
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Days since 1 January 1970, UTC where a zone is written: the instant, for differences. */
export function instantOf({ days = 0, seconds = 0, offset = 0 }: Moment): number {
  return days + (seconds - offset * 60) / 86400
}

/** An instant as a text that every order reads. */
export function momentText(instant: number, hasTime: boolean, zoned: boolean): string {
  const days = Math.floor(instant)
  const { year, month, day } = dateOf(days)
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  if (!hasTime) return date
  const seconds = Math.floor((instant - days) * 86400)
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${date}T${time}${zoned ? 'Z' : ''}`
}
