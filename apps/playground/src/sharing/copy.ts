import { type Signal, signal } from '@preact/signals'

/** What was last copied, by what was asked for, said aloud; '' for nothing. */
export const copied: Signal<string> = signal('')

/**
 * Puts a text on the clipboard, and says so.
 * @param what the text is, to begin a sentence.
 */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    copied.value = `${what} copied.`
  } catch {
    // Not allowed, or not a secure page: the text is shown to be taken by hand.
    copied.value = `${what} could not be copied: this browser does not allow it. Take it from the field.`
  }
}
