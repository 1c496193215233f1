import { fstatSync } from 'node:fs'
import { styleText } from 'node:util'
import { isLevenError, LevenError } from '@leven/core'
import { diskWords } from './disk-words.ts'
import { exitStatus } from './exit-status.ts'
import { memoryWords } from './memory-words.ts'
import { visible, visibleJson, visibleLines } from './visible.ts'
import { writeAll } from './write-all.ts'

/** What a piece of text is, from which its look follows on a terminal. Elsewhere it is plain. */
export type Role = 'heading' | 'faint' | 'good' | 'bad'

const looks = { heading: 'bold', faint: 'dim', good: 'green', bad: 'red' } as const

/** Text with a role. It is no string, so that what a terminal obeys can come from here alone. */
export interface Styled {
  readonly role: Role
  readonly text: string
}

/** Text in the look of its role, where it goes to a terminal and NO_COLOR is not set; else as it is. */
export function styled(role: Role, text: string): Styled {
  return { role, text }
}

function look(parts: readonly (string | Styled)[], stream: NodeJS.WriteStream): string {
  return parts
    .map((part) =>
      typeof part === 'string' ? visible(part) : styleText(looks[part.role], visible(part.text), { stream }),
    )
    .join('')
}

/** Writes a line of results, with nothing in it that a terminal obeys but the looks of roles. */
export function print(...parts: readonly (string | Styled)[]): void {
  write(`${look(parts, process.stdout)}\n`)
}

/** Writes one JSON value as the whole result. */
export function printJson(value: unknown): void {
  write(`${visibleJson(value, 2)}\n`)
}

/**
 * Writes lines to stdout, and waits until its reader has taken it, so that no more than one piece is held.
 * @throws LevenError where the disk is full.
 */
export async function writeOut(text: string): Promise<void> {
  // Cells are shown as they are to programs, and harmlessly to people.
  const shown = process.stdout.isTTY ? visibleLines(text) : text
  if (write(shown)) return
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}

/**
 * Writes to stdout; false where the reader has not yet taken it. Node would drop what a disk does not take of a
 * file or device, without a word.
 */
export function write(text: string): boolean {
  if (!isFile(1)) return process.stdout.write(text)
  try {
    writeAll(1, Buffer.from(text))
  } catch (cause) {
    throw cause instanceof Error ? notPrinted(cause) : cause
  }
  return true
}

const files = new Map<number, boolean>()

/** Whether a descriptor is a file or a device, and neither a pipe nor a terminal. */
function isFile(descriptor: number): boolean {
  const known = files.get(descriptor)
  if (known !== undefined) return known
  const kind = fstatSync(descriptor)
  const found = kind.isFile() || (kind.isCharacterDevice() && !process.stdout.isTTY)
  files.set(descriptor, found)
  return found
}

function notPrinted(cause: NodeJS.ErrnoException): LevenError {
  return new LevenError(
    'FAILED',
    `The output cannot be written: ${diskWords(cause)}.`,
    'Write it elsewhere.',
    {
      cause,
    },
  )
}

/** Tells the user something that is no result. */
export function tell(...parts: readonly (string | Styled)[]): void {
  const text = `${look(parts, process.stderr)}\n`
  try {
    process.stderr.write(text)
  } catch {
    untold = true // the work is worth more than the sentence; the exit status says that something was lost
  }
}

/** Tells the user something to bear in mind. */
export function note(text: string): void {
  tell(styled('faint', 'note:'), ` ${text}`)
}

/** Tells what went wrong: one sentence and the remedy; the stack only where asked for. */
export function complain(error: unknown, verbose: boolean): void {
  const about = (text: string) => tell(styled('bad', 'leven:'), ` ${text.replace(/\s*[\r\n]+\s*/g, ' ')}`)
  const memory = memoryWords(error)
  if (isLevenError(error)) about(`${sentence(error.message)} ${error.remedy}`)
  else if (memory) about(`${memory.sentence} ${memory.remedy}`)
  else if (isSystemError(error)) {
    about(`${error.path ?? 'a file'} cannot be read or written: ${diskWords(error)}. Check the disk.`)
  } else {
    const message = error instanceof Error ? error.message : String(error)
    about(`internal error: ${sentence(message)} This is a fault of Leven; --verbose shows where.`)
  }
  if (verbose) for (const line of stackOf(error).split('\n')) tell(line)
}

/** A fault that the system reports, which is none of Leven's. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

/** Whether something could not be told because nobody reads stderr, or it is full. */
let untold = false

/** The exit status of work that came out so: what could not be told is a failure of what is otherwise done. */
export function statusOfTold(status: number): number {
  return untold && status === exitStatus.done ? exitStatus.failed : status
}

/**
 * What happens where the output is not taken. A reader that goes away (`leven … | head`) ends the program without
 * a word, with status 1, since not all is written. Where stderr is not read the work goes on.
 */
export function watchOutputs(): void {
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') complain(notPrinted(cause), false)
    process.exit(exitStatus.failed)
  })
  process.stderr.on('error', () => {
    untold = true
    if (process.exitCode === exitStatus.done) process.exitCode = exitStatus.failed
  })
}
