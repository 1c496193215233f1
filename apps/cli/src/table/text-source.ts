import { closeSync, openSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { DataError, type Encoding, type Layout, type TextOptions } from '@leven/tabular'
import { writeAll } from '../write-all.ts'
import { piecesOf, startOf } from './bytes.ts'
import { readHeader } from './header.ts'
import { Rewriter } from './rewriter.ts'
import { checkRowEnds } from './row-ends.ts'
import type { Source } from './source.ts'
import { temporaryFile } from './temporary.ts'

/** A text table, ready for the reader. */
export interface TextSource {
  /** The file itself, or a copy of it in UTF-8 with one kind of line end and a plain header, line for line. */
  readonly source: Source
  readonly layout: Layout
}

/**
 * Finds out how a text table is laid out, and makes a copy where the reader could not take it as it is: in
 * another encoding than UTF-8, with several kinds of line ends, with comments or other lines that are no part of
 * it, or with a header of fewer or more fields than its rows.
 * @throws DataError where it has no header or is in another encoding than it is said to be, or a row has
 * empty fields beyond it.
 */
export async function openText(given: Source, options: TextOptions): Promise<TextSource> {
  const source = await inUtf8(given, given.text ? undefined : options.encoding)
  const found = readHeader(source, { ...options, ...given.text })
  const layout = { ...found, notes: [...(given.notes ?? []), ...found.notes] }
  const plain =
    !layout.aboveHasText &&
    layout.comment === undefined &&
    (layout.headerLines === 0 || layout.headerFields === layout.names.length) &&
    !hasSeveralLineEnds(source.path)
  if (plain) {
    await checkRowEnds(source, layout)
    return { source, layout }
  }
  const rewriter = new Rewriter(layout)
  // Bytes as letters: what is ASCII stays so, and the rest passes through.
  const copy = await copyOf(source, function* () {
    for (const piece of piecesOf(source.path)) yield Buffer.from(rewriter.take(latin1(piece)), 'latin1')
    yield Buffer.from(rewriter.take('', true), 'latin1')
  })
  const { above, headerLines, names } = layout
  const header =
    headerLines === 0 ? {} : { above: above + headerLines - 1, headerLines: 1, headerFields: names.length }
  await checkRowEnds(copy, layout)
  return { source: copy, layout: { ...layout, ...header, aboveHasText: false, comment: undefined } }
}

function latin1(piece: Uint8Array): string {
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1')
}

/** The file itself, or a copy of it in UTF-8 where it is in another encoding, as is asked or seen. */
export async function inUtf8(source: Source, asked: Encoding | undefined): Promise<Source> {
  const encoding =
    asked === 'utf-16' ? (utf16Of(source) ?? 'utf-16le') : (asked ?? utf16Of(source) ?? 'utf-8')
  if (encoding === 'utf-8') return source
  const decoder = new TextDecoder(encoding, { fatal: true })
  return copyOf(source, function* () {
    try {
      for (const piece of piecesOf(source.path)) yield Buffer.from(decoder.decode(piece, { stream: true }))
      yield Buffer.from(decoder.decode())
    } catch (cause) {
      throw new DataError(
        { source: source.name },
        `the text is not ${encoding}.`,
        'Give another --encoding.',
        {
          cause,
        },
      )
    }
  })
}

/** UTF-16, as its mark or its zero bytes tell, or undefined. */
function utf16Of({ path }: Source): 'utf-16le' | 'utf-16be' | undefined {
  const start = startOf(path, 256)
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const pairs = start.length >> 1
  const zeros = (offset: number) => start.filter((byte, i) => i % 2 === offset && byte === 0).length
  if (pairs < 4) return undefined
  if (zeros(1) >= 0.9 * pairs && zeros(0) === 0) return 'utf-16le'
  return zeros(0) >= 0.9 * pairs && zeros(1) === 0 ? 'utf-16be' : undefined
}

/** Whether lines end in more than one way, or in line feeds within quotes and pairs without. */
function hasSeveralLineEnds(path: string): boolean {
  let [pairs, feeds, returns] = [0, 0, 0]
  let pending = false
  for (const piece of piecesOf(path)) {
    if (!pending && pairs + returns === 0 && piece.indexOf(0x0d) < 0) {
      feeds ||= piece.indexOf(0x0a) < 0 ? 0 : 1
      continue
    }
    for (const byte of piece) {
      if (pending) {
        if (byte === 0x0a) pairs++
        else returns++
        pending = byte === 0x0d
      } else if (byte === 0x0a) feeds++
      else pending = byte === 0x0d
    }
  }
  if (pending) returns++
  return (pairs > 0 ? 1 : 0) + (feeds > 0 ? 1 : 0) + (returns > 0 ? 1 : 0) > 1
}

async function copyOf(source: Source, pieces: () => Iterable<Uint8Array>): Promise<Source> {
  const path = temporaryFile()
  const file = openSync(path, 'w')
  try {
    for (const piece of pieces()) writeAll(file, piece)
  } finally {
    closeSync(file)
  }
  const { size } = await stat(path)
  return { ...source, path, size }
}
