import { isUtf8 } from 'node:buffer'
import { piecesOf } from './bytes.ts'

const lineFeed = 0x0a

/** One line of a file that is not blank. */
interface JsonLine {
  /** 1-based. */
  readonly line: number
  readonly bytes: Buffer
}

function* linesOf(path: string): Generator<JsonLine> {
  let line = 1
  let rest = Buffer.alloc(0)
  const isBlank = (bytes: Buffer) => bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
  for (const piece of piecesOf(path)) {
    const bytes = Buffer.concat([rest, piece])
    let start = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      const one = bytes.subarray(start, end)
      if (!isBlank(one)) yield { line, bytes: one }
      line++
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
  if (!isBlank(rest)) yield { line, bytes: rest }
}

/** Where each row of JSON lines stands, or undefined where the file is a list or its objects go over several lines. */
export function jsonLineFinder(path: string): ((row: number) => number) | undefined {
  if (!isJsonLines(path)) return undefined
  const lines: number[] = []
  let rest: Generator<JsonLine> | undefined
  return (row) => {
    rest ??= linesOf(path)
    while (lines.length <= row) {
      const next = rest.next()
      if (next.done) break
      lines.push(next.value.line)
    }
    return lines[row] ?? lines.at(-1) ?? 1
  }
}

/** Whether one of the first two lines is an object by itself: the other may be the one that is wrong. */
function isJsonLines(path: string): boolean {
  let lines = 0
  for (const { bytes } of linesOf(path)) {
    const text = bytes.toString('utf8')
    if (lines === 0 && !text.trimStart().startsWith('{')) return false // a list
    if (text.trimStart().startsWith('{') && parsed(text) !== undefined) return true
    if (++lines === 2) return false
  }
  return false
}

/** What is wrong with a line, as the end of a sentence, and what to do. */
export interface JsonFault {
  readonly line: number
  readonly problem: string
  readonly remedy: string
}

/** The first line of JSON lines that the reader cannot take: its own count knows neither blank lines nor where an object began. */
export function firstJsonFault(path: string): JsonFault | undefined {
  if (!isJsonLines(path)) return undefined
  for (const { line, bytes } of linesOf(path)) {
    if (!isUtf8(bytes)) return { line, problem: 'the text is not UTF-8.', remedy: 'Save the file as UTF-8.' }
    const text = bytes.toString('utf8')
    if (parsed(text) === undefined) {
      return { line, problem: 'this is not valid JSON.', remedy: 'Give an object on each line.' }
    }
    const repeated = repeatedKey(text)
    if (repeated !== undefined) {
      return {
        line,
        problem: `the key ${JSON.stringify(repeated)} is there twice.`,
        remedy: 'Give each key of an object once.',
      }
    }
    if (hasHalfLetter(text)) {
      return {
        line,
        problem: 'a text holds half of a surrogate pair, which is no letter.',
        remedy: 'Write both halves, as in "\\ud83d\\ude00", or leave it out.',
      }
    }
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // JSON has no value of its own for it
  }
}

/** A key of the outer object that is there twice. */
function repeatedKey(text: string): string | undefined {
  const seen = new Set<string>()
  let depth = 0
  for (const [token, key] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (key !== undefined && depth === 1) {
      const name = String(parsed(key))
      if (seen.has(name)) return name
      seen.add(name)
    }
  }
  return undefined
}

function hasHalfLetter(text: string): boolean {
  const half = /\p{Surrogate}/u
  let found = false
  JSON.parse(text, (key, value: unknown) => {
    found ||= half.test(key) || (typeof value === 'string' && half.test(value))
    return value
  })
  return found
}
