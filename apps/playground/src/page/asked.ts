import { effect } from '@preact/signals'
import { view } from '../settings/view.ts'
import { language, speak } from '../texts/language.ts'
import { languageFor } from '../texts/languages.ts'
import { pageTexts } from '../texts/page.ts'

/** Speaks the language that the link asks for, else the browser's; and follows the link from then on. To be called once. */
export async function speakAsAsked(): Promise<void> {
  const asked = () => view.value.language ?? languageFor(navigator.languages)
  await speak(asked())
  effect(() => {
    document.title = pageTexts().title
  })
  effect(() => {
    const next = asked()
    if (next !== language()) void speak(next)
  })
}
