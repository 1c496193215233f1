import type { Table } from '@leven/tabular'
import { ColumnStore } from '../scratch/column-store.ts'
import { mostCellsHeld } from './most-cells.ts'
import { collected, describedBy, type ReadTable } from './read.ts'
import { streamTable, type TablePiece, type TableRequest, type TableStream } from './stream.ts'

/** From so many cells on, 9 bytes each, a table whose size is not yet known is kept in a scratch file. */
const mostCellsUndecided = 30_000_000

/** A table to train on. */
export interface TrainingTable extends ReadTable {
  /** Whether it is larger than memory is to hold, or was to be streamed. */
  readonly streamed: boolean
  /** Gives the room of its scratch file back. */
  close(): void
}

/**
 * Reads a table to train on: into memory, or, where it is too large, into a scratch file whose columns are read as they
 * are asked for. The number of its cells alone decides, unless it is said; either way the cells are the same.
 * @param asked true streams any table, false none.
 * @throws as `readTable`; LevenError where the scratch file cannot be written.
 */
export function readToTrain(request: TableRequest, asked: boolean | undefined): Promise<TrainingTable> {
  return streamTable(request, (stream) => (asked === false ? held(stream) : spilled(stream, asked === true)))
}

async function held(stream: TableStream): Promise<TrainingTable> {
  return { ...(await collected(stream)), streamed: false, close() {} }
}

async function spilled(stream: TableStream, always: boolean): Promise<TrainingTable> {
  const begun: TablePiece[] = []
  let store: ColumnStore | undefined
  let cells = 0
  try {
    for await (const piece of stream.pieces()) {
      cells += piece.rows * piece.columns.length
      begun.push(piece)
      if (!store && !always && cells <= mostCellsUndecided) continue
      store ??= new ColumnStore(stream.names.length)
      for (const { columns } of begun.splice(0)) store.append(columns.map((column) => column.cells))
    }
    if (!store) return held(again(stream, begun))
    const table = wholeOf(store, stream)
    if (always || cells > mostCellsHeld) return table
    const inMemory = await held(again(stream, [table]))
    store.close()
    return inMemory
  } catch (error) {
    store?.close()
    throw error
  }
}

/** The stream once more, from what was read of it. */
function again(stream: TableStream, pieces: Table[]): TableStream {
  const { source, names, reproducible, notes, parts } = stream
  async function* read(): AsyncGenerator<TablePiece> {
    for (let piece = pieces.shift(); piece; piece = pieces.shift()) yield { ...piece, firstRow: 0 } // held no longer
  }
  return { source, names, reproducible, notes, parts, pieces: read }
}

function wholeOf(store: ColumnStore, stream: TableStream): TrainingTable {
  const cells = store.cells()
  return {
    ...describedBy(stream),
    columns: stream.names.map((name, index) => ({ name, cells: cells[index] ?? [] })),
    rows: store.rows,
    streamed: true,
    close: () => store.close(),
  }
}
