export { isLevenError } from '@leven/core'
export {
  backendLoaders,
  backendNames,
  type ChoiceOptions,
  type Chosen,
  openBest,
  openByName,
  type Refusal,
} from './backends.ts'
export { type FitOptions, fit, load, type TrainedFit } from './fit.ts'
export type { FittedModel } from './fitted-model.ts'
export type { Prediction, TargetValue } from './prediction.ts'
export type { RowPredictor } from './row-predictor.ts'
export type { Rows } from './rows.ts'
