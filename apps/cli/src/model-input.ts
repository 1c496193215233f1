import { statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { type Backend, InvalidOptionError } from '@leven/core'
import { loadModel, type Model } from '@leven/model'
import { DataError, isModelFile } from '@leven/tabular'
import { noFile } from './no-file.ts'
import { startOf } from './table/bytes.ts'
import { unreadable } from './table/source.ts'

/**
 * Reads and verifies a model file on the backend that will use it.
 * @param data the table it is to be used on, where there is one.
 * @throws DataError where the file is missing or unreadable; ModelError where a check fails; InvalidOptionError where
 * model and table have changed places.
 */
export async function readModel(path: string, on: Backend, data?: string): Promise<Model> {
  const bytes = await readBytes(path)
  if (data !== undefined && !isModelFile(bytes) && isModelAt(data)) {
    throw new InvalidOptionError(
      `${path} is no model, but ${data} is one: the two have changed places.`,
      'Name the model first, then the table.',
    )
  }
  return loadModel(bytes, on, path)
}

function isModelAt(path: string): boolean {
  try {
    // A pipe would be waited for, and what is read of it is gone.
    return statSync(path).isFile() && isModelFile(startOf(path, 16))
  } catch {
    return false // what is wrong with the table, its reader says
  }
}

/** @throws DataError where the file is missing, unreadable, or none. */
export async function readBytes(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => unreadable(path, cause))
  const why = noFile(found)
  if (why !== undefined) throw new DataError({ source: path }, why, 'Name a model file.')
  return readFile(path).catch((cause: NodeJS.ErrnoException) => unreadable(path, cause))
}
