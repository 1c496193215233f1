import { type ReadonlySignal, type Signal, signal } from '@preact/signals'

/** Where the code of the exercises is kept. Storages are asked for where they are used: a browser may refuse. */
export const codeKey = 'leven.write'
export const ofTab: () => Storage = () => sessionStorage
export const ofBrowser: () => Storage = () => localStorage
export const codeStorages: readonly (() => Storage)[] = [ofTab, ofBrowser]

const forgettings: Signal<number> = signal(0)

/** How often the code was forgotten since the page was loaded. */
export const codeForgotten: ReadonlySignal<number> = forgettings

/** Forgets the code of every exercise, of this tab and of those to come. */
export function forgetCode(): void {
  for (const storage of codeStorages) {
    try {
      storage().removeItem(codeKey)
    } catch {
      // No storage: nothing was kept
    }
  }
  forgettings.value++
}
