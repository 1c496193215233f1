import type { Bytes } from '@leven/core'
import type { Model } from '@leven/model'
import { onnxFile } from './onnx/export.ts'
import { pythonSource } from './python/module.ts'
import { moduleSource, moduleTypes } from './script/module.ts'
import { pageSource } from './script/page.ts'
import { type SqlOptions, sqlQuery, sqlSelfTest } from './sql/query.ts'

/** Where a model can go. */
export const targetNames = ['onnx', 'js', 'html', 'sql', 'python'] as const

/** One of them. */
export type ExportTarget = (typeof targetNames)[number]

/** A file of an export. */
export interface ExportedFile {
  /** What its name ends with. The first file's is what people call the export. */
  readonly ending: string
  /** What is in it. */
  readonly bytes: Bytes
}

/**
 * A model as files of another world, each with the preprocessing inside and golden rows that prove it there.
 * @param sql for SQL alone
 * @throws InvalidOptionError where the target has no room for the model: names of ONNX's outputs, columns of a database.
 * @example
 * const [file] = await exportModel(model, 'onnx')
 */
export async function exportModel(
  model: Model,
  target: ExportTarget,
  sql: SqlOptions = { dialect: 'duckdb', table: 'data' },
): Promise<readonly ExportedFile[]> {
  switch (target) {
    case 'onnx':
      return [{ ending: '.onnx', bytes: onnxFile(model) }]
    case 'js':
      return [
        { ending: '.mjs', bytes: bytesOf(moduleSource(model)) },
        { ending: '.d.mts', bytes: bytesOf(moduleTypes(model)) },
      ]
    case 'html':
      return [{ ending: '.html', bytes: bytesOf(await pageSource(model)) }]
    case 'python':
      return [{ ending: '.py', bytes: bytesOf(pythonSource(model)) }]
    case 'sql':
      return [
        { ending: '.sql', bytes: bytesOf(sqlQuery(model, sql)) },
        { ending: '.test.sql', bytes: bytesOf(sqlSelfTest(model, sql.dialect)) },
      ]
    default:
      return target satisfies never
  }
}

function bytesOf(text: string): Bytes {
  return Uint8Array.from(new TextEncoder().encode(text))
}
