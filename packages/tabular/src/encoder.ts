import type { Output } from '@leven/core'
import { type DateFeature, dateInputNames, dateInputs } from './dates/date-feature.ts'
import type { MissingWords } from './missing/words.ts'
import type { Notation } from './notation/notation.ts'
import { type RobustScale, robustInputs } from './robust-scale.ts'

/** What the target asks for. */
export type Task = 'binary' | 'multiclass' | 'regression'

/**
 * A column of numbers: (value − mean) / standardDeviation, or softly clipped with bins (robust-scale.ts), then one
 * rounding to float32.
 */
export interface NumberFeature {
  /** Tells it from categories and dates. */
  readonly kind: 'number'
  /** The column's name. */
  readonly name: string
  /** How its numbers are written; absent where as the plain grammar has them. */
  readonly notation?: Notation
  /** Of the present cells of the rows it was fitted on. */
  readonly mean: number
  /** The population's (divided by n). 0 for a constant column, which is encoded as 0 everywhere. */
  readonly standardDeviation: number
  /** What a missing cell becomes, before it is standardised. */
  readonly median: number
  /** Whether a second input says 1 where the cell is missing: where any was missing when it was fitted. */
  readonly missingIndicator: boolean
  /** How it is seen robustly; null where it is standardised. */
  readonly robust: RobustScale | null
}

/** How number columns are seen: by mean and deviation, or robustly, with bins. */
export type NumberScaling = 'standardised' | 'robust'

/** A column of categories: one input for each level, 1 for the cell's own, 0 for the others. A level never seen is 0 in all, or the one for others. */
export interface CategoryFeature {
  /** Tells it from numbers and dates. */
  readonly kind: 'category'
  /** The column's name. */
  readonly name: string
  /** In the order of their keys (levels/spelling.ts), by which a cell is found among them. */
  readonly levels: readonly string[]
  /** Whether an input after the levels is 1 for every other level: the rare ones when it was fitted, and those never seen. */
  readonly other?: true
  /** Whether missing is a level of its own, after the others: where any was missing when it was fitted. */
  readonly missingLevel: boolean
}

/** One column of the table that the network sees. */
export type FeatureColumn = NumberFeature | CategoryFeature | DateFeature

/** The column to be predicted. */
export type TargetColumn = BinaryTarget | MulticlassTarget | RegressionTarget

/** Two labels; Y is 1 × m, 1 where the label is the positive one. */
export interface BinaryTarget {
  /** Tells it from other targets. */
  readonly task: 'binary'
  /** The column's name. */
  readonly name: string
  /** Two, sorted: by value where all are numbers, else by code point. */
  readonly labels: readonly string[]
  /** One of the labels: the one whose probability is predicted. */
  readonly positive: string
}

/** Several labels; Y is labels × m, one-hot. */
export interface MulticlassTarget {
  /** Tells it from other targets. */
  readonly task: 'multiclass'
  /** The column's name. */
  readonly name: string
  /** Sorted: by value where all are numbers, else by code point. */
  readonly labels: readonly string[]
}

/** A number; Y is 1 × m, (value − mean) / standardDeviation. */
export interface RegressionTarget {
  /** Tells it from other targets. */
  readonly task: 'regression'
  /** The column's name. */
  readonly name: string
  /** How its numbers are written; absent where as the plain grammar has them. */
  readonly notation?: Notation
  /** Of the rows trained on, in the target's units. */
  readonly mean: number
  /** The population's, in the target's units: the unit of T. */
  readonly standardDeviation: number
}

/**
 * Everything that turns a table into X and Y and predictions back into labels. Plain JSON data:
 * it is stored in the model file as it is.
 */
export interface Encoder {
  /** In the order of the table it was fitted on; inputs of the network follow this order. */
  readonly features: readonly FeatureColumn[]
  /** The column to be predicted. */
  readonly target: TargetColumn
  /** The words that stand for a missing value. */
  readonly missing: MissingWords
  /** The column of sample weights, or null. */
  readonly weightColumn: string | null
  /** Columns that are no features: ignored by name, or dropped with a note. */
  readonly ignored: readonly string[]
}

/** n0: the number of inputs the features encode to. */
export function inputCount(encoder: Encoder): number {
  return encoder.features.reduce((count, feature) => count + inputsOf(feature), 0)
}

/** The number of inputs one column encodes to. */
export function inputsOf(feature: FeatureColumn): number {
  switch (feature.kind) {
    case 'number':
      return (feature.robust ? robustInputs(feature.robust) : 1) + (feature.missingIndicator ? 1 : 0)
    case 'category':
      return feature.levels.length + (feature.other ? 1 : 0) + (feature.missingLevel ? 1 : 0)
    case 'date':
      return dateInputs(feature)
    default:
      return feature satisfies never
  }
}

/**
 * The names of the n0 inputs, in the order of X's rows.
 * @example
 * featureNames(encoder) // ['bill_length_mm', 'bill_length_mm is missing', 'sex=female', 'sex=male', 'sex is missing']
 */
export function featureNames(encoder: Encoder): readonly string[] {
  return encoder.features.flatMap((feature) => {
    const missing = `${feature.name} is missing`
    switch (feature.kind) {
      case 'number':
        return [feature.name, ...binNames(feature), ...(feature.missingIndicator ? [missing] : [])]
      case 'category': {
        const levels = feature.levels.map((level) => `${feature.name}=${level}`)
        const other = feature.other ? [`${feature.name} is another`] : []
        return [...levels, ...other, ...(feature.missingLevel ? [missing] : [])]
      }
      case 'date':
        return [...dateInputNames(feature), ...(feature.missingIndicator ? [missing] : [])]
      default:
        return feature satisfies never
    }
  })
}

function binNames({ name, robust }: NumberFeature): readonly string[] {
  const edges = robust?.edges ?? []
  return edges.slice(1).map((high, bin) => `${name} from ${edges[bin]} to ${high}`)
}

/** nL: the number of outputs the target takes. */
export function outputCount(target: TargetColumn): number {
  return target.task === 'multiclass' ? target.labels.length : 1
}

/** The output of the network, and so its loss, that fits the target. */
export function outputKind(target: TargetColumn): Output {
  switch (target.task) {
    case 'binary':
      return 'sigmoid'
    case 'multiclass':
      return 'softmax'
    case 'regression':
      return 'identity'
    default:
      return target satisfies never
  }
}
