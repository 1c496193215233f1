/** What the page has to know of a language before it speaks it. */
interface LanguageFacts {
  /** What its own speakers call it. */
  readonly name: string
  readonly decimalMark: '.' | ','
}

/** The languages of the page. English is in the page; the others are fetched when they are asked for. */
export const languages = {
  en: { name: 'English', decimalMark: '.' },
  de: { name: 'Deutsch', decimalMark: ',' },
  ja: { name: '日本語', decimalMark: '.' },
} as const satisfies Record<string, LanguageFacts>

/** The code of a language, as in `lang`. */
export type Language = keyof typeof languages

/** Every language, in the order in which they are offered. */
export const languageCodes: readonly Language[] = Object.keys(languages).filter(isLanguage)

/** Whether a text is the code of a language of the page. */
export function isLanguage(code: string): code is Language {
  return Object.hasOwn(languages, code)
}

/**
 * The first language that a reader wants and the page has; English where it has none of them.
 * @param wanted tags as browsers list them, the dearest first: de-CH is de.
 */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0] ?? ''
    if (isLanguage(code)) return code
  }
  return 'en'
}
