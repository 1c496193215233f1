import type { ExerciseName } from '../../own-code/exercises.ts'

/** The id of an exercise's tab. */
export function tabOf(name: ExerciseName): string {
  return `write-tab-${name}`
}
