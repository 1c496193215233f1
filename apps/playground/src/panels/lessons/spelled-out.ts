import { writePermalink } from '../../settings/permalink.ts'
import { readView } from '../../settings/view.ts'
import { settingsOfStep } from './lessons.ts'

/** A link that names a lesson, or a step of it, with the settings of that step. */
export function spelledOut(hash: string): string {
  const { lesson, step } = readView(hash)
  const rest = hash.replace(/^#/, '')
  return lesson ? `${writePermalink(settingsOfStep(lesson, step))}&${rest}` : rest
}

/** Goes to the whole link in place of one that names a lesson, where that is still the address. */
export function spellOut(hash: string): void {
  if (location.hash === hash) location.replace(`#${spelledOut(hash)}`)
}
