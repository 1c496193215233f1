import { activationNames, type Network, outputNames } from '@leven/core'
import type { Encoder } from '@leven/tabular'
import * as v from 'valibot'
import type { Golden, TrainingRecord } from './model.ts'

/** The name and version of the format that is written; older versions are read (upgrade.ts). */
export const format: 'leven/2' = 'leven/2'

const finite = v.pipe(v.number(), v.finite())
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const notNegative = v.pipe(v.number(), v.finite(), v.minValue(0))
const texts = v.array(v.string())

/** `network`: sizes and functions. That they fit each other is checked with the tensors. */
export const networkSchema: v.GenericSchema<unknown, Network> = v.strictObject({
  sizes: v.pipe(v.array(v.pipe(count, v.minValue(1))), v.minLength(2)),
  activations: v.array(v.picklist(activationNames)),
  output: v.picklist(outputNames),
})

const notation = v.strictObject({
  decimal: v.picklist(['.', ',']),
  thousands: v.picklist(['', ',', '.', ' ', "'", '_']),
  beside: v.string(),
  negative: v.picklist(['minus', 'parentheses', 'trailing']),
})

const featureSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('number'),
    name: v.string(),
    notation: v.exactOptional(notation),
    mean: finite,
    standardDeviation: notNegative,
    median: finite,
    missingIndicator: v.boolean(),
    robust: v.nullable(v.strictObject({ spread: notNegative, edges: v.array(finite) })),
  }),
  v.strictObject({
    kind: v.literal('category'),
    name: v.string(),
    levels: texts,
    other: v.exactOptional(v.literal(true)),
    missingLevel: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal('date'),
    name: v.string(),
    order: v.picklist(['dmy', 'mdy', 'ymd']),
    zoned: v.boolean(),
    parts: v.pipe(v.array(v.picklist(['elapsed', 'year', 'season', 'weekday', 'hour'])), v.minLength(1)),
    mean: finite,
    standardDeviation: notNegative,
    yearMean: finite,
    yearDeviation: notNegative,
    missingIndicator: v.boolean(),
  }),
])

const targetSchema = v.variant('task', [
  v.strictObject({
    task: v.literal('binary'),
    name: v.string(),
    labels: v.pipe(texts, v.length(2)),
    positive: v.string(),
  }),
  v.strictObject({
    task: v.literal('multiclass'),
    name: v.string(),
    labels: v.pipe(texts, v.minLength(2)),
  }),
  v.strictObject({
    task: v.literal('regression'),
    name: v.string(),
    notation: v.exactOptional(notation),
    mean: finite,
    standardDeviation: v.pipe(finite, v.gtValue(0)),
  }),
])

/** `encoder`: how a table becomes X and Y. */
export const encoderSchema: v.GenericSchema<unknown, Encoder> = v.strictObject({
  features: v.pipe(v.array(featureSchema), v.minLength(1)),
  target: targetSchema,
  missing: v.strictObject({ text: texts, number: texts }),
  weightColumn: v.nullable(v.string()),
  ignored: texts,
})

const optionSchema = v.union([
  v.string(),
  finite,
  v.boolean(),
  v.null(),
  v.array(v.union([v.string(), finite])),
])

/** `training`: how the model came to be. */
export const trainingSchema: v.GenericSchema<unknown, TrainingRecord> = v.strictObject({
  options: v.record(v.string(), optionSchema),
  seed: count,
  versions: v.record(v.string(), v.string()),
  backend: v.strictObject({
    name: v.string(),
    device: v.string(),
    accelerated: v.union([v.boolean(), v.literal('unknown')]),
    reason: v.string(),
  }),
  rows: v.strictObject({ training: count, validation: count }),
  members: v.nullable(
    v.strictObject({
      count: v.pipe(count, v.minValue(1)),
      splitSeed: count,
      outOfFoldRows: count,
      candidates: v.array(
        v.strictObject({
          name: v.string(),
          hidden: v.array(count),
          bestEpoch: count,
          epochs: count,
          cost: finite,
        }),
      ),
      chosen: v.string(),
      linearShare: v.pipe(finite, v.minValue(0), v.maxValue(1)),
      temperature: v.pipe(finite, v.gtValue(0)),
      refitted: v.boolean(),
    }),
  ),
  conformal: v.array(
    v.strictObject({
      level: v.pipe(finite, v.gtValue(0), v.ltValue(1)),
      quantile: v.nullable(notNegative),
    }),
  ),
  curve: v.strictObject({
    epochs: count,
    bestEpoch: count,
    points: v.array(
      v.strictObject({ epoch: count, cost: v.nullable(finite), validationCost: v.nullable(finite) }),
    ),
  }),
})

/** The worst relative error of a function, in units of u, that a backend may claim: its golden rows must mean something. */
const functionError = v.pipe(notNegative, v.maxValue(65536))

/** `golden`: rows and the predictions expected for them. */
export const goldenSchema: v.GenericSchema<unknown, Golden> = v.strictObject({
  columns: texts,
  rows: v.pipe(v.array(v.array(v.nullable(v.string()))), v.minLength(1)),
  expected: v.array(v.array(finite)),
  arithmetic: v.strictObject({
    unitRoundoff: v.pipe(finite, v.gtValue(0), v.maxValue(2 ** -10)),
    exp: functionError,
    log: functionError,
    tanh: functionError,
    division: functionError,
    squareRoot: functionError,
    flushesSubnormals: v.boolean(),
    underflow: v.pipe(notNegative, v.maxValue(2 ** -24)),
    overflow: v.exactOptional(v.pipe(finite, v.gtValue(1))),
    losesNaN: v.exactOptional(v.boolean()),
    varies: v.exactOptional(v.boolean()),
  }),
})
