import type { Law } from '../law.ts'
import { exactLaws } from './exact.ts'
import { functionLaws } from './functions.ts'
import { handleLaws } from './handles.ts'
import { memoryLaws } from './memory.ts'
import { operationLaws } from './operations.ts'
import { orderLaws } from './order.ts'
import { sizeLaws } from './sizes.ts'
import { trainingLaws } from './training.ts'

/** All laws, in the order they are tried: what others rest on first. */
export const allLaws: readonly Law[] = [
  ...memoryLaws,
  ...handleLaws,
  ...operationLaws,
  ...exactLaws,
  ...sizeLaws,
  ...orderLaws,
  ...functionLaws,
  ...trainingLaws,
]

/** The names of all laws, in the order they are tried. */
export const lawNames: readonly string[] = allLaws.map(({ name }) => name)
