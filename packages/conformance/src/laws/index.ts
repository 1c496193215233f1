import type { Law } from '../law.ts'
import { allocationLaws } from './allocations.ts'
import { atOnceLaws } from './at-once.ts'
import { claimLaws } from './claims.ts'
import { exactLaws } from './exact.ts'
import { functionLaws } from './functions.ts'
import { gridLaws } from './grids.ts'
import { handleLaws } from './handles.ts'
import { hostArrayLaws } from './host-arrays.ts'
import { instanceLaws } from './instances.ts'
import { layerLaws } from './layers.ts'
import { limitLaws } from './limits.ts'
import { memoryLaws } from './memory.ts'
import { notFiniteLaws } from './not-finite.ts'
import { oneLossLaws } from './one-loss.ts'
import { operationLaws } from './operations.ts'
import { orderLaws } from './order.ts'
import { overwrittenLaws } from './overwritten.ts'
import { recordedLaws } from './recorded.ts'
import { repeatedLaws } from './repeated.ts'
import { sharedOperandLaws } from './shared-operands.ts'
import { sizeLaws } from './sizes.ts'
import { trainingLaws } from './training.ts'

/** All laws, in the order they are tried: what others rest on first. */
export const allLaws: readonly Law[] = [
  ...claimLaws,
  ...memoryLaws,
  ...hostArrayLaws,
  ...allocationLaws,
  ...handleLaws,
  ...atOnceLaws,
  ...operationLaws,
  ...exactLaws,
  ...oneLossLaws,
  ...sizeLaws,
  ...layerLaws,
  ...notFiniteLaws,
  ...limitLaws,
  ...orderLaws,
  ...overwrittenLaws,
  ...repeatedLaws,
  ...sharedOperandLaws,
  ...recordedLaws,
  ...instanceLaws,
  ...functionLaws,
  ...gridLaws,
  ...trainingLaws,
]

/** The names of the laws that are tried by default, in their order. */
export const lawNames: readonly string[] = allLaws.filter(({ thorough }) => !thorough).map(({ name }) => name)
