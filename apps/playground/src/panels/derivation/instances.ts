import type { Values } from '@leven/core'

/** What is learnt from: X n0 × m and Y nL × m, column-major. */
export interface Instances {
  readonly X: Values
  readonly Y: Values
  /** m. */
  readonly instances: number
}
