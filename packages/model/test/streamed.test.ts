import { openCpuBackend } from '@leven/backend-cpu'
import { type Backend, InvalidOptionError, isLevenError } from '@leven/core'
import type { Table } from '@leven/tabular'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  loadCheckpoint,
  type OpenRowFile,
  type RecipeOptions,
  saveCheckpoint,
  saveModel,
  type TrainingCheckpoint,
  type TrainWatch,
  trainBaselines,
  trainModel,
} from '../src/index.ts'

let on: Backend
beforeAll(async () => {
  on = await openCpuBackend()
})
afterAll(() => on.close())

/** Files of rows that are kept in pieces, and how many are open. */
function rowFiles(): {
  readonly open: OpenRowFile
  readonly opened: () => number
  readonly left: () => number
} {
  let [opened, left] = [0, 0]
  return {
    opened: () => opened,
    left: () => left,
    open: (width) => {
      opened++
      left++
      const rows: Float32Array[] = []
      return {
        append(numbers) {
          for (let at = 0; at < numbers.length; at += width) rows.push(numbers.slice(at, at + width))
        },
        async gather(wanted, to) {
          await Promise.resolve()
          wanted.forEach((row, i) => {
            const numbers = rows[row]
            if (!numbers) throw new Error(`There is no row ${row}.`)
            to.set(numbers, i * width)
          })
        },
        close: () => left--,
      }
    },
  }
}

type Options = RecipeOptions & { readonly target: string }

/** All that a training gives, the model as its bytes; or the sentence of its error. */
async function trained(table: Table, options: Options, watch: TrainWatch = {}) {
  try {
    const { model, unseen, ...rest } = await trainModel(on, table, options, watch)
    const { predict: _, ...predicted } = unseen ?? { predict: undefined }
    return { ...rest, predicted, bytes: await saveModel(model) }
  } catch (error) {
    if (!isLevenError(error)) throw error
    return error.message
  }
}

const numbers = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -500, max: 500 }).map((n) => String(n / 10)) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const words = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('red', 'green', 'blue') },
  { weight: 1, arbitrary: fc.constant(null) },
)
const targets = {
  binary: fc.constantFrom('yes', 'no'),
  multiclass: fc.constantFrom('a', 'b', 'c'),
  regression: fc.integer({ min: -5000, max: 5000 }).map((n) => String(n / 7)),
}

/** Tables of numbers, words and weights, some of their rows equal. */
const tables = fc
  .constantFrom('binary' as const, 'multiclass' as const, 'regression' as const)
  .chain((task) =>
    fc
      .array(fc.tuple(numbers, numbers, words, targets[task], fc.constantFrom('1', '2', '0.5')), {
        minLength: 12,
        maxLength: 60,
      })
      .map(
        (rows): Table => ({
          source: 'drawn',
          rows: rows.length,
          columns: ['a', 'b', 'word', 'y', 'weight'].map((name, index) => ({
            name,
            cells: rows.map((row) => row[index] ?? null),
          })),
        }),
      ),
  )

const recipes = fc.record(
  {
    hidden: fc.constantFrom<readonly number[]>([], [3], [4, 2]),
    optimizer: fc.constantFrom('gradient-descent' as const, 'momentum' as const, 'adam' as const),
    epochs: fc.integer({ min: 1, max: 4 }),
    batchSize: fc.integer({ min: 1, max: 20 }),
    l2: fc.constantFrom(0, 0.1),
    seed: fc.nat(100),
    validation: fc.constantFrom(0, 0.2, 0.5),
    classWeights: fc.constantFrom('none' as const, 'balanced' as const),
    weightColumn: fc.constant('weight'),
    group: fc.constant('word'),
  },
  { requiredKeys: ['epochs'] },
)

