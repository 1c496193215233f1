import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { InvalidOptionError } from '@leven/core'
import { unreadable } from '../table/source.ts'

/**
 * The hash of a table's file: a trial elsewhere must be of the same bytes.
 * @throws InvalidOptionError for what can be read once only; DataError where it cannot be read.
 */
export async function sha256OfFile(path: string): Promise<string> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => unreadable(path, cause))
  if (!found.isFile()) {
    throw new InvalidOptionError(
      `${path} is no file.`,
      'A sweep reads its table more than once: name one file.',
    )
  }
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}
