import { openCpuBackend } from '@leven/backend-cpu'
import { adam, type Backend, network, openReference, train } from '@leven/core'
import type { Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  loadCheckpoint,
  loadState,
  ModelError,
  parametersSha256,
  type RecipeOptions,
  saveCheckpoint,
  saveState,
  type TrainingCheckpoint,
  trainModel,
} from '../src/index.ts'

/** y says whether a and b are together above 0; of every seventh row the contrary. */
function table(rows: number, last = '1'): Table {
  const [a, b] = [7, 5].map((by) => Array.from({ length: rows }, (_, i) => ((i * by) % 23) - 11))
  const y = Array.from({ length: rows }, (_, i) =>
    Number((a?.[i] ?? 0) + (b?.[i] ?? 0) > 0 !== (i % 7 === 0)),
  )
  const columns = [
    { name: 'a', cells: (a ?? []).map(String) },
    { name: 'b', cells: (b ?? []).map((value, i) => (i === rows - 1 ? last : String(value))) },
    { name: 'y', cells: y.map((one) => (one === 1 ? 'yes' : 'no')) },
  ]
  return { source: 'sum.csv', rows, columns }
}

type Options = RecipeOptions & { readonly target: string }

/** Every checkpoint of a training, and the hash of what it became. */
async function whole(on: Backend, options: Options) {
  const checkpoints: TrainingCheckpoint[] = []
  const { model } = await trainModel(on, table(90), options, {
    onCheckpoint: (checkpoint) => void checkpoints.push(structuredClone(checkpoint)),
  })
  return { checkpoints, hash: await parametersSha256(model.parameters), model }
}

const trainings: readonly (readonly [string, Options])[] = [
  ['members on folds, of three candidates', { target: 'y', epochs: 5 }],
  ['members of a network that is named', { target: 'y', hidden: [4], epochs: 7, members: 3 }],
  ['one network that stands for its members', { target: 'y', epochs: 4, small: true, members: 2 }],
  ['a single network', { target: 'y', members: 1, epochs: 6 }],
  [
    'a single network that patience stops',
    { target: 'y', members: 1, epochs: 60, patience: 3, optimizer: 'momentum' },
  ],
  [
    'the recipe of the notes, which reports every second epoch',
    { target: 'y', recipe: 'notes', epochs: 120 },
  ],
  ['one that begins again at a lower rate', { target: 'y', members: 1, learningRate: 1e5, epochs: 6 }],
  ['members that begin again', { target: 'y', members: 2, learningRate: 1e5, epochs: 4 }],
]

describe('a training that goes on from a checkpoint ends in the same bits', () => {
  it.each(trainings)('as one that was never broken off: %s', async (_, options) => {
    const on = await openCpuBackend()
    const { checkpoints, hash, model } = await whole(on, options)
    const [first, ...later] = checkpoints
    const middle = later.filter((_, at) => at % Math.ceil(later.length / 6) === 0)
    expect(middle.length).toBeGreaterThan(2)
    for (const checkpoint of [first, ...middle, later.at(-1)]) {
      const bytes = await saveCheckpoint({ checkpoint: checkpoint ?? null, about: {} })
      const { checkpoint: resume } = await loadCheckpoint(bytes)
      expect(resume).toEqual(checkpoint)
      const resumed = await trainModel(on, table(90), options, { resume: resume ?? undefined })
      expect(await parametersSha256(resumed.model.parameters)).toBe(hash)
      expect(resumed.model.training.curve).toEqual(model.training.curve)
    }
    expect(on.liveBytes()).toBe(0)
    await on.close()
  })

  it('also where a signal ended it within an epoch', async () => {
    const on = await openCpuBackend()
    for (const [, options] of trainings) {
      const controller = new AbortController()
      let [seen, last]: [number, TrainingCheckpoint | undefined] = [0, undefined]
      const slow = {
        ...on,
        read: async (...read: Parameters<Backend['read']>) => {
          if (++seen === 40) controller.abort()
          return on.read(...read)
        },
      }
      await trainModel(slow, table(90), options, {
        signal: controller.signal,
        onCheckpoint: (checkpoint) => {
          last = checkpoint
        },
      }).catch(() => null)
      const { model } = await trainModel(on, table(90), options, { resume: last })
      expect(await parametersSha256(model.parameters)).toBe((await whole(on, options)).hash)
    }
    await on.close()
  })
})

describe('a checkpoint is refused', () => {
  it.each(trainings.slice(2, 5))(
    'by another table, another recipe and another backend: %s',
    async (_, options) => {
      const [on, reference] = [await openCpuBackend(), await openReference()]
      const resume = (await whole(on, options)).checkpoints.at(-1)
      const go = (on: Backend, of: Table, by: Options) => trainModel(on, of, by, { resume })
      await expect(go(on, table(90, '2'), options)).rejects.toThrow('The checkpoint is of other data.')
      await expect(go(on, table(91), options)).rejects.toThrow(/other data/)
      await expect(go(on, table(90), { ...options, learningRate: 0.5 })).rejects.toThrow(/another recipe/)
      await expect(go(on, table(90), { ...options, epochs: 9 })).rejects.toThrow(/another recipe/)
      await expect(go(reference, table(90), options)).rejects.toThrow(/on cpu, and this one is on reference/)
      await on.close()
    },
  )
})

describe('a state in a file', () => {
  const shape = network({ features: 2, hidden: [3] })
  const data = { instances: 4, X: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), Y: Float64Array.of(0, 1, 1, 0) }
  const stateOf = async () => {
    const run = train(await openReference(), shape, data, { epochs: 3, optimizer: adam(), seed: 4 })
    for await (const _ of run) if (_.epoch === 2) break
    return run.state()
  }

  it('is the same state again, also of float64, and with nothing seen yet', async () => {
    const state = await stateOf()
    expect(state.layers[0]?.W).toBeInstanceOf(Float64Array)
    expect(await loadState(await saveState(state))).toEqual(state)
    const fresh = { ...state, best: { ...state.best, cost: Number.POSITIVE_INFINITY } }
    expect(await loadState(await saveState(fresh))).toEqual(fresh)
    expect(await saveState(state)).toEqual(await saveState(structuredClone(state)))
  })

  it('is refused with any bit changed, cut off, or of another format', async () => {
    const bytes = await saveState(await stateOf())
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = bytes.map((byte, i) => (i === at ? byte ^ change : byte))
        await expect(loadState(changed, 's')).rejects.toThrow(ModelError)
      }),
      { numRuns: 300 },
    )
    await expect(loadState(bytes.subarray(0, -1), 's')).rejects.toThrow(ModelError)
    await expect(loadCheckpoint(bytes, 's')).rejects.toThrow(/leven-checkpoint\/1 is needed/)
  })
})
