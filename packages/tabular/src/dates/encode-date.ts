import { dateOf, daysOf, weekdayOf } from './calendar.ts'
import type { DateFeature, DatePart } from './date-feature.ts'
import { instantOf, type Moment } from './read-date.ts'
import { cosineOfTurn, sineOfTurn } from './turn.ts'

/** The calendar is the clock's as it is written; only what elapsed is of the instant. */
export function writeMoment(to: Float32Array, at: number, feature: DateFeature, moment: Moment): void {
  let next = at
  for (const part of feature.parts) {
    const turn = turnOf(part, moment)
    if (turn === undefined) {
      to[next++] = standardised(part, feature, moment)
    } else {
      to[next++] = sineOfTurn(turn)
      to[next++] = cosineOfTurn(turn)
    }
  }
}

function standardised(part: DatePart, feature: DateFeature, moment: Moment): number {
  const [value, mean, deviation] =
    part === 'year'
      ? [yearOf(moment), feature.yearMean, feature.yearDeviation]
      : [instantOf(moment), feature.mean, feature.standardDeviation]
  return deviation === 0 ? 0 : (value - mean) / deviation
}

/** The share of a turn that a part has gone, or undefined for one that does not go round. */
export function turnOf(part: DatePart, { days = 0, seconds = 0 }: Moment): number | undefined {
  switch (part) {
    case 'elapsed':
    case 'year':
      return undefined
    case 'season': {
      const { year } = dateOf(days)
      return (days - daysOf(year, 1, 1)) / (daysOf(year + 1, 1, 1) - daysOf(year, 1, 1))
    }
    case 'weekday':
      return weekdayOf(days) / 7
    case 'hour':
      return seconds / 86400
    default:
      return part satisfies never
  }
}

/** The year as it is written. */
export function yearOf({ days = 0 }: Moment): number {
  return dateOf(days).year
}
