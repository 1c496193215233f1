import { DuckDBInstance } from '@duckdb/node-api'
import { openCpuBackend } from '@leven/backend-cpu'
import type { Model } from '@leven/model'
import type { Table } from '@leven/tabular'
import { describe, expect, it } from 'vitest'
import { sqlQuery } from '../src/index.ts'
import { duckdb, type Engine, javascript, postgres, python, pythonOutputs, sqlite } from './engines.ts'
import { type Drawn, expected, modelOf } from './random-model.ts'

const on = await openCpuBackend()
const table = (columns: Readonly<Record<string, readonly (string | null)[]>>): Table => ({
  source: 'dates',
  rows: Object.values(columns)[0]?.length ?? 0,
  columns: Object.entries(columns).map(([name, cells]) => ({ name, cells })),
})
const learnt = {
  day: ['2020-01-01', '2021-06-15', '2023-12-31', null],
  at: ['2020-01-01T03:04:05+01:00', '2021-06-15T23:00Z', '2023-12-31T12:00-08:00', null],
  'leven target': ['1', '2', '3', '4'],
}
const drawn: Omit<Drawn, 'rows'> = {
  table: table(learnt),
  task: 'regression',
  robust: false,
  hidden: [3],
  activation: 'tanh',
  words: undefined,
  seed: 3,
}
const modelFor = (rows: Table): Promise<Model> => modelOf(on, { ...drawn, rows })

const engines: readonly Engine[] = [javascript, python, duckdb, sqlite, postgres].filter(
  ({ missing }) => missing === undefined,
)

describe.each(engines)('a date exported to $name', (engine) => {
  it('ends a day at 24:00, has leap seconds and a zone in each of its spellings', async () => {
    const rows = table({
      day: ['2024-02-29', '1900-02-28', '2000-12-31', '1000-01-01', '9999-12-31', '1969-12-31'],
      at: [
        ...['2024-02-29T24:00Z', '1999-12-31 23:59:60+0130', '2024-01-01T00:00:00.123456789-11'],
        ...['2024-03-01', '2024-12-31T23:59:59.999+14:00', '1970-01-01 00:00-00:01'],
      ],
    })
    const model = await modelFor(rows)
    const { T, bounds } = await expected(on, model, rows, engine)
    const found = await engine.score(model, rows)
    for (const [k, t] of found.entries())
      expect(Math.abs(t - (T[k] ?? Number.NaN)), rows.columns[1]?.cells.at(k) ?? '').toBeLessThanOrEqual(
        bounds[k] ?? 0,
      )
  })

  it.each([
    ...['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-01-32'],
    ...['0999-01-01', 'soon', '2024', '2024-01-01Tnoon', '2024-01-01T25:00', '2024-01-01T10:60'],
    ...['2024-01-01T10:00:61', '2024-01-01T10:00:00.', '2024-01-01T10:00Z', "' OR 1 --"],
  ])('refuses %s', async (text) => {
    const rows = table({ day: [text], at: ['2024-01-01'] })
    await expect(engine.score(await modelFor(rows), rows)).rejects.toThrow(text.replaceAll("'", ''))
  })
})

const native = table({
  day: ['2022-05-06', '2024-02-29', null],
  at: ['2024-02-29T07:34:58.12+00:00', null, '2021-03-04T05:06:07+00:00'],
})

it('DuckDB takes its own dates and times', async () => {
  const model = await modelFor(native)
  const { T, bounds } = await expected(on, model, native, duckdb)
  const connection = await (await DuckDBInstance.create()).connect()
  await connection.run(`SET TimeZone = 'UTC'; CREATE TABLE moments (i INTEGER, day DATE, "at" TIMESTAMPTZ)`)
  const cell = (text: string | null | undefined) => (text ? `'${text}'` : 'NULL')
  for (let i = 0; i < native.rows; i++)
    await connection.run(
      `INSERT INTO moments VALUES (${[i, ...native.columns.map(({ cells }) => cell(cells.at(i)))].join(', ')})`,
    )
  const query = sqlQuery(model, { dialect: 'duckdb', table: 'moments', id: ['i'] })
  const found = (await connection.runAndReadAll(query)).getRowObjects()
  connection.closeSync()
  const { target } = model.encoder
  if (target.task !== 'regression') throw new Error('a number was to be learnt')
  for (const { i, prediction } of found) {
    const t = (Number(prediction) - target.mean) / target.standardDeviation
    expect(Math.abs(t - (T[Number(i)] ?? Number.NaN))).toBeLessThanOrEqual(bounds[Number(i)] ?? 0)
  }
  expect(found.length).toBe(native.rows)
})

it.skipIf(python.missing !== undefined)('Python takes the dates of datetime and numpy', async () => {
  const model = await modelFor(native)
  const { T, bounds } = await expected(on, model, native, python)
  const rows = `[
    {"day": datetime.date(2022, 5, 6), "at": datetime.datetime(2024, 2, 29, 7, 34, 58, 120000, datetime.timezone.utc)},
    {"day": np.datetime64("2024-02-29"), "at": np.datetime64("NaT")},
    {"day": None, "at": np.datetime64("2021-03-04T05:06:07")},
  ]`
  const found = await pythonOutputs(model, `import datetime, numpy as np; rows = ${rows}`)
  expect(found.length).toBe(T.length)
  for (const [k, t] of found.entries())
    expect(Math.abs(t - (T[k] ?? Number.NaN))).toBeLessThanOrEqual(bounds[k] ?? 0)
})
