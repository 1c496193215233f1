import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Catalogue } from '../src/texts/catalogue.ts'
import { below as germanBelow } from '../src/texts/de/below.ts'
import { board as germanBoard } from '../src/texts/de/board.ts'
import { device as germanDevice } from '../src/texts/de/device.ts'
import { exercises as germanExercises } from '../src/texts/de/exercises.ts'
import { parts as germanParts } from '../src/texts/de/parts.ts'
import { tables as germanTables } from '../src/texts/de/tables.ts'
import { below as japaneseBelow } from '../src/texts/ja/below.ts'
import { board as japaneseBoard } from '../src/texts/ja/board.ts'
import { device as japaneseDevice } from '../src/texts/ja/device.ts'
import { exercises as japaneseExercises } from '../src/texts/ja/exercises.ts'
import { parts as japaneseParts } from '../src/texts/ja/parts.ts'
import { tables as japaneseTables } from '../src/texts/ja/tables.ts'
import { languageFor } from '../src/texts/languages.ts'
import { inWords } from '../src/texts/said.ts'
import { isOfCode } from './code-texts.ts'
import { strayTexts } from './stray-texts.ts'
import { panelOf, readNames } from './used-texts.ts'

const german: Catalogue = {
  ...germanBoard,
  ...germanParts,
  ...germanBelow,
  ...germanDevice,
  ...germanExercises,
  ...germanTables,
}
const japanese: Catalogue = {
  ...japaneseBoard,
  ...japaneseParts,
  ...japaneseBelow,
  ...japaneseDevice,
  ...japaneseExercises,
  ...japaneseTables,
}

const src = fileURLToPath(new URL('../src/', import.meta.url))

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('texts/') && !path.includes('.generated.'))
  .sort()

const strayOf = (path: string) =>
  strayTexts(path, readFileSync(src + path, 'utf8')).filter((text) => !isOfCode(path, text))

describe('every text that people read is in the catalogue', () => {
  test('a source file holds none: they are in src/texts', () => {
    const found = sources.flatMap(strayOf)
    expect(found).toEqual([])
  })

  test('what is found: text between tags, in attributes that are read, and sentences anywhere', () => {
    const source = `
      import { a } from 'some module'
      const told = 'Something is wrong.'
      throw new TypeError('not for readers')
      const x = <p class="one two" title={on ? 'Hello' : b === 'other' ? t.x : \`\${n} units\`}>Words {c && 'more'} <code>leven train</code></p>`
    expect(strayTexts('some.tsx', source)).toEqual(['Something is wrong.', 'Hello', 'units', 'Words', 'more'])
  })
})

/** English by panel, as the panels bring it. */
async function englishPanels(): Promise<ReadonlyMap<string, unknown>> {
  const files = readdirSync(`${src}texts`).filter((name) => name.endsWith('.ts'))
  const modules = await Promise.all(
    files.map(async (name): Promise<readonly [string, unknown]> => {
      const loaded: unknown = await import(`../src/texts/${name.slice(0, -3)}.ts`)
      const english =
        typeof loaded === 'object' && loaded !== null && 'english' in loaded ? loaded.english : undefined
      return [panelOf(name), english]
    }),
  )
  return new Map(modules.filter(([, english]) => english !== undefined))
}

/** Every text below a value, by its path; a function is called with marks, so that what it leaves out is seen. */
function leaves(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') {
    const marks = ['⟨a⟩', '⟨b⟩', '⟨c⟩', '⟨d⟩', '⟨e⟩', '⟨f⟩'].slice(0, value.length)
    return [[path, String(Reflect.apply(value, undefined, marks))]]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => leaves(each, path ? `${path}.${key}` : key))
}

/** What has the same name in every language. */
const names: readonly string[] = ['Leaky ReLU']

/** Panels whose texts are chosen by who leaves the words to the page. */
const leftToThePage: readonly string[] = ['faults', 'ownCode', 'tables']

describe('every text of the catalogue is shown somewhere', () => {
  test('by a source that takes its panel: its first name is read there, and the names below it anywhere', async () => {
    const read = new Map(sources.map((path) => [path, readNames(path, readFileSync(src + path, 'utf8'))]))
    const anywhere = new Set([...read.values()].flatMap(({ names }) => [...names]))
    const unread = [...(await englishPanels())].flatMap(([panel, texts]) => {
      const own = new Set(
        [...read.values()].filter(({ panels }) => panels.includes(panel)).flatMap(({ names }) => [...names]),
      )
      return leaves(texts).flatMap(([path]) => {
        const [first = '', ...below] = path.split('.')
        const known = leftToThePage.includes(panel) ? anywhere.has(first) : own.has(first)
        const shown = known && below.every((name) => /^\d+$/.test(name) || anywhere.has(name))
        return shown ? [] : [`${panel}.${path}`]
      })
    })
    expect(unread).toEqual([])
  })

  test('what is read: members, names taken out of an object, its keys, and words by which one is chosen', () => {
    const source = `
      import { costTexts } from '../texts/cost.ts'
      import { deviceRegionTexts } from '../texts/device-region.ts'
      const { title: shown, hint } = costTexts()
      const x = t.views[kind === 'roc' ? 'roc' : other]
      const y = { label: t.label }`
    const { panels, names } = readNames('some.ts', source)
    expect(panels).toEqual(['cost', 'deviceRegion'])
    expect([...names].sort()).toEqual(['hint', 'label', 'roc', 'title', 'views'])
  })
})

const marksIn = (text: string) => [...new Set(text.match(/⟨\w⟩/g) ?? [])].sort()

describe.each([
  ['German', german, /[äöüßÄÖÜ]|\b(der|die|das|und|nicht)\b/],
  ['Japanese', japanese, /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u],
] as const)('%s', (_, catalogue, own) => {
  test('says everything that English says, with every number and name in it', async () => {
    const english = new Map([...(await englishPanels())].flatMap(([panel, texts]) => leaves(texts, panel)))
    const other = new Map(leaves(catalogue))
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [path, text] of english) {
      expect([path, marksIn(other.get(path) ?? '')]).toEqual([path, marksIn(text)])
    }
  })

  test('is not English left standing', async () => {
    const english = new Map([...(await englishPanels())].flatMap(([panel, texts]) => leaves(texts, panel)))
    const same = leaves(catalogue).filter(
      ([path, text]) =>
        text === english.get(path) && /\p{L}{2,} \p{L}{2,}/u.test(text) && !names.includes(text),
    )
    expect(same).toEqual([])
    const all = leaves(catalogue).map(([, text]) => text)
    expect(all.join(' ')).toMatch(own)
  })
})

describe('a text that a worker leaves to the page', () => {
  test('is put in words by its name, with what stands in it; fractions as the language has them', async () => {
    const texts = { slow: (seconds: number) => `Longer than ${seconds} s.`, stop: 'Stop.' }
    expect(inWords(texts, [['slow', 0.5], ['stop']])).toBe('Longer than 0.5 s. Stop.')
  })
})

test('the language is the first that the reader wants and the page has', () => {
  expect(languageFor(['fr-CH', 'de-CH', 'en'])).toBe('de')
  expect(languageFor(['ja'])).toBe('ja')
  expect(languageFor(['DE-at'])).toBe('de')
  expect(languageFor(['fr', 'tlh'])).toBe('en')
  expect(languageFor([])).toBe('en')
})
