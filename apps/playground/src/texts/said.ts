import { written } from './numbers.ts'

/**
 * A text of the catalogue as plain data: its name, and what stands in it. So a worker or a sandbox, which cannot know
 * the language, leaves the words to the page.
 */
export type Said<Texts> = {
  [Name in keyof Texts]: Texts[Name] extends (...values: infer Values) => string
    ? readonly [Name, ...Values]
    : readonly [Name]
}[keyof Texts]

/** Some of them in words, one after the other; fractions as the language of the page writes them. */
export function inWords<Texts>(texts: Texts, said: readonly Said<Texts>[]): string {
  return said.map((each) => one(texts, each)).join(' ')
}

function one<Texts>(texts: Texts, [name, ...values]: Said<Texts>): string {
  const text: unknown = texts[name]
  if (typeof text !== 'function') return String(text)
  const inLanguage = values.map((value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? written(String(value)) : value,
  )
  return String(Reflect.apply(text, undefined, inLanguage))
}
