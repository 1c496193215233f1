import { openCpuBackend } from '@leven/backend-cpu'
import { InvalidOptionError, openReference } from '@leven/core'
import { DataError, type Table } from '@leven/tabular'
import { expect, test } from 'vitest'
import {
  loadModel,
  parametersSha256,
  predictTable,
  saveModel,
  settleRecipe,
  trainModel,
} from '../src/index.ts'

/** y is yes where a and b together are above 0; c says nothing. */
const rows = Array.from({ length: 60 }, (_, i) => [((i * 7) % 13) - 6, ((i * 5) % 11) - 5, i % 3] as const)
const table: Table = {
  source: 'sum.csv',
  rows: rows.length,
  columns: [
    { name: 'a', cells: rows.map(([a]) => String(a)) },
    { name: 'b', cells: rows.map(([, b]) => String(b)) },
    { name: 'c', cells: rows.map(([, , c]) => 'xyz'.charAt(c)) },
    { name: 'y', cells: rows.map(([a, b]) => (a + b > 0 ? 'yes' : 'no')) },
  ],
}

test('a table becomes a model that predicts it, saves and loads', async () => {
  const on = await openCpuBackend()
  const seen: number[] = []
  const { model, train, validation, aborted } = await trainModel(
    on,
    table,
    { target: 'y', members: 1, epochs: 150, l2: 0 },
    { onProgress: ({ epoch }) => seen.push(epoch), versions: { test: '1' } },
  )
  expect(aborted).toBe(false)
  expect(seen.at(-1)).toBe(150)
  expect(train).toMatchObject({ rows: 48, accuracy: 1 })
  expect(validation).toMatchObject({ rows: 12 })
  expect(model.network).toEqual({ sizes: [5, 32, 1], activations: ['relu'], output: 'sigmoid' })
  expect(model.training).toMatchObject({
    versions: { test: '1' },
    rows: { training: 48, validation: 12 },
    seed: 0,
  })
  expect(model.training.options).toMatchObject({ epochs: 150, l2: 0, optimizer: 'adam', recipe: null })
  const loaded = await loadModel(await saveModel(model), on)
  expect(on.liveBytes()).toBe(0)
  const { predictions } = await predictTable(loaded, on, table)
  const labels: readonly unknown[] = [...predictions.prediction]
  expect(labels.filter((label, i) => label === table.columns[3]?.cells.at(i)).length).toBeGreaterThan(56)
  await on.close()
  expect(on.liveBytes()).toBe(0)
})

test('the same options give the same parameters, another seed others', async () => {
  const on = await openCpuBackend()
  const hash = async (seed: number) =>
    parametersSha256((await trainModel(on, table, { target: 'y', epochs: 3, seed })).model.parameters)
  expect(await hash(1)).toBe(await hash(1))
  expect(await hash(2)).not.toBe(await hash(1))
  await on.close()
})

test('the recipe of the notes is the derivation: full-batch gradient descent on one hidden ReLU layer', async () => {
  const { model, validation } = await trainModel(await openReference(), table, {
    target: 'y',
    recipe: 'notes',
    epochs: 5,
  })
  expect(validation).toBeNull()
  expect(model.training.options).toMatchObject({
    optimizer: 'gradient-descent',
    'batch-size': 'full',
    l2: 0,
    validation: 0,
    patience: 0,
    recipe: 'notes',
  })
  for (const other of [
    { optimizer: 'adam' },
    { hidden: [4, 4] },
    { batchSize: 8 },
    { l2: 0.1 },
    { patience: 3 },
  ] as const) {
    expect(() => settleRecipe({ recipe: 'notes', ...other })).toThrow(/contradicts the recipe of the notes/)
  }
})

test('options and tables that do not fit are refused with a remedy', async () => {
  const on = await openReference()
  await expect(trainModel(on, table, { target: 'z' })).rejects.toThrow(InvalidOptionError)
  const constant = {
    ...table,
    columns: table.columns.map((column) => ({ ...column, cells: Array.from(column.cells, () => 'same') })),
  }
  await expect(trainModel(on, constant, { target: 'y' })).rejects.toThrow(DataError)
  await expect(trainModel(on, table, { target: 'y', validation: 0, patience: 2 })).rejects.toThrow(
    /no validation cost/,
  )
  await expect(
    trainModel(on, table, { target: 'a', task: 'regression', classWeights: 'balanced' }),
  ).rejects.toThrow(/need classes/)
  await expect(
    trainModel(on, table, { target: 'y', optimizer: 'gradient-descent', learningRate: 1e300, retry: false }),
  ).rejects.toThrow(/diverged by epoch/)
  expect(on.liveBytes()).toBe(0)
})

test('a signal ends the training; the model so far is whole', async () => {
  const abort = new AbortController()
  const { model, aborted } = await trainModel(
    await openReference(),
    table,
    { target: 'y', members: 1, epochs: 50 },
    { signal: abort.signal, onProgress: ({ epoch }) => epoch === 4 && abort.abort() },
  )
  expect(aborted).toBe(true)
  expect(model.training.curve.epochs).toBe(4)
})
