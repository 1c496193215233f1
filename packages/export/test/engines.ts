import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Model } from '@leven/model'
import { dateReader, type FeatureColumn, type Table, type TextColumn } from '@leven/tabular'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import {
  type DialectName,
  float64,
  moduleSource,
  onnxArithmetic,
  onnxFile,
  pythonSource,
  sqlArithmetic,
  sqlInputRoundoff,
  sqlQuery,
  type TargetArithmetic,
  unixMoment,
} from '../src/index.ts'
import { parseNumberText } from './numbers.ts'
import { rowAt } from './random-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'leven-export-'))
// Several files of tests share this module, and one process: the folder goes with that.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let files = 0
/** A new path in a folder that goes with the tests. */
export const file = (ending: string): string => join(folder, `model${files++}${ending}`)

/** An engine that predicts rows with what was exported for it. */
export interface Engine extends TargetArithmetic {
  readonly name: string
  /** Whether a run takes less than a second. */
  readonly quick: boolean
  /** Why it cannot run here; undefined where it can. */
  readonly missing?: string | undefined
  /** T of each row, one after the other. */
  score(model: Model, rows: Table): Promise<readonly number[]>
}

const exact = { arithmetic: float64, inputRoundoff: 0 }
const indexes = (rows: Table) => Array.from({ length: rows.rows }, (_, i) => i)

export const javascript: Engine = {
  ...exact,
  name: 'JavaScript',
  quick: true,
  async score(model, rows) {
    const path = file('.mjs')
    writeFileSync(path, moduleSource(model))
    const module = await import(/* @vite-ignore */ pathToFileURL(path).href)
    module.selfTest()
    return indexes(rows).flatMap((i) => Array.from(module.outputs(rowAt(rows, i)) as Float64Array))
  },
}

