export type {
  Activation,
  Arithmetic,
  Backend,
  BackendInfo,
  Bytes,
  DeviceMemory,
  OpenBackend,
  OpenOptions,
  Operations,
  Output,
  Tensor,
  UpdateRule,
  Values,
} from './backend.ts'
export { repeatable } from './backend.ts'
export { checked } from './checked.ts'
export {
  balancedWeights,
  checkDataset,
  checkMatrix,
  type Dataset,
  meanOne,
  weightsByClass,
} from './dataset.ts'
export {
  checkDeviceMemory,
  type TrainingNumbers,
  type TrainingSize,
  trainingNumbers,
} from './device-memory.ts'
export { type Divergence, DivergenceError, isDivergence, type LocatedParameter } from './divergence.ts'
export {
  BackendUnavailableError,
  type ErrorCode,
  HandleError,
  InvalidDataError,
  InvalidOptionError,
  isLevenError,
  LevenError,
  OutOfMemoryError,
  ShapeError,
} from './errors.ts'
export { cost, pieceSize } from './evaluation.ts'
export { EventLoop } from './event-loop.ts'
export { type FoldedNetwork, foldNetworks, type Member } from './fold.ts'
export {
  type GradientBlock,
  type GradientCheck,
  type GradientCheckOptions,
  gradientCheck,
  gradientTolerance,
} from './gradient-check.ts'
export { inTurns } from './in-turns.ts'
export { type Initializer, initialParameters } from './initializer.ts'
export { type InstanceSource, type Instances, isSource, piecesOf } from './instances.ts'
export { backward, forward, type StepRules, step } from './learn.ts'
export {
  activationNames,
  checkNetwork,
  checkParameters,
  type LayerParameters,
  type LayerShape,
  layerShapes,
  type Network,
  type NetworkOptions,
  type NetworkParameters,
  network,
  outputNames,
} from './network.ts'
export {
  type AdamProducts,
  adam,
  gradientDescent,
  momentCount,
  momentum,
  type Optimizer,
  updateRule,
} from './optimizer.ts'
export { markOf, type Origin } from './origin.ts'
export { openPredictor, type Predictor, predict } from './predict.ts'
export { generator, type Purpose, permutation, uniform } from './random.ts'
export { activate, loss, openReference, slope } from './reference.ts'
export { type Schedule, scheduledRate } from './schedule.ts'
export { train } from './train.ts'
export type {
  Best,
  LayerState,
  Outcome,
  Progress,
  Training,
  TrainingState,
  TrainOptions,
} from './training.ts'
export { inOneGo, type Turns } from './turns.ts'
export {
  Allocation,
  type BatchTensors,
  type ForwardLayer,
  type ForwardWorkspace,
  forwardWorkspace,
  type LearningLayer,
  type LearningTensors,
  type LearningWorkspace,
  learningWorkspace,
  type ParameterTensors,
  placeParameters,
  withGradients,
} from './workspace.ts'
