/** Rows of numbers that are kept outside of memory, all of one width. */
export interface RowFile {
  /** Adds whole rows, one after the other; they are copied before it returns. */
  append(rows: Float32Array): void
  /** Writes row rows[i] to place i of `to`. Never called again before it is done. */
  gather(rows: Int32Array, to: Float32Array): Promise<void>
  /** Gives the room back. It must not be used again. */
  close(): void
}

/** Opens a file of rows of so many numbers, without any. */
export type OpenRowFile = (width: number) => RowFile
