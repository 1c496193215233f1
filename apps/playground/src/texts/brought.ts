import { textsOf } from './language.ts'

/** A table or a model on its way into the page. */
export const english = {
  drop: 'Drop a table to learn from it, or a model to go on with it.',
  dropKinds: 'CSV with a header line, or a model file. It stays in this page.',
  several: 'Several files were dropped. Drop one at a time.',
}

export const broughtTexts = textsOf('brought', english)
