import { textsFrom } from './language.ts'

/** A table of one's own: bringing it, what of it is learned, and why it cannot be read. */
export const english = {
  title: 'Your own table',
  what: 'CSV with a header line, separated by commas, tabs, semicolons or bars. It is read here and stays in this page.',
  limits: (megabytes: number, rows: number) =>
    `At most ${megabytes} MB and ${rows.toLocaleString('en-US')} rows. Dropping a file on the page, or pasting anywhere outside a field, does the same.`,
  paste: 'Paste the table here',
  sample: 'height,width,kind\n1.2,3.4,round\n2.3,0.8,long',
  chooseFile: 'Choose a file…',
  cancel: 'Cancel',
  learn: 'Learn from it',
  size: (rows: string, columns: number, inputs: number) =>
    `${rows} rows, ${columns} columns, ${inputs} inputs`,
  learnNumbers: 'Learn the numbers of',
  learnClasses: 'Learn the classes of',
  across: 'Across →',
  up: 'Up ↑',
  spreadsheet: 'this is a spreadsheet or a zip archive, not a table of text.',
  saveOrUnpack: 'Save it as CSV, or unpack it.',
  compressed: 'the file is compressed.',
  unpack: 'Unpack it first.',
  parquet: 'this is a Parquet file.',
  saveAsCsv: 'Save it as CSV.',
  notUtf8: 'the text is not UTF-8.',
  saveAsUtf8: 'Save the file as UTF-8.',
  tooLarge: (megabytes: number, most: number) =>
    `the file has ${megabytes} MB, and this page reads at most ${most}.`,
  fewerRows: 'Keep fewer rows, or train with the command line, which has no such limit.',
  empty: 'the file is empty.',
  giveTable: 'Give a table with a header line and rows.',
  json: 'this is JSON, not a table of text.',
  openHeader: 'the header does not end.',
  closeItsQuote: 'Close the quote that it opens.',
  fields: (fields: number, columns: number) =>
    `the row has ${fields} ${fields === 1 ? 'field' : 'fields'}, but the header names ${columns} columns.`,
  oneFieldEach:
    'Give every row one field for each column, and put quotes around a field that contains the delimiter.',
  tooManyRows: (most: number) =>
    `this page reads at most ${most.toLocaleString('en-US')} rows, and here is one more.`,
  nulInValue: 'the value contains a NUL byte.',
  nulInHeader: 'the header contains a NUL byte.',
  checkText: 'Check that this is a table of text, in UTF-8.',
  noRows: 'the table has no rows below its header.',
  oneRow: 'Give a table with at least one row.',
  twice: 'two columns have this name.',
  rename: 'Rename one of them.',
  openQuoteInRow: 'a quote that opens in this row is never closed.',
  openQuoteInHeader: 'a quote that opens in the header is never closed.',
  closeOrDouble: 'Close it, or write a quote inside quotes twice.',
  afterQuote: 'text follows a closing quote.',
  double: 'Write a quote inside quotes twice.',
  line: (line: number) => `line ${line}`,
  column: (name: string) => `column ${name}`,
  noTestRow: 'no row can be held out for testing.',
  twoRowsOfOne: 'Give a table in which at least one class has two rows.',
  manyInputs: (inputs: number, widest: string, width: number, most: number) =>
    `the columns become ${inputs} inputs, of which "${widest}" has ${width}, and this page takes at most ${most}.`,
  fewerCategories: 'Leave out columns of many categories, or train with the command line.',
  manyClasses: (classes: number, most: number) =>
    `the target has ${classes} classes, and this page takes at most ${most}.`,
  anotherTarget: 'Choose another target, or train with the command line.',
  notOfNumbers: 'the plane needs a column of numbers, and this is none that is learned from.',
  chooseOne: (names: string) => `Choose one of ${names}.`,
  noNumbers: 'the plane needs two columns of numbers beside the target, and there is none.',
  oneOfNumbers: 'the plane needs two columns of numbers beside the target, and there is one.',
  twoOfNumbers: 'Give a table with two columns of numbers.',
}

export const tablesTexts = textsFrom('tables', 'tables', english)
