import { styleText } from 'node:util'
import { exitStatus, isLevenError } from './exit-status.ts'

/** What a piece of text is, from which its look follows on a terminal. Elsewhere it is plain. */
export type Role = 'heading' | 'faint' | 'good' | 'bad'

const looks = { heading: 'bold', faint: 'dim', good: 'green', bad: 'red' } as const

/** Text in the look of its role, where the stream is a terminal and NO_COLOR is not set; else as it is. */
export function styled(role: Role, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(looks[role], text, { stream })
}

/** Writes a line of results. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Writes one JSON value as the whole result. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** Tells the user something that is no result. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Tells the user something to bear in mind. */
export function note(text: string): void {
  tell(`${styled('faint', 'note:', process.stderr)} ${text}`)
}

/** Tells what went wrong: one sentence and the remedy; the stack only where asked for. */
export function complain(error: unknown, verbose: boolean): void {
  const label = styled('bad', 'leven:', process.stderr)
  if (isLevenError(error)) tell(`${label} ${sentence(error.message)} ${error.remedy}`)
  else if (error instanceof RangeError && /allocation|array length|string length/i.test(error.message)) {
    tell(`${label} there is not enough memory for this table. Use fewer rows or columns.`)
  } else {
    const message = error instanceof Error ? error.message : String(error)
    tell(`${label} internal error: ${sentence(message)} This is a fault of Leven; --verbose shows where.`)
  }
  if (verbose) tell(stackOf(error))
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

/** A reader that goes away (`leven … | head`) ends the program quietly. */
export function endQuietlyWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitStatus.done)
      throw error
    })
  }
}
