import type { Occurrence } from '../kinds/profile.ts'
import { type DateNotation, type DateOrder, type Moment, readMoment } from './read-date.ts'

/** How a column's dates are written, and how many cells are dates so. */
export interface SettledDates {
  readonly notation: DateNotation
  readonly dates: number
  /** A cell that day and month could change places in, where no cell decides which comes first. */
  readonly doubt?: string
}

const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd']
/** So many texts are looked at before all of them are. */
const sampled = 50

/**
 * The order that reads most texts of a column as dates, or undefined where none reads nine tenths. Points part day,
 * month, year; with other signs a day above the 12th decides.
 * @param texts the different texts of the column.
 */
export function settleDates(
  texts: ReadonlyMap<string, Occurrence>,
  asked: DateOrder | undefined,
): SettledDates | undefined {
  const listed = [...texts]
  const some = listed.slice(0, sampled)
  const readable = some.filter(([text]) => orders.some((order) => readMoment(text, order)))
  if (10 * readable.length < 9 * some.length || some.length === 0) return undefined

  const allowed = asked === undefined ? orders : [asked]
  const [best] = allowed
    .map((order) => ({ order, ...countRead(listed, order) }))
    .sort((a, b) => b.count - a.count)
  const total = listed.reduce((sum, [, { count }]) => sum + count, 0)
  if (!best || 10 * best.count < 9 * total) return undefined
  const { order, count, zoned } = best
  const notation = { order, zoned: 2 * zoned > count }
  const doubt = asked === undefined && order === 'dmy' ? exchangeable(listed) : undefined
  return { notation, dates: count, ...(doubt !== undefined && { doubt }) }
}

function countRead(
  texts: readonly (readonly [string, Occurrence])[],
  order: DateOrder,
): { count: number; zoned: number } {
  let [count, zoned] = [0, 0]
  for (const [text, occurrence] of texts) {
    const moment = readMoment(text, order)
    if (!moment) continue
    count += occurrence.count
    if (moment.offset !== undefined) zoned += occurrence.count
  }
  return { count, zoned }
}

/** A text that both orders read, and differently, where every text is read by both. */
function exchangeable(texts: readonly (readonly [string, Occurrence])[]): string | undefined {
  let example: string | undefined
  for (const [text] of texts) {
    const [dayFirst, monthFirst] = [readMoment(text, 'dmy'), readMoment(text, 'mdy')]
    if (!dayFirst || !monthFirst) {
      if (dayFirst || monthFirst) return undefined
      continue
    }
    if (dayFirst.days !== monthFirst.days && !/^\d+\.\d+\./.test(text)) example ??= text
  }
  return example
}

/** Reads the cells of a column of dates: undefined for what is none, or has a zone where the others have not. */
export function dateReader({ order, zoned }: DateNotation): (text: string) => Moment | undefined {
  return (text) => {
    const moment = readMoment(text, order)
    if (!moment || (moment.seconds !== undefined && (moment.offset !== undefined) !== zoned)) return undefined
    return moment
  }
}
