export type { GradientsBound } from './bounds/backward.ts'
export { bounds } from './bounds/index.ts'
export type { UpdateBound } from './bounds/update.ts'
export type { Operand } from './case.ts'
export { assertConforms, type ConformOptions, conform, type Open } from './conform.ts'
export { lawNames } from './laws/index.ts'
export type { Matrix } from './matrix.ts'
export { type BlockDistance, parameterDistances } from './parameter-distance.ts'
export {
  type ConformanceReport,
  type Failure,
  formatFailure,
  formatReport,
  type LawReport,
} from './report.ts'
export { ulps } from './ulps.ts'
export { type Testimony, type Witness, witness } from './witness.ts'