function run(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 1e9 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${program}: ${stderr || error.message}`)) : resolve(stdout),
    )
    child.stdin?.end(input)
  })
}

const works = (program: string, ...args: readonly string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0 ? undefined : `${program} is not installed`

export const python: Engine = {
  ...exact,
  name: 'Python',
  quick: false,
  missing: works('python3', '-c', 'import numpy'),
  score: (model, rows) =>
    pythonOutputs(
      model,
      'rows = json.load(sys.stdin)',
      JSON.stringify(indexes(rows).map((i) => rowAt(rows, i))),
    ),
}

/** T of the rows that some lines of Python make, after the module has proved itself. */
export async function pythonOutputs(model: Model, lines: string, input = ''): Promise<readonly number[]> {
  const path = file('.py')
  writeFileSync(path, pythonSource(model))
  const code = `import json, runpy, sys; m = runpy.run_path(${JSON.stringify(path)}); m["self_test"]()
${lines}
print(json.dumps(m["outputs"](rows).ravel().tolist()))`
  return JSON.parse(await run('python3', ['-c', code], input))
}

export const onnx: Engine = {
  name: 'ONNX',
  quick: true,
  arithmetic: onnxArithmetic,
  inputRoundoff: 0,
  async score(model, rows) {
    const session = await InferenceSession.create(onnxFile(model), { logSeverityLevel: 3 })
    const feeds: Record<string, Tensor> = {}
    for (const feature of model.encoder.features) {
      const cells = rows.columns.find(({ name }) => name === feature.name)?.cells ?? []
      feeds[feature.name] = tensorOf(feature, cells, rows.rows)
    }
    const found = await session.run(feeds)
    const { target } = model.encoder
    const data = Array.from(
      (found.probability ?? found.probabilities ?? found.prediction)?.data as Iterable<number>,
    )
    return target.task === 'regression'
      ? data.map((value) => (value - target.mean) / target.standardDeviation)
      : data
  },
}

/** What an ONNX file takes of a column. */
function tensorOf(feature: FeatureColumn, cells: TextColumn['cells'], rows: number): Tensor {
  switch (feature.kind) {
    case 'number':
      return new Tensor('float64', Float64Array.from(cells, parseNumberText), [rows, 1])
    case 'category':
      return new Tensor(
        'string',
        Array.from(cells, (cell) => cell ?? ''),
        [rows, 1],
      )
    case 'date': {
      const read = dateReader(feature)
      const moments = Array.from(cells, (cell) => read(cell ?? ''))
      const numbers = moments.flatMap((moment) => {
        const { seconds, ahead } = moment ? unixMoment(moment) : { seconds: Number.NaN, ahead: 0 }
        return feature.zoned ? [seconds, ahead] : [seconds]
      })
      return new Tensor('float64', Float64Array.from(numbers), [rows, feature.zoned ? 2 : 1])
    }
    default:
      return feature satisfies never
  }
}

/** T of a row of the query's result. */
function fromResult(model: Model, row: Record<string, unknown>): readonly number[] {
  const { target } = model.encoder
  switch (target.task) {
    case 'regression':
      return [(Number(row.prediction) - target.mean) / target.standardDeviation]
    case 'binary':
      return [Number(row.probability)]
    case 'multiclass':
      return target.labels.map((label) => Number(row[`probability_${label}`]))
    default:
      return target satisfies never
  }
}

const literal = (cell: string | null) => (cell === null ? 'NULL' : `'${cell.replaceAll("'", "''")}'`)
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A table of texts, with the row's number, and the query over it. */
function script(
  model: Model,
  rows: Table,
  dialect: DialectName,
): { readonly make: string; readonly query: string } {
  const columns = rows.columns.map(({ name }) => `${quoted(name)} TEXT`)
  const values = indexes(rows).map(
    (i) => `(${i}, ${rows.columns.map(({ cells }) => literal(cells.at(i) ?? null)).join(', ')})`,
  )
  const make = `CREATE TEMPORARY TABLE "my ""table" ("leven id" INTEGER, ${columns.join(', ')});\nINSERT INTO "my ""table" VALUES ${values.join(',\n')};\n`
  return { make, query: sqlQuery(model, { dialect, table: 'my "table', id: ['leven id'] }) }
}

const ordered = (model: Model, result: readonly Record<string, unknown>[]) =>
  result
    .toSorted((a, b) => Number(a['leven id']) - Number(b['leven id']))
    .flatMap((row) => fromResult(model, row))

const sql = { arithmetic: sqlArithmetic, inputRoundoff: sqlInputRoundoff }

export const duckdb: Engine = {
  ...sql,
  name: 'DuckDB',
  quick: false,
  async score(model, rows) {
    const connection = await (await DuckDBInstance.create()).connect()
    const { make, query } = script(model, rows, 'duckdb')
    await connection.run(make)
    const result = (await connection.runAndReadAll(query)).getRowObjects()
    connection.closeSync()
    return ordered(model, result)
  },
}

export const sqlite: Engine = {
  ...sql,
  name: 'SQLite',
  quick: true,
  missing: works('sqlite3', '--version'),
  async score(model, rows) {
    const { make, query } = script(model, rows, 'sqlite')
    return ordered(model, JSON.parse(await run('sqlite3', ['-bail', '-json', ':memory:'], make + query)))
  },
}

/** Any Postgres that psql reaches by the usual variables: PGHOST, PGUSER … */
export const postgres: Engine = {
  ...sql,
  name: 'Postgres',
  quick: true,
  missing: process.env.PGHOST ? works('psql', '-c', 'select 1') : 'PGHOST names no server',
  async score(model, rows) {
    const { make, query } = script(model, rows, 'postgres')
    const asJson = `SELECT json_agg(leven_result) FROM (${query.replace(/;\s*$/, '')}) AS leven_result;`
    const out = await run('psql', ['-qAtX', '-v', 'ON_ERROR_STOP=1'], make + asJson)
    return ordered(model, JSON.parse(out))
  },
}
