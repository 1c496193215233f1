import { type Signal, signal } from '@preact/signals'
import type { BoardTexts, Catalogue, LaterTexts } from './catalogue.ts'
import { type Language, languages } from './languages.ts'

/** What is spoken; English needs no catalogue, since each panel brings its own. */
const spoken: Signal<{ readonly language: Language; readonly catalogue: Partial<Catalogue> }> = signal({
  language: 'en',
  catalogue: {},
})

/** A language, file by file: what is seen first, and what comes after it. */
interface Tongue {
  readonly board: () => Promise<BoardTexts>
  readonly later: { readonly [File in keyof LaterTexts]: () => Promise<LaterTexts[File]> }
}

const tongues: Readonly<Record<Exclude<Language, 'en'>, Tongue>> = {
  de: {
    board: async () => (await import('./de/board.ts')).board,
    later: {
      parts: async () => (await import('./de/parts.ts')).parts,
      below: async () => (await import('./de/below.ts')).below,
      device: async () => (await import('./de/device.ts')).device,
      exercises: async () => (await import('./de/exercises.ts')).exercises,
    },
  },
  ja: {
    board: async () => (await import('./ja/board.ts')).board,
    later: {
      parts: async () => (await import('./ja/parts.ts')).parts,
      below: async () => (await import('./ja/below.ts')).below,
      device: async () => (await import('./ja/device.ts')).device,
      exercises: async () => (await import('./ja/exercises.ts')).exercises,
    },
  },
}

/** The later files whose panels are there. */
const wanted = new Set<keyof LaterTexts>(['parts'])

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
 * there; those of what is fetched later follow by themselves, if their panels are there.
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
    for (const file of wanted) void bring(file)
    return true
  } catch {
    // vite:preloadError has told the reader.
    return false
  }
}

/** Fetches one more file of the language that is spoken, and speaks it too where that language still is. */
async function bring(file: keyof LaterTexts): Promise<void> {
  const { language } = spoken.peek()
  if (language === 'en') return
  try {
    const texts = await tongues[language].later[file]()
    const now = spoken.peek()
    if (now.language === language) spoken.value = { language, catalogue: { ...now.catalogue, ...texts } }
  } catch {
    // vite:preloadError has told the reader: what the file is for stays English.
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

/** The same for a panel that comes later: it brings the file of each language that its texts are in. */
export function textsFrom<
  File extends keyof LaterTexts,
  Panel extends keyof LaterTexts[File] & keyof Catalogue,
>(file: File, panel: Panel, english: Catalogue[Panel]): () => Catalogue[Panel] {
  if (!wanted.has(file)) {
    wanted.add(file)
    void bring(file)
  }
  return textsOf(panel, english)
}
