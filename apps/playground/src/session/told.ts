import { isLevenError } from '@leven/core'
import { TableFault } from '../data/table-fault.ts'
import { withWords } from '../texts/language.ts'
import { pageTexts } from '../texts/page.ts'
import { notice } from './state.ts'

/** An error in sentences: what happened, and what to do. */
export function told(error: unknown): string {
  if (isLevenError(error)) return `${error.message} ${error.remedy}`
  return pageTexts().wrong(error instanceof Error ? error.message : String(error))
}

/** Tells everyone of an error, once its words are there. */
export async function tell(error: unknown): Promise<void> {
  notice.value = told(
    error instanceof TableFault ? (await withWords(import('../data/worded.ts'))).worded(error) : error,
  )
}
