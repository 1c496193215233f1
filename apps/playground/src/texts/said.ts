import { whole, written } from './numbers.ts'

/**
 * A text of the catalogue as plain data: its name, and what stands in it. So a worker or a sandbox, which cannot know
 * the language, leaves the words to the page.
 */
export type Said<Texts> = {
  [Name in keyof Texts]: Texts[Name] extends (...values: infer Values) => string
    ? readonly [Name, ...OrPart<Texts, Values>]
    : readonly [Name]
}[keyof Texts]

/** A text that stands in another. */
export interface SaidPart<Texts> {
  readonly said: Said<Texts>
}

type OrPart<Texts, Values extends readonly unknown[]> = {
  [Place in keyof Values]: string extends Values[Place] ? Values[Place] | SaidPart<Texts> : Values[Place]
}

/** Some of them in words, one after the other; numbers as the language of the page writes them. */
export function inWords<Texts>(texts: Texts, said: readonly Said<Texts>[]): string {
  return said.map((each) => one(texts, each)).join(' ')
}

function one<Texts>(texts: Texts, [name, ...values]: Said<Texts>): string {
  const text: unknown = texts[name]
  if (typeof text !== 'function') return String(text)
  const inLanguage = values.map((value: unknown) => {
    if (isPart(texts, value)) return one(texts, value.said)
    if (typeof value !== 'number') return value
    // A small count stays a number, by which a text may choose its words.
    if (Number.isInteger(value)) return value < 1000 ? value : whole(value)
    return written(String(value))
  })
  return String(Reflect.apply(text, undefined, inLanguage))
}

/** What stands in a text is a number, a string or a part: its type says so. */
function isPart<Texts>(_of: Texts, value: unknown): value is SaidPart<Texts> {
  return typeof value === 'object' && value !== null && 'said' in value
}
