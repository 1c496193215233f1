import { type Code, type ExerciseName, exercises, startingCode } from './exercises.ts'

const key = 'leven.write'

/** The code that this browser kept, with the starting code where it kept none. */
export function savedCode(): Code {
  let found: unknown
  try {
    found = JSON.parse(localStorage.getItem(key) ?? '{}')
  } catch {
    // No storage, or not ours: begin anew
    return startingCode
  }
  if (typeof found !== 'object' || found === null) return startingCode
  const kept = new Map<string, unknown>(Object.entries(found))
  const entries = exercises.map(({ name, start }) => {
    const text = kept.get(name)
    return [name, typeof text === 'string' ? text : start] as const
  })
  return { ...startingCode, ...Object.fromEntries(entries) }
}

/** Keeps one exercise's code in this browser, where it may, beside what another tab has kept of the others. */
export function keepCode(name: ExerciseName, text: string): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...savedCode(), [name]: text }))
  } catch {
    // Private windows and full disks keep nothing; the page goes on without
  }
}
