import { setImmediate } from 'node:timers/promises'
import type { RowFile } from '@leven/model'
import { ScratchFile } from './scratch-file.ts'

/** Rows that are farther apart are read apart: a call costs about as much as so many bytes. */
const smallGap = 8192
/** No more is read at once. */
const mostBytes = 2 ** 20
/** Reading goes on at most so long, in milliseconds, before signals and timers get their turn. */
const longestTurn = 20

/**
 * A file of encoded rows in the temporary folder. Rows are read in the order of the file, neighbours together, and put
 * where they are wanted.
 */
export function openRowFile(width: number): RowFile {
  const file = new ScratchFile()
  const bytesOfRow = 4 * width
  const buffer = new Uint8Array(Math.max(mostBytes, bytesOfRow))
  let places = new Float64Array(0)
  return {
    append(rows) {
      file.append(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength))
    },
    async gather(rows, to) {
      const bytes = new Uint8Array(to.buffer, to.byteOffset, to.byteLength)
      if (places.length < rows.length) places = new Float64Array(rows.length)
      const order = inFileOrder(rows, places.subarray(0, rows.length))
      let since = performance.now()
      for (let begin = 0, end = 0; begin < order.length; begin = end) {
        const [first] = placeOf(order, begin, rows.length)
        let last = first
        for (end = begin + 1; end < order.length; end++) {
          const [row] = placeOf(order, end, rows.length)
          if ((row - last - 1) * bytesOfRow > smallGap || (row - first + 1) * bytesOfRow > buffer.length)
            break
          last = row
        }
        const run = buffer.subarray(0, (last - first + 1) * bytesOfRow)
        file.read(first * bytesOfRow, run)
        for (let at = begin; at < end; at++) {
          const [row, place] = placeOf(order, at, rows.length)
          const start = (row - first) * bytesOfRow
          bytes.set(run.subarray(start, start + bytesOfRow), place * bytesOfRow)
        }
        if (performance.now() - since < longestTurn) continue
        await setImmediate()
        since = performance.now()
      }
    },
    close: () => file.close(),
  }
}

/** Rows with their places, ascending: row · rows.length + place, which is exact below 2⁵³ and sorts as one number. */
function inFileOrder(rows: Int32Array, to: Float64Array): Float64Array {
  for (let place = 0; place < rows.length; place++) to[place] = (rows[place] ?? 0) * rows.length + place
  return to.sort()
}

function placeOf(order: Float64Array, at: number, count: number): readonly [row: number, place: number] {
  const both = order[at] ?? 0
  const row = Math.floor(both / count)
  return [row, both - row * count]
}
