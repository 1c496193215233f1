import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Code, type ExerciseName, exercises, startingCode } from '../own-code/exercises.ts'

const key = 'leven.write'

/* Asked for where they are used: a browser may refuse. */
const ofTab = () => sessionStorage
const ofBrowser = () => localStorage
const storages = [ofTab, ofBrowser]

const forgettings: Signal<number> = signal(0)

/** How often the code was forgotten since the page was loaded. */
export const codeForgotten: ReadonlySignal<number> = forgettings

/**
 * The code that was kept: of each exercise what this tab wrote, so that another tab never writes over it; else what
 * any tab of this browser wrote last; else the starting code.
 */
export function keptCode(): Code {
  const [own, shared] = [keptIn(ofTab), keptIn(ofBrowser)]
  const entries = exercises.map(({ name, start }) => {
    const texts = [own.get(name), shared.get(name)]
    return [name, texts.find((text) => typeof text === 'string') ?? start] as const
  })
  return { ...startingCode, ...Object.fromEntries(entries) }
}

/** Forgets the code of every exercise, of this tab and of those to come. */
export function forgetCode(): void {
  for (const storage of storages) {
    try {
      storage().removeItem(key)
    } catch {
      // No storage: nothing was kept
    }
  }
  forgettings.value++
}

/** Keeps one exercise's code for this tab and for new ones, where it may, beside what is kept of the others. */
export function keepCode(name: ExerciseName, text: string): void {
  for (const storage of storages) {
    try {
      storage().setItem(key, JSON.stringify({ ...Object.fromEntries(keptIn(storage)), [name]: text }))
    } catch {
      // Private windows and full disks keep nothing; the page goes on without
    }
  }
}

function keptIn(storage: () => Storage): ReadonlyMap<string, unknown> {
  try {
    const found: unknown = JSON.parse(storage().getItem(key) ?? '{}')
    return new Map(typeof found === 'object' && found !== null ? Object.entries(found) : [])
  } catch {
    // No storage, or not ours: begin anew
    return new Map()
  }
}
