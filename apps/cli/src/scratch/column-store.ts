import type { Cells } from '@leven/tabular'
import { ScratchFile } from './scratch-file.ts'

/** Some neighbouring cells of a column in the file: where each text ends, then the texts themselves. */
interface Block {
  readonly firstRow: number
  readonly rows: number
  readonly position: number
  readonly bytes: number
  /** ASCII is written a byte a letter, all else two. */
  readonly encoding: 'latin1' | 'utf16le'
}

/** A block in memory. Ends count letters; a missing cell has the complement of its end. */
interface LoadedBlock {
  readonly firstRow: number
  readonly end: number
  readonly ends: Int32Array
  readonly texts: string
}

/**
 * Columns of cells in a scratch file, for tables that memory does not hold: of each column one block is held, so that
 * going through it in order, as all that settles, fits and encodes does, reads every block once.
 */
export class ColumnStore {
  readonly #file = new ScratchFile()
  readonly #columns: readonly Block[][]
  #rows = 0

  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => [])
  }

  get rows(): number {
    return this.#rows
  }

  /** Adds rows, as one piece of cells for each column. */
  append(pieces: readonly Cells[]): void {
    const rows = pieces[0]?.length ?? 0
    if (rows === 0) return
    for (const [index, blocks] of this.#columns.entries()) {
      const { ends, texts } = packed(pieces[index] ?? [], rows)
      const encoding = Buffer.byteLength(texts, 'utf8') === texts.length ? 'latin1' : 'utf16le'
      const bytes = Buffer.from(texts, encoding)
      blocks.push({ firstRow: this.#rows, rows, position: this.#file.size, bytes: bytes.length, encoding })
      this.#file.append(new Uint8Array(ends.buffer))
      this.#file.append(bytes)
    }
    this.#rows += rows
  }

  /** The cells of each column, read from the file as they are asked for. */
  cells(): readonly Cells[] {
    return this.#columns.map((blocks) => new StoredCells(this.#rows, blocks, (block) => this.#load(block)))
  }

  /** Gives the room back; no cell can be read afterwards. */
  close(): void {
    this.#file.close()
  }

  #load({ firstRow, rows, position, bytes, encoding }: Block): LoadedBlock {
    const ends = new Int32Array(rows)
    const texts = Buffer.allocUnsafe(bytes)
    this.#file.read(position, new Uint8Array(ends.buffer))
    this.#file.read(position + ends.byteLength, texts)
    return { firstRow, end: firstRow + rows, ends, texts: texts.toString(encoding) }
  }
}

function packed(cells: Cells, rows: number): { readonly ends: Int32Array; readonly texts: string } {
  const ends = new Int32Array(rows)
  const texts: string[] = []
  let [row, end] = [0, 0]
  for (const cell of cells) {
    if (cell !== null) {
      texts.push(cell)
      end += cell.length
    }
    ends[row++] = cell === null ? ~end : end
  }
  return { ends, texts: texts.join('') }
}

class StoredCells implements Cells {
  readonly length: number
  readonly #blocks: readonly Block[]
  readonly #load: (block: Block) => LoadedBlock
  #at: LoadedBlock | undefined

  constructor(length: number, blocks: readonly Block[], load: (block: Block) => LoadedBlock) {
    this.length = length
    this.#blocks = blocks
    this.#load = load
  }

  at(row: number): string | null | undefined {
    let block = this.#at
    if (!block || row < block.firstRow || row >= block.end) {
      const found = this.#find(row)
      if (!found) return undefined
      block = this.#load(found)
      this.#at = block
    }
    return cellAt(block, row - block.firstRow)
  }

  *[Symbol.iterator](): Iterator<string | null> {
    for (const found of this.#blocks) {
      const block = this.#load(found)
      for (let i = 0; i < found.rows; i++) yield cellAt(block, i)
    }
  }

  #find(row: number): Block | undefined {
    let [low, high] = [0, this.#blocks.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#blocks[middle]?.firstRow ?? 0) <= row) low = middle
      else high = middle - 1
    }
    return row >= 0 && row < this.length ? this.#blocks[low] : undefined
  }
}

function cellAt({ ends, texts }: LoadedBlock, i: number): string | null {
  const end = ends[i] ?? 0
  if (end < 0) return null
  const before = i === 0 ? 0 : (ends[i - 1] ?? 0)
  return texts.slice(before < 0 ? ~before : before, end)
}
