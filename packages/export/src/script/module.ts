import type { Model } from '@leven/model'
import type { FeatureColumn, TargetColumn } from '@leven/tabular'
import { runtime } from '../generated/runtime.ts'
import { asciiJson, carriedSource } from './carried.ts'

/** The model as one ES module that depends on nothing. */
export function moduleSource(model: Model): string {
  return `// A trained network with its preprocessing, made by leven export. Run selfTest() to prove it where it runs.
${runtime}
const scorer = leven.scorer(${carriedSource(model)})

/** The columns that a row needs. */
export const columns = ${asciiJson(model.encoder.features.map(({ name }) => name))}
export const predict = (row) => scorer.predict(row)
export const predictMany = (rows) => Array.from(rows, (row) => scorer.predict(row))
export const outputs = (row) => scorer.outputs(row)
export const selfTest = () => scorer.selfTest()
`
}

/** The types of the module. */
export function moduleTypes({ encoder }: Model): string {
  const cells = encoder.features.map(
    (feature) => `  readonly ${JSON.stringify(feature.name)}: ${cellType(feature)}`,
  )
  return `// The types of a module made by leven export.
/** A row: one cell for each column; null is missing. */
export interface Row {
${cells.join('\n')}
}

export interface Prediction {
${predictionType(encoder.target)}
  /** Sentences about cells that training never saw. */
  readonly notes: readonly string[]
}

/** The columns that a row needs. */
export declare const columns: readonly string[]
/** @throws Error that names the column, where a cell is not what its column holds. */
export declare function predict(row: Row): Prediction
export declare function predictMany(rows: Iterable<Row>): Prediction[]
/** What the network's outputs say of a row. */
export declare function outputs(row: Row): Float64Array
/** Predicts the golden rows. @throws Error where one is not as expected. */
export declare function selfTest(): { readonly rows: number; readonly worst: number }
`
}

function cellType(feature: FeatureColumn): string {
  switch (feature.kind) {
    case 'number':
      return 'number | string | null'
    case 'category':
      return 'string | number | boolean | null'
    case 'date':
      return 'Date | string | null'
    default:
      return feature satisfies never
  }
}

function predictionType(target: TargetColumn): string {
  if (target.task === 'regression') return '  readonly prediction: number'
  const labels = target.labels.map((label) => JSON.stringify(label))
  const prediction = `  readonly prediction: ${labels.join(' | ')}`
  if (target.task === 'binary')
    return `${prediction}\n  /** That it is ${JSON.stringify(target.positive)}. */\n  readonly probability: number`
  return `${prediction}\n  /** Of the label predicted. */\n  readonly probability: number\n  readonly probabilities: Readonly<Record<${labels.join(' | ')}, number>>`
}
