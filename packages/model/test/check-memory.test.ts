import { openCpuBackend } from '@leven/backend-cpu'
import { type Backend, OutOfMemoryError, trainingNumbers } from '@leven/core'
import { fitEncoder, type Table } from '@leven/tabular'
import { expect, test } from 'vitest'
import { networkFor } from '../src/check-memory.ts'
import { optimizerOf, type RecipeOptions, settleRecipe } from '../src/recipe.ts'
import { withPrepared } from '../src/with-prepared.ts'

const rows = 400
const column = (name: string, cell: (row: number) => number) => ({
  name,
  cells: Array.from({ length: rows }, (_, row) => String(cell(row))),
})
/** w is how often a row was seen. */
const table: Table = {
  source: 'seen.csv',
  rows,
  columns: [
    { name: 'y', cells: Array.from({ length: rows }, (_, row) => (row % 2 ? 'yes' : 'no')) },
    column('x', (row) => ((row * 7) % 101) / 10),
    column('w', (row) => 1 + (row % 3)),
  ],
}
const unweighted = { target: 'y', ignore: ['w'], validation: 0 }

/** A device with exactly the memory that the training needs whose rows have no weights. */
async function justEnough(): Promise<Backend> {
  const on = await openCpuBackend()
  const recipe = settleRecipe(unweighted)
  const network = networkFor(fitEncoder(table, { ...unweighted }).encoder, recipe)
  const numbers = trainingNumbers(network, {
    instances: rows,
    validation: 0,
    batchSize: recipe.batchSize === 'full' ? rows : recipe.batchSize,
    optimizer: optimizerOf(recipe),
    l2: recipe.l2(rows),
    fetched: false,
    weighted: false,
    reports: true,
  })
  const all = Object.values(numbers).reduce((sum: number, some: number) => sum + some, 0)
  return Object.assign(Object.create(on), { info: { ...on.info, memory: { bytes: 4 * all, limit: 'all' } } })
}

const reached = async (options: RecipeOptions & { target: string }) =>
  withPrepared(
    await justEnough(),
    undefined,
    table,
    options,
    settleRecipe(options),
    undefined,
    async () => 'trained',
  )

test('memory that is just enough for rows without weights is not refused', async () => {
  expect(await reached(unweighted)).toBe('trained')
})

test.each([
  ['a column', { target: 'y', weightColumn: 'w', validation: 0 }],
  ['their classes', { ...unweighted, classWeights: 'balanced' }],
] as const)('it is refused before training where rows are weighted by %s', async (_, options) => {
  await expect(reached(options)).rejects.toThrow(OutOfMemoryError)
})
