import { textsOf } from './language.ts'

/** What an embedded page says of itself. */
export const english = {
  whole: 'Open the whole page',
}

export const embeddedTexts = textsOf('embedded', english)
