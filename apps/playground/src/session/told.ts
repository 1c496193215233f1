import { isLevenError } from '@leven/core'
import { pageTexts } from '../texts/page.ts'

/** An error in sentences: what happened, and what to do. */
export function told(error: unknown): string {
  if (isLevenError(error)) return `${error.message} ${error.remedy}`
  return pageTexts().wrong(error instanceof Error ? error.message : String(error))
}
