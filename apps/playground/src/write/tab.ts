import type { ExerciseName } from './exercises.ts'

/** The id of an exercise's tab. */
export function tabOf(name: ExerciseName): string {
  return `write-tab-${name}`
}
