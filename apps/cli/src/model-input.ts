import { readFile } from 'node:fs/promises'
import type { Backend } from '@leven/core'
import { loadModel, type Model } from '@leven/model'
import { DataError } from '@leven/tabular'
import { unreadable } from './table/source.ts'

/**
 * Reads and verifies a model file on the backend that will use it.
 * @throws DataError where the file is missing or unreadable; ModelError where a check fails.
 */
export async function readModel(path: string, on: Backend): Promise<Model> {
  return loadModel(await readBytes(path), on, path)
}

/** @throws DataError where the file is missing or unreadable. */
async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    if ('code' in cause && cause.code === 'EISDIR') {
      throw new DataError({ source: path }, 'this is a directory.', 'Name a model file.', { cause })
    }
    return unreadable(path, cause)
  }
}
