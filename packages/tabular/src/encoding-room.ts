import type { RobustScale } from './robust-scale.ts'

/**
 * Writes the inputs of a column's numbers, as `writeRobust` does of one.
 * @param count how many of the numbers are written.
 * @param at the place of the first number's first input; `stride` places behind it is the next number's.
 */
export type WriteNumbers = (
  numbers: Float64Array,
  count: number,
  to: Float32Array,
  at: number,
  stride: number,
) => void

/** Room for encoded rows, for whoever encodes many tables one by one. */
export interface EncodingRoom {
  /** Room for so many numbers, whatever they hold. What was given before must not be used any more. */
  floats(length: number): Float32Array
  /** What writes the numbers of a column there, in the same bits as `encodeFeatures` alone; undefined where nothing does. */
  writerOf(scale: RobustScale, median: number): WriteNumbers | undefined
}
