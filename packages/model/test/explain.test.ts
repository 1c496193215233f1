import { openCpuBackend } from '@leven/backend-cpu'
import type { Table } from '@leven/tabular'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  contributions,
  type Explained,
  outcomeOf,
  partialDependence,
  permutationImportance,
  predictTable,
  smallestFlip,
  trainModel,
  unseenImportance,
} from '../src/index.ts'

/** y follows a and the letter; c is noise. */
const noise = (i: number) => ((Math.imul(i + 1, 2654435761) >>> 8) % 10007) / 10007
const rows = 200
const letters = Array.from({ length: rows }, (_, i) => 'xyz'.charAt(Math.floor(3 * noise(4 * i))))
const a = letters.map((_, i) => noise(4 * i + 1))
const table: Table = {
  source: 'explained.csv',
  rows,
  columns: [
    { name: 'a', cells: a.map(String) },
    { name: 'letter', cells: letters },
    { name: 'c', cells: a.map((_, i) => (i % 9 === 0 ? '' : String(noise(4 * i + 2)))) },
    { name: 'y', cells: a.map((one, i) => (one + (letters[i] === 'z' ? 0.4 : 0) > 0.6 ? 'yes' : 'no')) },
  ],
}

let explained: Explained
/** The same model, to which the column c says nothing: its weights are 0. */
let deaf: Explained
beforeAll(async () => {
  const on = await openCpuBackend()
  const { model } = await trainModel(on, table, { target: 'y', hidden: [8], members: 2, epochs: 40 })
  explained = { model, on, table, seed: 3 }
  const units = model.network.sizes[1] ?? 0
  const inputs = model.network.sizes[0] ?? 0
  const [first, ...others] = model.parameters
  if (!first) throw new Error('no layer')
  // The inputs of c are those after a's seven and the letter's three.
  const W = first.W.map((w, at) => (Math.floor(at / units) >= 10 && Math.floor(at / units) < inputs ? 0 : w))
  deaf = { ...explained, model: { ...model, parameters: [{ ...first, W }, ...others] } }
})

describe('permutation importance', () => {
  it('lets signals and timers have their turn', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await permutationImportance(explained, 500)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })

  it('is exactly 0 for a column that the network does not hear, and largest for the one it goes by', async () => {
    const found = await permutationImportance(deaf, 3)
    expect(found.find(({ column }) => column === 'c')).toMatchObject({ importance: 0, interval: [0, 0] })
    expect(found[0]?.column).toBe('a')
    expect(found[0]?.importance).toBeGreaterThan(0.1)
  })

  it('is the same again for the same seed', async () => {
    expect(await permutationImportance(explained, 2)).toEqual(await permutationImportance(explained, 2))
  })
})

describe('importance out of fold', () => {
  it.each([
    ['members with a share of linear ones', {}],
    ['one network from members', { small: true }],
    ['several labels', { target: 'letter' }],
    ['a number', { target: 'a' }],
    ['one member', { members: 1 }],
    ['weighted rows', { weightColumn: 'a' }],
  ] as const)('deals with what networks say of rows they did not see: %s', async (_name, options) => {
    const on = await openCpuBackend()
    const { unseen } = await trainModel(on, table, { target: 'y', epochs: 6, ...options })
    expect(unseen?.rows.length).toBeGreaterThan(30)
    expect(await unseen?.predict(table)).toEqual(unseen?.T)
    await on.close()
  })

  it('is largest for what decides, and small for what was only learnt by heart', async () => {
    const on = await openCpuBackend()
    const { model, unseen } = await trainModel(on, table, { target: 'y', hidden: [32], epochs: 200 })
    if (!unseen) throw new Error('members see all but their fold')
    const found = await unseenImportance(model, unseen, table, 5, 1)
    expect(found[0]?.column).toBe('a')
    const noise = found.find(({ column }) => column === 'c')
    expect(noise?.importance).toBeLessThan((found[0]?.importance ?? 0) / 10)
    await on.close()
  })
})

describe('contributions', () => {
  it('add up to the prediction, from the mean of the rows it is compared with', async () => {
    const outcome = outcomeOf(explained.model.encoder.target)
    for (const row of [0, 9, 77]) {
      const found = await contributions(explained, row, outcome, 20)
      const sum = found.columns.reduce((all, { contribution }) => all + contribution, found.base)
      expect(sum).toBeCloseTo(found.outcome, 6)
      const { T } = await predictTable(explained.model, explained.on, table, Int32Array.of(row))
      expect(found.outcome).toBeCloseTo(T[0] ?? Number.NaN, 6)
    }
  })

  it('are 0 for a column that the network does not hear', async () => {
    const found = await contributions(deaf, 5, outcomeOf(deaf.model.encoder.target), 20)
    expect(found.columns.find(({ column }) => column === 'c')).toMatchObject({
      contribution: 0,
      standardError: 0,
    })
  })

  it('are nearer each other the more orders are drawn', async () => {
    const outcome = outcomeOf(explained.model.encoder.target)
    const errorOf = async (samples: number) =>
      (await contributions(explained, 12, outcome, samples)).columns.find(({ column }) => column === 'a')
        ?.standardError
    expect((await errorOf(200)) ?? 1).toBeLessThan(((await errorOf(10)) ?? 0) / 2)
  })
})

describe('the smallest flip', () => {
  it('makes the model predict what it says', async () => {
    const flip = await smallestFlip(explained, 0)
    if (!flip) throw new Error('no flip')
    const columns = table.columns.map((column) =>
      column.name === flip.column
        ? { ...column, cells: Array.from(column.cells, (cell, i) => (i === 0 ? flip.to : cell)) }
        : column,
    )
    const before = await predictTable(explained.model, explained.on, table, Int32Array.of(0))
    const after = await predictTable(explained.model, explained.on, { ...table, columns }, Int32Array.of(0))
    expect(after.predictions.prediction[0]).toBe(flip.prediction)
    expect(before.predictions.prediction[0]).not.toBe(flip.prediction)
  })
})

describe('partial dependence', () => {
  it('rises with what the target rises with, and is flat in what the network does not hear', async () => {
    const outcome = outcomeOf(deaf.model.encoder.target)
    const ofA = await partialDependence(deaf, 'a', outcome)
    expect(ofA.at(-1)?.mean).toBeGreaterThan((ofA[0]?.mean ?? 1) + 0.4)
    const ofC = await partialDependence(deaf, 'c', outcome)
    for (const { mean } of ofC) expect(mean).toBe(ofC[0]?.mean)
  })
})
