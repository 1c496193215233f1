import { LevenError } from '@leven/core'
import type { Encoder } from './encoder.ts'
import type { Table } from './table.ts'

/**
 * The sample weight of each row, or undefined where the encoder has no weight column. Not scaled.
 * @throws DataError where the column is not there, a weight is missing, negative or no finite number, or all are 0.
 */
export function encodeWeights(encoder: Encoder, table: Table, rows?: Int32Array): Float32Array | undefined {
  throw new LevenError('FAILED', `encodeWeights ${encoder.target.name} ${table.source} ${rows?.length}`, '')
}

/**
 * A weight for each row that gives every class the same sum: m / (classes · rows of its class).
 * @param classOf the class of each row, as `readTargets` gives it.
 */
export function balancedWeights(classOf: ArrayLike<number>): Float32Array {
  throw new LevenError('FAILED', `balancedWeights ${classOf.length}`, '')
}
