import {
  binScale,
  type CategoryFeature,
  clipAt,
  type DateFeature,
  type DatePart,
  type Encoder,
  isCaseSaying,
  type NumberFeature,
  numberReader,
  spellingKey,
} from '@leven/tabular'

/**
 * What the preprocessing of a model does, column by column, in the few operations that a target must know. Targets
 * that cannot carry Leven's own code (ONNX, SQL, Python) are written from it and from nothing else: a new kind of
 * column is added here, and in each of them.
 */
export type ColumnPlan = NumberPlan | CategoryPlan | DatePlan

/** A column of numbers. A missing cell becomes `fill`. */
export interface NumberPlan {
  readonly kind: 'number'
  readonly name: string
  /** Whether texts are numbers by the plain grammar; else only numbers may be given. */
  readonly plain: boolean
  readonly fill: number
  /** Texts in lower case that are missing. */
  readonly missing: readonly string[]
  /** Numbers that are missing, as -999. */
  readonly missingNumbers: readonly number[]
  readonly inputs: readonly NumberInput[]
}

/** One input of the network that a number becomes; each is rounded to float32. */
export type NumberInput =
  /** (v − mean) / deviation, or 0 where the deviation is 0. */
  | { readonly kind: 'standardised'; readonly mean: number; readonly deviation: number }
  /** s / √(1 + (s/at)²), s = (v − centre) / spread, or 0 where the spread is 0. */
  | { readonly kind: 'softClip'; readonly centre: number; readonly spread: number; readonly at: number }
  /** scale · (0 below low, 1 above high, linear within). */
  | { readonly kind: 'bin'; readonly low: number; readonly high: number; readonly scale: number }
  /** 1 where the cell is missing. */
  | { readonly kind: 'missing' }

/** A column of categories: which level a cell is, and one input for each. */
export interface CategoryPlan {
  readonly kind: 'category'
  readonly name: string
  readonly levels: readonly LevelPlan[]
  /** Texts that are missing, exactly so spelt, unless they are levels. */
  readonly missing: readonly string[]
  readonly inputs: readonly CategoryInput[]
}

/** A cell is this level where it is the text, or its key: blanks of every kind and number made one, NFC, small letters where `folded`. */
export interface LevelPlan {
  readonly text: string
  readonly key: string
  readonly folded: boolean
}

/** 1 where the cell is that. */
export type CategoryInput =
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'other' }
  | { readonly kind: 'missing' }

/**
 * A column of dates or times. A target reads its own type of date, or a text as ISO 8601 has it: one way to write a date,
 * where tables have many. A missing cell is 0 in all inputs but that for missing.
 */
export interface DatePlan {
  readonly kind: 'date'
  readonly name: string
  /** Whether each time says how far its clock is ahead of UTC. */
  readonly zoned: boolean
  /** Texts in lower case that are missing. */
  readonly missing: readonly string[]
  readonly inputs: readonly DateInput[]
}

/** What goes round: the day of the year, of the week, the time of the day. */
export type Round = Exclude<DatePart, 'elapsed' | 'year'>

/** One input of the network that a date becomes; each is rounded to float32. */
export type DateInput =
  /** (v − mean) / deviation, or 0 where the deviation is 0; v the days from 1970 to the instant, or the year on the clock. */
  | { readonly kind: 'elapsed' | 'year'; readonly mean: number; readonly deviation: number }
  /** sin 2πt or cos 2πt; t the share of a turn that the clock shows. */
  | { readonly kind: 'sine' | 'cosine'; readonly of: Round }
  /** 1 where the cell is missing. */
  | { readonly kind: 'missing' }

/** The plan of an encoder. */
export function planOf({ features, missing }: Encoder): readonly ColumnPlan[] {
  return features.map((feature): ColumnPlan => {
    switch (feature.kind) {
      case 'number':
        return numberPlan(feature, missing.number)
      case 'category':
        return categoryPlan(feature, missing.text)
      case 'date':
        return datePlan(feature, missing.number)
      default:
        return feature satisfies never
    }
  })
}

function numberPlan(feature: NumberFeature, missing: readonly string[]): NumberPlan {
  const { name, notation, mean, standardDeviation, median, missingIndicator, robust } = feature
  const read = numberReader(undefined)
  const seen: NumberInput[] = robust
    ? [{ kind: 'softClip', centre: median, spread: robust.spread, at: clipAt }]
    : [{ kind: 'standardised', mean, deviation: standardDeviation }]
  const edges = robust?.edges ?? []
  const bins = edges
    .slice(1)
    .map((high, bin): NumberInput => ({ kind: 'bin', low: edges[bin] ?? high, high, scale: binScale }))
  return {
    kind: 'number',
    name,
    plain: notation === undefined,
    fill: median,
    missing,
    missingNumbers: missing.flatMap((word) => read(word) ?? []),
    inputs: [...seen, ...bins, ...(missingIndicator ? [{ kind: 'missing' } as const] : [])],
  }
}

function categoryPlan(
  { name, levels, other, missingLevel }: CategoryFeature,
  missing: readonly string[],
): CategoryPlan {
  return {
    kind: 'category',
    name,
    levels: levels.map((text) => {
      const key = spellingKey(text)
      return { text, key, folded: key === key.toLowerCase() && !isCaseSaying(key) }
    }),
    missing: missing.filter((word) => !levels.includes(word)),
    inputs: [
      ...levels.map((_, level) => ({ kind: 'level', level }) as const),
      ...(other ? [{ kind: 'other' } as const] : []),
      ...(missingLevel ? [{ kind: 'missing' } as const] : []),
    ],
  }
}

function datePlan(feature: DateFeature, missing: readonly string[]): DatePlan {
  const { name, zoned, parts, mean, standardDeviation, yearMean, yearDeviation, missingIndicator } = feature
  const inputs = parts.flatMap((part): readonly DateInput[] => {
    switch (part) {
      case 'elapsed':
        return [{ kind: part, mean, deviation: standardDeviation }]
      case 'year':
        return [{ kind: part, mean: yearMean, deviation: yearDeviation }]
      case 'season':
      case 'weekday':
      case 'hour':
        return [
          { kind: 'sine', of: part },
          { kind: 'cosine', of: part },
        ]
      default:
        return part satisfies never
    }
  })
  return {
    kind: 'date',
    name,
    zoned,
    missing,
    inputs: [...inputs, ...(missingIndicator ? [{ kind: 'missing' } as const] : [])],
  }
}

/**
 * The spellings of a level that stand in tables, for targets that cannot make keys: as it is, in small and capital letters, with a capital
 * first, composed and decomposed.
 */
export function spellings({ text, key, folded }: LevelPlan): readonly string[] {
  const plain = [text, key].flatMap((one) => [one.normalize('NFC'), one.normalize('NFD')])
  if (!folded) return plain
  const first = key.charAt(0).toUpperCase() + key.slice(1)
  const words = key.replace(
    /(^|[\s_-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
  const cased = [key, key.toUpperCase(), first, words, text.toLowerCase(), text.toUpperCase()]
  const same = cased.filter((one) => spellingKey(one) === key)
  return [...plain, ...same, ...same.map((one) => one.normalize('NFD'))]
}
