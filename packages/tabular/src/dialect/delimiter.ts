import { shape, shapeOf } from '../cell.ts'
import { splitRecords } from './split-records.ts'

/** What may part fields, in the order of preference among equals. */
const candidates = [',', ';', '\t', '|', ' '] as const

/** Rows that are looked at. */
const mostRows = 50

/** How well a delimiter fits a text. */
interface Fit {
  readonly delimiter: string
  /** Fields of the first record. */
  readonly fields: number
  /** The share of the next records that have as many, or one more: R's row names, or a delimiter at the end. */
  readonly agreeing: number
  /** The share of cells in which no other delimiter stands, or only as a decimal comma does. */
  readonly clean: number
}

/**
 * The delimiter of a text: a tab in a .tsv, else the one by which most records have as many fields as the first;
 * of equals the one that leaves the cleaner cells (0,65;2,50 is two numbers, not three odd texts), then the one
 * that makes more fields. A comma where nothing parts.
 * @param text from the header on; its last record may break off.
 * @param name the file's, whose extension may say it.
 */
export function delimiterOf(text: string, quote: string, name: string): string {
  if (/\.(tsv|tab)(\.gz)?$/i.test(name)) return '\t'
  const fits = candidates.map((delimiter) => fitOf(text, delimiter, quote)).filter(({ fields }) => fields > 1)
  const strong = fits.filter(({ delimiter }) => delimiter !== ' ')
  const [best] = (strong.length > 0 ? strong : fits.filter(({ agreeing }) => agreeing === 1)).sort(
    (a, b) => b.agreeing - a.agreeing || b.clean - a.clean || b.fields - a.fields,
  )
  return best?.delimiter ?? ','
}

function fitOf(text: string, delimiter: string, quote: string): Fit {
  let [fields, rows, agreeing, cells, clean] = [0, 0, 0, 0, 0]
  for (const record of splitRecords(text, delimiter, quote)) {
    if (fields === 0) {
      fields = record.fields.length
      if (fields === 1) break
      continue
    }
    if (rows === mostRows || (!record.closed && rows > 0)) break
    rows++
    if (record.fields.length === fields || record.fields.length === fields + 1) agreeing++
    cells += record.fields.length
    for (const field of record.fields) if (isClean(field.trim(), delimiter)) clean++
  }
  return {
    delimiter,
    fields,
    agreeing: rows === 0 ? 0 : agreeing / rows,
    clean: cells === 0 ? 0 : clean / cells,
  }
}

function isClean(cell: string, delimiter: string): boolean {
  if (!candidates.some((other) => other !== delimiter && other !== ' ' && cell.includes(other))) return true
  return shapeOf(cell.replace(/^([^,]*),([^,]*)$/, '$1.$2')) !== shape.none
}
