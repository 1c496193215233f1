import { closeSync, openSync, readSync } from 'node:fs'

/** The first `length` bytes of a file; fewer where it is shorter. */
export function startOf(path: string, length: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0))
  } finally {
    closeSync(file)
  }
}

/** So many bytes are read at a time: they stay in the processor's cache until they are looked at. */
const bytesOfPiece = 1 << 18

/** All bytes of a file, in pieces, without a byte order mark. Each piece is overwritten by the next. */
export function* piecesOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r')
  const piece = Buffer.allocUnsafe(bytesOfPiece)
  let begun = false
  try {
    for (;;) {
      const length = readSync(file, piece, 0, piece.length, null)
      if (length === 0) return
      yield piece.subarray(begun || !startsWithMark(piece) ? 0 : 3, length)
      begun = true
    }
  } finally {
    closeSync(file)
  }
}

function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}
