import { type Code, type ExerciseName, exercises, startingCode } from '../../own-code/exercises.ts'
import { codeKey, codeStorages, ofBrowser, ofTab } from '../../session/kept-code.ts'

/**
 * The code that was kept: of each exercise what this tab wrote, so that another tab never writes over it; else what
 * any tab of this browser wrote last; else the starting code.
 */
export function savedCode(): Code {
  const [own, shared] = [keptIn(ofTab), keptIn(ofBrowser)]
  const entries = exercises.map(({ name, start }) => {
    const texts = [own.get(name), shared.get(name)]
    return [name, texts.find((text) => typeof text === 'string') ?? start] as const
  })
  return { ...startingCode, ...Object.fromEntries(entries) }
}

/** Keeps one exercise's code for this tab and for new ones, where it may, beside what is kept of the others. */
export function keepCode(name: ExerciseName, text: string): void {
  for (const storage of codeStorages) {
    try {
      storage().setItem(codeKey, JSON.stringify({ ...Object.fromEntries(keptIn(storage)), [name]: text }))
    } catch {
      // Private windows and full disks keep nothing; the page goes on without
    }
  }
}

function keptIn(storage: () => Storage): ReadonlyMap<string, unknown> {
  try {
    const found: unknown = JSON.parse(storage().getItem(codeKey) ?? '{}')
    return new Map(typeof found === 'object' && found !== null ? Object.entries(found) : [])
  } catch {
    // No storage, or not ours: begin anew
    return new Map()
  }
}
