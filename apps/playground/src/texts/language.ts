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
const wanted = new Set<keyof LaterTexts>()

/** The language that the page speaks. */
export function language(): Language {
  return spoken.value.language
}

/** What stands between the ones and the tenths. */
export function decimalMark(): '.' | ',' {
  return languages[language()].decimalMark
}

/**
 * Speaks another language, from its catalogue, and says so in the document: all panels that are there at once, so that
 * none is left behind in another language.
 * @returns whether it could be fetched; where not, the page goes on in the language it has.
 */
export async function speak(next: Language): Promise<boolean> {
  try {
    const tongue = next === 'en' ? undefined : await tongues[next]()
    const later = await Promise.all([...wanted].map((file) => fetched(tongue, file)))
    spoken.value = { language: next, catalogue: merged([tongue?.board ?? {}, ...later]), tongue }
    const { documentElement: root } = document
    root.lang = next
    root.dir = 'ltr'
    void bring('parts')
    return true
  } catch {
    // vite:preloadError has told the reader.
    return false
  }
}

/** The texts of several files in one. */
function merged(files: readonly Partial<Catalogue>[]): Partial<Catalogue> {
  let all: Partial<Catalogue> = {}
  for (const texts of files) all = { ...all, ...texts }
  return all
}

/** One more file of a language; nothing where it cannot be had, and then what it is for stays English. */
async function fetched(tongue: Tongue | undefined, file: keyof LaterTexts): Promise<Partial<Catalogue>> {
  try {
    return (await tongue?.later[file]()) ?? {}
  } catch {
    // vite:preloadError has told the reader.
    return {}
  }
}

/** Speaks one more file of the language that is spoken by the time it is there. */
async function bring(file: keyof LaterTexts): Promise<void> {
  const { tongue } = spoken.peek()
  const texts = await fetched(tongue, file)
  const now = spoken.peek()
  if (now.tongue !== tongue) return bring(file)
  if (Object.keys(texts).every((panel) => panel in now.catalogue)) return
  spoken.value = { ...now, catalogue: { ...now.catalogue, ...texts } }
}

/**
 * What is fetched, once its words are there too in the language that is spoken: nothing is drawn in another one.
 * @example const { GalleryDialog } = await withWords(import('./GalleryDialog.tsx'))
 */
export async function withWords<Part>(fetching: Promise<Part>): Promise<Part> {
  const part = await fetching
  await Promise.all([...wanted].map(bring))
  return part
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

/** The same for a panel that comes later, by `withWords`: it brings the file of each language that its texts are in. */
export function textsFrom<
  File extends keyof LaterTexts,
  Panel extends keyof LaterTexts[File] & keyof Catalogue,
>(file: File, panel: Panel, english: Catalogue[Panel]): () => Catalogue[Panel] {
  wanted.add(file)
  void bring(file)
  return textsOf(panel, english)
}
