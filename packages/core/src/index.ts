export type {
  Activation,
  Arithmetic,
  Backend,
  BackendInfo,
  OpenBackend,
  Output,
  Tensor,
  UpdateRule,
  Values,
} from './backend.ts'
export { checked } from './checked.ts'
export type { Dataset } from './dataset.ts'
export {
  BackendUnavailableError,
  type ErrorCode,
  HandleError,
  InvalidOptionError,
  LevenError,
  OutOfMemoryError,
  ShapeError,
} from './errors.ts'
export type { LayerParameters, Network, NetworkParameters } from './network.ts'
export { generator, type Purpose, permutation, uniform } from './random.ts'
export { activate, loss, openReference, slope } from './reference.ts'