describe('a training whose rows are streamed', () => {
  test('ends in the same bits, figures, curve and sentences as one in memory', async () => {
    await fc.assert(
      fc.asyncProperty(tables, recipes, async (table, recipe) => {
        const options: Options = { target: 'y', members: 1, retry: false, ...recipe }
        const files = rowFiles()
        expect(await trained(table, options, { openRows: files.open })).toEqual(await trained(table, options))
        expect(files.left()).toBe(0)
      }),
    )
  })

  test('that a signal ends measures no more rows than there is time for', async () => {
    const files = rowFiles()
    const stop = new AbortController()
    const openRows: OpenRowFile = (width) => {
      const file = files.open(width)
      const gather: typeof file.gather = async (rows, to) => {
        if (stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 600))
        return file.gather(rows, to)
      }
      return { ...file, gather }
    }
    const part = await trainModel(
      on,
      long,
      { target: 'y', members: 1, epochs: 9, validation: 0.5 },
      { openRows, signal: stop.signal, onProgress: ({ epoch }) => epoch === 2 && stop.abort() },
    )
    expect(part).toMatchObject({ aborted: true, train: { rows: 4096 }, validation: { rows: 4096 } })
    expect(part.model.training).toMatchObject({ curve: { epochs: 2 }, conformal: [] })
    expect(part.unseen).toBe(null)
    expect(files.left()).toBe(0)
  })

  /** More rows than are encoded at a time. */
  const long: Table = {
    source: 'long',
    rows: 20_000,
    columns: [
      { name: 'a', cells: Array.from({ length: 20_000 }, (_, i) => String((i * 7919) % 1009)) },
      { name: 'b', cells: Array.from({ length: 20_000 }, (_, i) => String((i * 104_729) % 997)) },
      { name: 'y', cells: Array.from({ length: 20_000 }, (_, i) => 'xyz'.charAt(((i * 7919) % 1009) % 3)) },
    ],
  }
  const options: Options = { target: 'y', members: 1, epochs: 2, batchSize: 256 }

  test('of more rows than one piece does, too, and its baselines', async () => {
    const files = rowFiles()
    expect(await trained(long, options, { openRows: files.open })).toEqual(await trained(long, options))
    expect(await trainBaselines(on, long, options, { openRows: files.open })).toEqual(
      await trainBaselines(on, long, options),
    )
    expect([files.opened(), files.left()]).toEqual([4, 0])
  })

  test('goes on from a checkpoint in the same bits, with its files made again', async () => {
    const stop = new AbortController()
    let last: TrainingCheckpoint | undefined
    const longer = { ...options, epochs: 4 }
    const whole = await trained(long, longer, { openRows: rowFiles().open })
    const part = await trained(long, longer, {
      openRows: rowFiles().open,
      signal: stop.signal,
      onCheckpoint: (checkpoint) => {
        last = checkpoint
      },
      onProgress: ({ epoch }) => {
        if (epoch === 2) stop.abort()
      },
    })
    expect(part).toMatchObject({ aborted: true })
    if (!last) throw new Error('There is no checkpoint.')
    const { checkpoint } = await loadCheckpoint(await saveCheckpoint({ checkpoint: last, about: {} }))
    if (!checkpoint) throw new Error('The checkpoint has no position.')
    expect(await trained(long, longer, { openRows: rowFiles().open, resume: checkpoint })).toEqual(whole)
    const other = { ...long, columns: long.columns.map((column) => ({ ...column })) }
    const [first] = other.columns
    if (first) first.cells = ['5', ...Array.from(first.cells).slice(1)]
    expect(await trained(other, longer, { openRows: rowFiles().open, resume: checkpoint })).toContain(
      'other data',
    )
  })

  test('refuses members and full batches, which need every row in memory', async () => {
    const { open: openRows, opened } = rowFiles()
    await expect(trainModel(on, long, { target: 'y' }, { openRows })).rejects.toThrow(InvalidOptionError)
    await expect(trainModel(on, long, { ...options, batchSize: 'full' }, { openRows })).rejects.toThrow(
      InvalidOptionError,
    )
    expect(opened()).toBe(0)
  })
})
