import { openCpuBackend } from '@leven/backend-cpu'
import { initialParameters } from '@leven/core'
import { parametersSha256 } from '@leven/model'
import { describe, expect, test } from 'vitest'
import { derivedNames } from '../src/data/derived.ts'
import { createProblem, type Problem } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { trainCommand } from '../src/files/command.ts'
import { tableCsv } from '../src/files/table-csv.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'
import { folder, shell } from './command-line.ts'

describe('the command that repeats a run', () => {
  test.each<[Partial<Settings>, number]>([
    [{}, 40],
    [{ shape: 'pinwheel', optimizer: 'adam', learningRate: 0.01, batchSize: 32, l2: 0.003, seed: 0 }, 7],
    [{ shape: 'saddle', hidden: [], optimizer: 'momentum', learningRate: 0.03, testShare: 0.45 }, 12],
    [{ shape: 'circles', derived: derivedNames, hidden: [3], batchSize: 50 }, 9],
    [{ shape: 'xor', noise: 0.5, size: 64, hidden: [8, 8, 8], activation: 'tanh', dataSeed: 9 }, 5],
  ])('reaches its parameters to the last bit: %j', { timeout: 60_000 }, async (part, epochs) => {
    const settings = { ...defaultSettings, ...part }
    await expectRepeats(settings, epochs, shapeProblem(settings))
  })

  test('also on a table with equal rows and with rows that have no target', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [
      (((i % 60) * 0.3719) % 1).toFixed(4),
      (((i % 60) * 0.6137) % 1).toFixed(4),
      i % 10 === 9 ? null : ((i % 60) * 18) % 52 > 25 ? 'yes' : 'no',
    ])
    const columns = ['a', 'b', 'y'].map((name, j) => ({ name, cells: rows.map((row) => row[j] ?? null) }))
    const settings = { ...defaultSettings, hidden: [4] }
    const { testShare, seed } = settings
    const table = { source: 'twice.csv', rows: rows.length, columns }
    const problem = createProblem(table, { target: 'y', testShare, seed })
    expect(problem.notes).toEqual([
      expect.stringMatching(/^12 rows have no "y"/),
      expect.stringMatching(/rows repeat earlier ones/),
    ])
    await expectRepeats(settings, 5, problem)
  })
})

/** Trains as the page does, and holds what the command says against it. */
async function expectRepeats(settings: Settings, epochs: number, problem: Problem): Promise<void> {
  const network = networkOf(settings, problem)
  const rules = {
    optimizer: optimizerOf(settings),
    l2: settings.l2,
    batchSize: settings.batchSize || problem.trainingData.instances,
  }
  const first = firstState(initialParameters(network, settings.seed))
  const on = await openCpuBackend()
  const learner = new Learner(on, network, problem.trainingData, rules, settings.seed, first)
  while (learner.epoch < epochs) learner.advance('epoch')
  const { layers } = await learner.state()

  const cwd = folder({ [problem.table.source]: tableCsv(problem.table) })
  const json = await shell(`${trainCommand(settings, epochs, problem)} --json`, cwd)
  const said: unknown = JSON.parse(json)
  expect(said).toMatchObject({
    epochs,
    parametersSha256: await parametersSha256(layers.map(({ W, b }) => ({ W, b }))),
  })
}

describe('a table as CSV', () => {
  test('quotes what must be, and leaves a missing cell empty', () => {
    const columns = [
      { name: 'a "b"', cells: ['1,5', null, ' x'] },
      { name: 'c', cells: ['two\nlines', 'NA', 'plain'] },
    ]
    expect(tableCsv({ source: 'x.csv', rows: 3, columns })).toBe(
      '"a ""b""",c\n"1,5","two\nlines"\n,NA\n" x",plain\n',
    )
  })
})
