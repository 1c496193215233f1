import type { KernelSource } from './kernel.ts'

/** Host numbers, copied to the device. */
export const place: KernelSource = {
  name: 'place',
  source: 'function (values) { return values[this.thread.y][this.thread.x]; }',
  functions: [],
}

/** Column i of the result = column columns[i] of `from`; both have the same rows, `columns` is count × 1. */
export const gather: KernelSource = {
  name: 'gather',
  source: 'function (from, columns) { return from[columns[0][this.thread.y]][this.thread.x]; }',
  functions: [],
}
