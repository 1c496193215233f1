import type { Tensor } from '@leven/core'

/** A backend's identity. Only its live handles hold it, so one comparison tells class, owner and life. */
export type Owner = object

/** A handle: a matrix in WebAssembly memory, column-major without gaps. */
export class Matrix implements Tensor {
  readonly rows: number
  readonly columns: number
  /** Where its numbers begin, in bytes. */
  readonly address: number
  /** The backend while the tensor lives; undefined once it is freed. */
  owner: Owner | undefined

  constructor(rows: number, columns: number, address: number, owner: Owner) {
    this.rows = rows
    this.columns = columns
    this.address = address
    this.owner = owner
  }
}
