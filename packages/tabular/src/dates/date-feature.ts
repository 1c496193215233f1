import type { DateNotation } from './read-date.ts'

/** What of a date a network sees, in the order of its inputs. */
export const dateParts = ['elapsed', 'year', 'season', 'weekday', 'hour'] as const

/**
 * elapsed: days since 1970, standardised · year: standardised · season: the day of the year · weekday · hour: the
 * time of day. The last three go round, so each is a sine and a cosine of its share of a turn.
 */
export type DatePart = (typeof dateParts)[number]

/** A column of dates or times. Parts that do not vary in the rows it was fitted on are left out. */
export interface DateFeature extends DateNotation {
  /** Tells it from numbers and categories. */
  readonly kind: 'date'
  /** The column's name. */
  readonly name: string
  /** What varies, in the order of the inputs. */
  readonly parts: readonly DatePart[]
  /** Days from 1 January 1970, UTC where a zone is written; 0 and 0 for times of day alone. */
  readonly mean: number
  /** The population's. 0 where all are equal. */
  readonly standardDeviation: number
  /** The mean of the years as written. */
  readonly yearMean: number
  /** The population's deviation of the years. 0 where all are equal. */
  readonly yearDeviation: number
  /** Whether a last input says 1 where the cell is missing: where any was missing when it was fitted. */
  readonly missingIndicator: boolean
}

/** The inputs of one part. */
function inputsOfPart(part: DatePart): number {
  return part === 'elapsed' || part === 'year' ? 1 : 2
}

/** The number of inputs a column of dates becomes. */
export function dateInputs({ parts, missingIndicator }: DateFeature): number {
  return parts.reduce((count, part) => count + inputsOfPart(part), missingIndicator ? 1 : 0)
}

/** The names of these inputs, without that for missing. */
export function dateInputNames({ name, parts }: DateFeature): readonly string[] {
  return parts.flatMap((part) =>
    inputsOfPart(part) === 1 ? [`${name} ${part}`] : [`${name} ${part} sine`, `${name} ${part} cosine`],
  )
}
