import { InvalidOptionError } from '@leven/core'
import {
  binScale,
  type CategoryFeature,
  clipAt,
  type Encoder,
  type FeatureColumn,
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
export type ColumnPlan = NumberPlan | CategoryPlan

/** A column of numbers. A missing cell becomes `fill`. */
export interface NumberPlan {
  readonly kind: 'number'
  readonly name: string
  /** Whether texts are numbers by the plain grammar; else only numbers may be given. */
  readonly plain: boolean
  readonly fill: number
  /** Texts in lower case that are missing. */
  readonly missing: readonly string[]
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
 * The plan of an encoder.
 * @param target what it is for, for the message
 * @throws InvalidOptionError where a column is of a kind that such targets cannot carry.
 */
export function planOf({ features, missing }: Encoder, target: string): readonly ColumnPlan[] {
  return features.map((feature): ColumnPlan => {
    switch (feature.kind) {
      case 'number':
        checkSpread(feature, target)
        checkMissing(missing.number, target)
        return numberPlan(feature, missing.number)
      case 'category':
        return categoryPlan(feature, missing.text)
      case 'date':
        throw cannotCarry(feature, target)
      default:
        return feature satisfies never
    }
  })
}

function cannotCarry({ kind, name }: FeatureColumn, target: string): InvalidOptionError {
  return new InvalidOptionError(
    `The column ${JSON.stringify(name)} is a ${kind} column, which an export to ${target} cannot carry.`,
    'Export to js or html, which carry every column, or train with --ignore or --categorical for this column.',
  )
}

/** @throws InvalidOptionError where a number means missing, which such targets do not know. */
function checkMissing(words: readonly string[], target: string): void {
  const read = numberReader(undefined)
  const word = words.find((one) => read(one) !== undefined)
  if (word === undefined) return
  throw new InvalidOptionError(
    `The number ${word} means missing in this model, which an export to ${target} cannot carry.`,
    'Export to js or html, or empty such cells and train again.',
  )
}

/** Numbers so close together are told apart by core, but engines that flush or refuse what underflows do not. */
const closest = 1e-30

/** @throws InvalidOptionError where a column's numbers are too close together for a target. */
function checkSpread({ name, standardDeviation, robust }: NumberFeature, target: string): void {
  const edges = robust?.edges ?? []
  const gaps = edges.slice(1).map((high, bin) => high - (edges[bin] ?? high))
  const widths = robust ? [robust.spread, ...gaps] : [standardDeviation]
  if (!widths.some((width) => width > 0 && width < closest)) return
  throw new InvalidOptionError(
    `The column ${JSON.stringify(name)} has numbers less than ${closest} apart, which an export to ${target} cannot tell apart.`,
    'Write the column in a smaller unit and train again, or export to js or html.',
  )
}

function numberPlan(feature: NumberFeature, missing: readonly string[]): NumberPlan {
  const { name, notation, mean, standardDeviation, median, missingIndicator, robust } = feature
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
