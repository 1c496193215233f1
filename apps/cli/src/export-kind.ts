import { startOf } from './table/bytes.ts'

/** The beginning of an export says what it is within so many bytes. */
const bytesOfBeginning = 1 << 12

/** ONNX: the version of its format, in two bytes, then who made it. */
const maker = '\u0012\u0005leven'

/** Whether a file looks like what `leven export` writes: its beginning says so. Nothing in it is verified. */
export function looksLikeExport(path: string): boolean {
  const beginning = startOf(path, bytesOfBeginning).toString('latin1')
  return beginning.startsWith(maker, 2) || /\bmade by leven export\b/i.test(beginning)
}
