export { majorityPredictions } from './baseline.ts'
export { type Cells, chosenCells, firstCells, keepsNumbers, type NumberCells } from './cells.ts'
export {
  type ConformalQuantile,
  conformalLevels,
  conformalQuantile,
  conformalQuantiles,
  quantileAt,
} from './conformal/conformal-quantile.ts'
export {
  type ConformalCoverage,
  conformalCoverage,
  predictionInterval,
  predictionSet,
} from './conformal/conformal-region.ts'
export { conformalScores } from './conformal/conformal-scores.ts'
export { regionColumns, regionRow } from './conformal/region-rows.ts'
export { DataError, isDataError, type Place } from './data-error.ts'
export type { DateFeature, DatePart } from './dates/date-feature.ts'
export { type DateOrder, type Moment, momentText } from './dates/read-date.ts'
export { dateReader } from './dates/settle-dates.ts'
export { decodePredictions, type Predictions } from './decode.ts'
export { type ForeignFormat, foreignFormat, isModelFile } from './dialect/foreign-format.ts'
export { type Layout, layoutOf } from './dialect/layout.ts'
export { type Encoding, encodings, type TextOptions } from './dialect/text-options.ts'
export type { ColumnDescription } from './doctor/describe-column.ts'
export { type Examination, type ExamineOptions, examine, examineInTurns } from './doctor/examine.ts'
export type { Finding, FindingKind } from './doctor/finding.ts'
export { type EncodedFeatures, encodeFeatures, encodeFeaturesInTurns } from './encode-features.ts'
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
export type { EncodingRoom, WriteNumbers } from './encoding-room.ts'
export { FeatureTally } from './feature-tally.ts'
export { type EncoderOptions, type FittedEncoder, fitEncoder, fitEncoderInTurns } from './fit-encoder.ts'
export { type ReadingOptions, readingOf } from './kinds/reading-options.ts'
export { isCaseSaying, spellingKey } from './levels/spelling.ts'
export { type Calibration, calibration, type ReliabilityBin } from './metrics/calibration.ts'
export { type ClassFigures, classFigures } from './metrics/class-figures.ts'
export { type ErrorQuantile, errorQuantiles } from './metrics/error-quantiles.ts'
export type { Interval } from './metrics/intervals/interval.ts'
export { metricIntervals } from './metrics/intervals/metric-intervals.ts'
export {
  type Difference,
  type PairedDifference,
  type PairedVerdict,
  pairedDifference,
} from './metrics/intervals/paired-difference.ts'
export type {
  BinaryIntervals,
  MetricIntervals,
  MulticlassIntervals,
  RegressionIntervals,
} from './metrics/intervals/types.ts'
export { isConstant, judge, type Verdict } from './metrics/judgement.ts'
export { computeMetrics, computeMetricsInTurns, meanLoss } from './metrics/metrics.ts'
export { type ThresholdPoint, thresholdCurve } from './metrics/ranking.ts'
export type { BinaryMetrics, Metrics, MulticlassMetrics, RegressionMetrics } from './metrics/types.ts'
export { defaultMissing, type MissingWords } from './missing/words.ts'
export { namesOfModel, withNamesOfModel } from './model-names.ts'
export { nearestName, suggestion } from './nearest-name.ts'
export {
  inWords,
  isPlain,
  type Notation,
  type Thousands,
} from './notation/notation.ts'
export { type NumberReader, numberReader, numberText } from './notation/number-reader.ts'
export { CellPacker } from './packed/cell-packer.ts'
export { PackedCells } from './packed/packed-cells.ts'
export {
  type PredictionRows,
  predictionColumns,
  predictionRows,
} from './prediction-rows.ts'
export {
  encodeRead,
  encodeTargets,
  readTargets,
  readTargetsInTurns,
  rowsWithTarget,
} from './read-targets.ts'
export { binScale, clipAt, type RobustScale } from './robust-scale.ts'
export { cellText, type Row, type RowEncoder, rowEncoder } from './row-encoder.ts'
export { type Split, splitRows, stratifiedFolds, stratifiedSplit } from './split.ts'
export { type DuplicateRows, duplicateRows } from './splits/duplicate-rows.ts'
export { type GroupedRows, groupedFolds, groupedSplit, groupsOf } from './splits/grouped-split.ts'
export {
  type RowSplitting,
  type RowSplittingOptions,
  rowSplit,
  settleRowSplitting,
} from './splits/row-splitting.ts'
export {
  foldsBy,
  mostFolds,
  type Splitting,
  type SplittingOptions,
  settleSplitting,
  settleSplittingInTurns,
  splitBy,
  splitInTurns,
} from './splits/splitting.ts'
export { timeFolds, timeSplit, timesOf } from './splits/time-split.ts'
export type { Table, TextColumn } from './table.ts'
export { selectRows } from './table-rows.ts'
export { type FittedTarget, fitTarget, fitTargetInTurns, type TargetOptions } from './target.ts'
export { type ChosenThreshold, chooseThreshold } from './thresholds/choose-threshold.ts'
export { type Confusion, type ThresholdFigures, thresholdFigures } from './thresholds/threshold-figures.ts'
export { parseThresholdGoal, type ThresholdGoal, thresholdGoalText } from './thresholds/threshold-goal.ts'
export { countsOf, encodeWeights, encodeWeightsInTurns, rowsStoodFor } from './weights.ts'
