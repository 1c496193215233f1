export { type ExportedFile, type ExportTarget, exportModel, targetNames } from './export-model.ts'
export {
  type BoundedGolden,
  boundedGolden,
  float64,
  type TargetArithmetic,
  type UnixMoment,
  unixMoment,
} from './golden.ts'
export { onnxArithmetic, onnxFile } from './onnx/export.ts'
export { pythonSource } from './python/module.ts'
export { moduleSource, moduleTypes } from './script/module.ts'
export { pageSource } from './script/page.ts'
export { type DialectName, dialectNames } from './sql/dialect.ts'
export { type SqlOptions, sqlArithmetic, sqlInputRoundoff, sqlQuery, sqlSelfTest } from './sql/query.ts'
