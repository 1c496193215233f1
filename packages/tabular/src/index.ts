export { majorityPredictions } from './baseline.ts'
export { DataError, type Place } from './data-error.ts'
export { decodePredictions, type Predictions } from './decode.ts'
export { type EncodedFeatures, encodeFeatures } from './encode-features.ts'
export {
  type BinaryTarget,
  type CategoryFeature,
  type Encoder,
  type FeatureColumn,
  featureNames,
  inputCount,
  type MulticlassTarget,
  type NumberFeature,
  type NumberScaling,
  outputCount,
  outputKind,
  type RegressionTarget,
  type TargetColumn,
  type Task,
} from './encoder.ts'
export { type EncoderOptions, type FittedEncoder, fitEncoder } from './fit-encoder.ts'
export { computeMetrics, meanLoss } from './metrics/metrics.ts'
export type { BinaryMetrics, Metrics, MulticlassMetrics, RegressionMetrics } from './metrics/types.ts'
export { type PredictionRows, predictionRows } from './prediction-rows.ts'
export { type Split, splitRows, stratifiedFolds, stratifiedSplit } from './split.ts'
export type { Table, TextColumn } from './table.ts'
export { encodeTargets, type FittedTarget, fitTarget, readTargets, type TargetOptions } from './target.ts'
export { encodeWeights } from './weights.ts'
