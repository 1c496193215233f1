import { type Signal, signal } from '@preact/signals'
import type { BoardTexts, Catalogue, LaterTexts } from './catalogue.ts'
import { type Language, languages } from './languages.ts'

/** A language: its board, which is seen first, and its other files, each to be fetched. */
export interface Tongue {
  readonly board: BoardTexts
  readonly later: { readonly [File in keyof LaterTexts]: () => Promise<LaterTexts[File]> }
}

const tongues: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Tongue>>> = {
  de: async () => (await import('./de/german.ts')).german,
  ja: async () => (await import('./ja/japanese.ts')).japanese,
}

/** What is spoken; English needs no catalogue, since each panel brings its own. */
const spoken: Signal<{
  readonly language: Language
  readonly catalogue: Partial<Catalogue>
  readonly tongue: Tongue | undefined
}> = signal({ language: 'en', catalogue: {}, tongue: undefined })

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
    const tongue = next === 'en' ? undefined : await tongues[next]()
    spoken.value = { language: next, catalogue: tongue?.board ?? {}, tongue }
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
  const { tongue } = spoken.peek()
  if (!tongue) return
  try {
    const texts = await tongue.later[file]()
    const now = spoken.peek()
    if (now.tongue === tongue) spoken.value = { ...now, catalogue: { ...now.catalogue, ...texts } }
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
