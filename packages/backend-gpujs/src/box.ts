import type { Tensor } from '@leven/core'
import type { Content } from './library.ts'

/** A backend's identity. Only its live handles hold it, so one comparison tells class, owner and life. */
export type Owner = object

/**
 * A handle: a box round a matrix on the device. A kernel cannot write the texture it reads, so a matrix is never changed:
 * its box gets another one, and the old one is deleted.
 */
export class Box implements Tensor {
  readonly rows: number
  readonly columns: number
  /** Absent until something is written: a tensor whose zeros nobody reads costs nothing. */
  content: Content | undefined
  /** The backend while the tensor lives; undefined once it is freed. */
  owner: Owner | undefined

  constructor(rows: number, columns: number, owner: Owner) {
    this.rows = rows
    this.columns = columns
    this.owner = owner
  }
}
