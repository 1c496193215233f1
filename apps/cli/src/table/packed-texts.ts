import type { CellPacker } from '@leven/tabular'
import type { TableKernels } from './table-kernels.ts'

/** A vector of values that can be asked for one by one: all that is needed of DuckDB's public surface. */
export interface AskedVector {
  getItem(row: number): unknown
}

/** Bytes of an entry of a vector of texts: DuckDB's string_t. */
const entryBytes = 16
/** A text up to so many bytes stands in its entry, behind 4 bytes of its length; a longer one elsewhere. */
const inlineBytes = 12

/** The entries of a vector of texts, as DuckDB has them in memory. */
interface Entries {
  readonly bytes: Uint8Array
  /** One bit for each row, 0 where there is no text; absent where all have one. */
  readonly valid: Uint8Array | undefined
}

/**
 * The entries of a vector, read past the package's public surface, which makes a string of every text. Undefined where
 * they are not where they are looked for: then texts are asked for one by one.
 */
export function entriesOf(vector: AskedVector, rows: number): Entries | undefined {
  const view: unknown = Reflect.get(vector, 'dataView')
  const validity: unknown = Reflect.get(vector, 'validity')
  if (!(view instanceof DataView) || view.byteLength < rows * entryBytes) return undefined
  if (typeof validity !== 'object' || validity === null) return undefined
  const [bits, offset]: unknown[] = [Reflect.get(validity, 'data'), Reflect.get(validity, 'offset')]
  if (offset !== 0 || !(bits === null || bits instanceof BigUint64Array)) return undefined
  if (bits && 64 * bits.length < rows) return undefined
  const entries: Entries = {
    bytes: new Uint8Array(view.buffer, view.byteOffset, rows * entryBytes),
    valid: bits ? bytesWithZeros(bits, rows) : undefined,
  }
  return isFirst(entries, vector.getItem(0)) ? entries : undefined
}

/** The bits as bytes; undefined where those of all rows are 1, since DuckDB has them also where no text is missing. */
function bytesWithZeros(bits: BigUint64Array, rows: number): Uint8Array | undefined {
  const bytes = new Uint8Array(bits.buffer, bits.byteOffset, bits.byteLength)
  const whole = rows >> 3
  let all = 0xff
  for (let at = 0; at < whole; at++) all &= bytes[at] ?? 0
  const rest = (1 << (rows & 7)) - 1
  return all === 0xff && ((bytes[whole] ?? 0) & rest) === rest ? undefined : bytes
}

/** Whether the first entry says what the package says of it: then entries are laid out as they are read here. */
function isFirst(entries: Entries, value: unknown): boolean {
  if (!isValid(entries, 0)) return value === null
  if (typeof value !== 'string') return false
  const text = Buffer.from(value)
  const length = lengthAt(entries, 0)
  return (
    length === text.length && (length > inlineBytes || text.equals(entries.bytes.subarray(4, 4 + length)))
  )
}

function isValid({ valid }: Entries, row: number): boolean {
  return valid === undefined || (((valid[row >> 3] ?? 0) >> (row & 7)) & 1) === 1
}

function lengthAt({ bytes }: Entries, row: number): number {
  const at = row * entryBytes
  return (
    (bytes[at] ?? 0) +
    2 ** 8 * (bytes[at + 1] ?? 0) +
    2 ** 16 * (bytes[at + 2] ?? 0) +
    2 ** 24 * (bytes[at + 3] ?? 0)
  )
}

/**
 * Packs the texts of a vector.
 * @param refuse what happens where one contains a NUL character.
 * @param kernels read most numbers faster, where they are there.
 */
export function packTexts(
  entries: Entries,
  vector: AskedVector,
  rows: number,
  packer: CellPacker,
  refuse: (row: number) => never,
  kernels?: TableKernels,
): void {
  const { bytes, valid } = entries
  const read = kernels && rows <= kernels.mostRows ? kernels : undefined
  const others = read?.readDecimals(bytes, rows)
  if (read && others === 0 && valid === undefined) {
    packer.addDecimals(read.numbers, read.marks, rows)
    return
  }
  for (let row = 0; row < rows; row++) {
    if (!isValid(entries, row)) {
      packer.addEmpty()
      continue
    }
    const mark = read?.marks[row]
    if (read && mark !== undefined && mark !== read.noDecimal) {
      packer.addDecimal(read.numbers[row] ?? Number.NaN, mark)
      continue
    }
    const length = lengthAt(entries, row)
    if (length > inlineBytes) {
      packText(String(vector.getItem(row)), row, packer, refuse)
      continue
    }
    const begin = row * entryBytes + 4
    const isNumber = packer.addBytes(bytes, begin, begin + length)
    if (!isNumber && hasNul(bytes, begin, begin + length)) refuse(row)
  }
}

/** Packs the values of a vector as texts, whatever they are. */
export function packValues(
  vector: AskedVector,
  rows: number,
  packer: CellPacker,
  refuse: (row: number) => never,
): void {
  for (let row = 0; row < rows; row++) {
    const value: unknown = vector.getItem(row)
    if (value === null) packer.addEmpty()
    else packText(String(value), row, packer, refuse)
  }
}

function packText(text: string, row: number, packer: CellPacker, refuse: (row: number) => never): void {
  if (text.includes('\u0000')) refuse(row)
  packer.add(text)
}

function hasNul(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === 0) return true
  return false
}
