import { type Signal, signal } from '@preact/signals'
import type { BoardTexts, Catalogue, PartTexts } from './catalogue.ts'
import { type Language, languages } from './languages.ts'

/** What is spoken; English needs no catalogue, since each panel brings its own. */
const spoken: Signal<{ readonly language: Language; readonly catalogue: Partial<Catalogue> }> = signal({
  language: 'en',
  catalogue: {},
})

/** A language in two files: what is seen first, and the rest. */
interface Tongue {
  board(): Promise<BoardTexts>
  parts(): Promise<PartTexts>
}

const tongues: Readonly<Record<Exclude<Language, 'en'>, Tongue>> = {
  de: {
    board: async () => (await import('./de/board.ts')).board,
    parts: async () => (await import('./de/parts.ts')).parts,
  },
  ja: {
    board: async () => (await import('./ja/board.ts')).board,
    parts: async () => (await import('./ja/parts.ts')).parts,
  },
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
 * Speaks another language, from its catalogue, and says so in the document. It resolves once the board's texts are
 * there; those of what is fetched later follow by themselves.
 * @returns whether it could be fetched; where not, the page goes on in the language it has.
 */
export async function speak(next: Language): Promise<boolean> {
  try {
    const tongue = next === 'en' ? undefined : tongues[next]
    const board = await tongue?.board()
    spoken.value = { language: next, catalogue: board ?? {} }
    const { documentElement: root } = document
    root.lang = next
    root.dir = 'ltr'
    if (tongue) void follow(next, tongue)
    return true
  } catch {
    // vite:preloadError has told the reader.
    return false
  }
}

/** Fetches the rest of a language, and speaks it too where that language is still spoken. */
async function follow(next: Language, tongue: Tongue): Promise<void> {
  try {
    const parts = await tongue.parts()
    const { language, catalogue } = spoken.peek()
    if (language === next) spoken.value = { language, catalogue: { ...catalogue, ...parts } }
  } catch {
    // vite:preloadError has told the reader: what is further down stays English.
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
  return () => spoken.value.catalogue[panel] ?? english
}
