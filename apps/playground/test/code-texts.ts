/** What reads as a sentence and is code, or a name. */
const ofCode: Readonly<Record<string, readonly string[]>> = {
  // BibTeX.
  'panels/about/citation.ts': ['*'],
  // Names of styles.
  'panels/derivation/CheckReport.tsx': ['entry agreement is-'],
  // Code, with its comments.
  'own-code/exercises.ts': ['*'],
  'own-code/compile.ts': ['"use strict";', 'return typeof', 'throw new Error() //# sourceURL='],
  // A report that the conformance package writes, in English.
  'panels/device/report-text.ts': ['*'],
  'panels/device/ProveCard.tsx': ['README'],
  // Names of programs, and of kinds of numbers.
  'training/backend-names.ts': ['*'],
  // Command lines.
  'panels/sharing/ModelCard.tsx': ['leven predict', 'leven inspect', 'leven train'],
  'files/command.ts': ['leven train'],
  // A script that writes a source file.
  'notes/typeset.ts': ['*'],
  'page/staying-focus.ts': [
    'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    'main, body',
  ],
  'panels/csv/intake.ts': ['input, textarea, select, dialog'],
  'page/Header.tsx': ['Leven'],
  'page/Page.tsx': ['Leven'],
  // Names of styles, and a line of HTML.
  'panels/derivation/walk/SmallNetwork.tsx': ['is-flowing is-'],
  'panels/embedding/embed-line.ts': ['<iframe src="'],
  // Read by whoever writes the page around, beside the names of its messages.
  'panels/embedding/messages.ts': ['*'],
}

/** Values of types, by which code tells one case from another. */
const names: readonly string[] = ['own code', 'not tried', 'out of time', 'broke off', 'mth part']

/** Whether a text is none for people. */
export function isOfCode(path: string, text: string): boolean {
  if (names.includes(text) || /^\(prefers-|^[\d.]+(px|rem) |^matrix\(|^rotate\(/.test(text)) return true
  return ofCode[path]?.some((known) => known === text || known === '*') ?? false
}
