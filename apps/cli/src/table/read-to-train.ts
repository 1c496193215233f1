import { chosenCells } from '@leven/tabular'
import { ColumnStore } from '../scratch/column-store.ts'
import { mostCellsHeld } from './most-cells.ts'
import { collected, describedBy, HeldColumns, type ReadTable } from './read.ts'
import { streamTable, type TableRequest, type TableStream } from './stream.ts'

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
 * @param most the cells that are held.
 * @throws as `readTable`; LevenError where the scratch file cannot be written.
 */
export function readToTrain(
  request: TableRequest,
  asked: boolean | undefined,
  most: number = mostCellsHeld,
): Promise<TrainingTable> {
  return streamTable(request, (stream) =>
    asked === false ? held(stream) : spilled(stream, asked === true ? -1 : most),
  )
}

async function held(stream: TableStream): Promise<TrainingTable> {
  return { ...(await collected(stream)), streamed: false, close() {} }
}

async function spilled(stream: TableStream, most: number): Promise<TrainingTable> {
  let columns = new HeldColumns(stream.names)
  let store: ColumnStore | undefined
  let cells = 0
  try {
    for await (const piece of stream.pieces()) {
      cells += piece.rows * stream.names.length
      if (!store && cells <= most) {
        columns.add(piece)
        continue
      }
      if (!store) {
        store = new ColumnStore(stream.names.length)
        spill(columns, store)
        columns = new HeldColumns(stream.names)
      }
      store.append(piece.columns.map((column) => column.cells))
    }
  } catch (error) {
    store?.close()
    throw error
  }
  const described = describedBy(stream)
  if (!store) {
    return { ...described, columns: columns.columns(), rows: columns.rows, streamed: false, close() {} }
  }
  const { rows } = store
  const stored = store.cells()
  const close = () => store.close()
  const named = stream.names.map((name, index) => ({ name, cells: stored[index] ?? [] }))
  return { ...described, columns: named, rows, streamed: true, close }
}

/** Rows that go to the file at a time: those of a piece. */
const rowsOfBlock = 8192

function spill(held: HeldColumns, store: ColumnStore): void {
  const columns = held.columns()
  for (let start = 0; start < held.rows; start += rowsOfBlock) {
    const length = Math.min(rowsOfBlock, held.rows - start)
    const rows = Int32Array.from({ length }, (_, i) => start + i)
    store.append(columns.map(({ cells }) => chosenCells(cells, rows)))
  }
}
