import { faultOf } from '../../training/fault.ts'
import type { Refusal } from './bench.ts'

/** An error as plain data. */
export function refusal(error: unknown): Refusal {
  return { kind: 'refused', ...faultOf(error, ['againOrReload']) }
}
