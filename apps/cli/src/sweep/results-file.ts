import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InvalidOptionError } from '@leven/core'
import { DataError, type Metrics } from '@leven/tabular'
import * as v from 'valibot'
import { noFile } from '../no-file.ts'
import { writeAll } from '../write-all.ts'
import type { TrialRecipe } from './recipe-space.ts'
import type { TrialResult } from './trial.ts'

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** What a line must have to be a result. */
const schema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  recipe: v.custom<TrialRecipe>(isObject),
  dataSha256: v.string(),
  version: v.string(),
  cost: v.nullable(v.number()),
  metrics: v.nullable(v.custom<Metrics>(isObject)),
  epochs: v.number(),
  parametersSha256: v.nullable(v.string()),
  seconds: v.number(),
})

/**
 * The text of a file of results; empty where there is none. What is no file is not touched: a device may have no end.
 * @throws InvalidOptionError for a directory, device or pipe.
 */
function textOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return ''
  if (found.isFile()) return readFileSync(path, 'utf8')
  const why = noFile(found) ?? 'this is a pipe, which keeps no results.'
  throw new InvalidOptionError(`${path}: ${why}`, 'Name a file with --results.')
}

/**
 * The results that a file of JSON lines holds; none where there is no file. A line that was cut off, as a power failure
 * leaves it, is no result: its trial is run again.
 * @throws DataError for any other line that is none.
 */
function resultsIn(text: string, path: string): readonly TrialResult[] {
  return text.split('\n').flatMap((line, index): readonly TrialResult[] => {
    if (line.trim() === '') return []
    const parsed = v.safeParse(schema, parsedOrUndefined(line))
    if (parsed.success) return [parsed.output]
    if (line.startsWith('{"id"') && parsedOrUndefined(line) === undefined) return [] // cut off
    throw new DataError(
      { source: path, line: index + 1 },
      'this is no result of a sweep.',
      'Name another file with --results.',
    )
  })
}

function parsedOrUndefined(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The results of all files of a folder, each trial once. */
export function collectResults(folder: string): readonly TrialResult[] {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
  const names = isFolder ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : []
  const byId = new Map<string, TrialResult>()
  for (const name of names.sort()) {
    const path = join(folder, name)
    for (const result of resultsIn(textOf(path), path)) byId.set(result.id, result)
  }
  if (byId.size > 0) return [...byId.values()]
  throw new DataError({ source: folder }, 'there are no results here.', 'Run the lines of --list first.')
}

/** A file of results that more are added to. */
export interface ResultsFile {
  /** What it held when it was opened. */
  readonly known: readonly TrialResult[]
  /** Adds a result, on the disk before it returns: what is reported is not lost. */
  add(result: TrialResult): void
}

/** Opens a file of results; it and its folder are made where they are not there. */
export function openResults(path: string): ResultsFile {
  const text = textOf(path)
  const known = resultsIn(text, path)
  mkdirSync(dirname(path), { recursive: true })
  let begin = text === '' || text.endsWith('\n') ? '' : '\n'
  return {
    known,
    add(result) {
      const file = openSync(path, 'a')
      try {
        writeAll(file, Buffer.from(`${begin}${JSON.stringify(result)}\n`))
        fsyncSync(file)
        begin = ''
      } finally {
        closeSync(file)
      }
    },
  }
}
