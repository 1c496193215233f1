import { type Signal, signal } from '@preact/signals'
import { sharingTexts } from '../texts/sharing.ts'

/** What was last copied, by what was asked for, said aloud; '' for nothing. */
export const copied: Signal<string> = signal('')

/**
 * Puts a text on the clipboard, and says so.
 * @param what the text is, to begin a sentence.
 */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    copied.value = sharingTexts().copied(what)
  } catch {
    // Not allowed, or not a secure page: the text is shown to be taken by hand.
    copied.value = sharingTexts().notCopied(what)
  }
}
