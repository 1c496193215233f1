import type { Law } from '../law.ts'
import { operationLaws } from './operations.ts'

/** All laws, in the order they are tried: what others rest on first. */
export const allLaws: readonly Law[] = [...operationLaws]
