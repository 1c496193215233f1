import { type Signal, signal } from '@preact/signals'
import type { Catalogue } from './catalogue.ts'
import { type Language, languages } from './languages.ts'

/** What is spoken; English needs no catalogue, since each panel brings its own. */
const spoken: Signal<{ readonly language: Language; readonly catalogue: Catalogue | undefined }> = signal({
  language: 'en',
  catalogue: undefined,
})

const catalogues: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>> = {
  de: async () => (await import('./de/german.ts')).german,
  ja: async () => (await import('./ja/japanese.ts')).japanese,
}

/** The language that the page speaks. */
export function language(): Language {
  return spoken.value.language
}

/** What stands between the ones and the tenths. */
export function decimalMark(): '.' | ',' {
  return languages[language()].decimalMark
}

/**
 * Speaks another language, from its catalogue, and says so in the document.
 * @returns whether it could be fetched; where not, the page goes on in the language it has.
 */
export async function speak(next: Language): Promise<boolean> {
  try {
    const catalogue = next === 'en' ? undefined : await catalogues[next]()
    spoken.value = { language: next, catalogue }
    const { documentElement: root } = document
    root.lang = next
    root.dir = 'ltr'
    return true
  } catch {
    // vite:preloadError has told the reader.
    return false
  }
}

/**
 * The texts of a panel: its own English ones, or those of the language that is spoken.
 * @returns to be called where the texts are used, so that they follow the language.
 * @example export const costTexts = textsOf('cost', english)   // in a component: const t = costTexts()
 */
export function textsOf<Panel extends keyof Catalogue>(
  panel: Panel,
  english: Catalogue[Panel],
): () => Catalogue[Panel] {
  return () => spoken.value.catalogue?.[panel] ?? english
}
