import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLevenError } from '@leven/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { forTraining } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { predictionsCsv, readModel, writeModel } from '../src/files/model-file.ts'
import { tableCsv } from '../src/files/table-csv.ts'
import { writePermalink } from '../src/settings/permalink.ts'
import { defaultSettings, type Settings } from '../src/settings/settings.ts'
import type { Frame } from '../src/training/frame.ts'
import { Run } from '../src/training/run.ts'
import { folder, shell } from './command-line.ts'
import { follow } from './follow.ts'

/** What the page has after some epochs: the frame of a real run. */
async function trained(part: Partial<Settings>, epochs: number) {
  const settings = { ...defaultSettings, ...part }
  const problem = shapeProblem(settings)
  const run = new Run()
  let frame: Frame | undefined
  void follow(run, (next) => {
    frame = next
  })
  await run.setUp({ problem: forTraining(problem), network: settings, learning: settings })
  for (let i = 0; i < epochs; i++) await run.step('epoch')
  if (!frame) throw new Error('The run sent no frame.')
  return { settings, problem, frame }
}

describe('a model that the page saves', () => {
  test.each<Partial<Settings>>([
    {},
    { shape: 'pinwheel', hidden: [] },
    { shape: 'saddle', activation: 'tanh' },
  ])('predicts the same with leven predict, to the last digit: %j', { timeout: 60_000 }, async (part) => {
    const { settings, problem, frame } = await trained(part, 3)
    const bytes = await writeModel(problem, frame, settings, writePermalink(settings))
    const cwd = folder({ 'run.safetensors': bytes, 'points.csv': tableCsv(problem.table) })
    const { network, parameters } = frame
    expect(await shell('leven predict run.safetensors points.csv', cwd)).toBe(
      await predictionsCsv({ network, parameters, encoder: problem.encoder }, problem.table),
    )
  })

  test('brings back its network and the settings of its link', async () => {
    const { settings, problem, frame } = await trained({ shape: 'circles', hidden: [5, 3], seed: 3 }, 2)
    const link = writePermalink(settings)
    const model = await readModel(await writeModel(problem, frame, settings, link), 'run.safetensors')
    expect(model).toMatchObject({
      hidden: [5, 3],
      activation: 'relu',
      link,
      encoder: problem.encoder,
      note: '',
    })
    expect(model.parameters).toEqual(frame.parameters)
  })
})

describe('a model of the command line', () => {
  const example = (name: string) => fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url))
  let model: Uint8Array
  let cwd: string
  beforeAll(async () => {
    cwd = folder({})
    const options = '--target diagnosis --members 1 --epochs 3 --seed 5 --l2 0.001 --out model.safetensors'
    await shell(`leven train '${example('breast-cancer.csv')}' ${options}`, cwd)
    model = readFileSync(join(cwd, 'model.safetensors'))
  }, 60_000)

  test('opens with what it was trained with', async () => {
    const read = await readModel(model, 'model.safetensors')
    expect(read.settings).toEqual({
      optimizer: 'adam',
      learningRate: 0.01,
      l2: 0.001,
      batchSize: 32,
      testShare: 0.2,
      seed: 5,
    })
    expect(read).toMatchObject({ hidden: [32], activation: 'relu', link: undefined })
  })

  test('predicts the same in the page, to the last digit', { timeout: 60_000 }, async () => {
    const read = await readModel(model, 'model.safetensors')
    const path = example('breast-cancer.csv')
    const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n')
    const cells = lines.map((line) => line.split(','))
    const columns = header.split(',').map((name, k) => ({ name, cells: cells.map((row) => row[k] ?? null) }))
    const table = { source: 'breast-cancer.csv', rows: lines.length, columns }
    expect(await predictionsCsv(read, table)).toBe(
      await shell(`leven predict model.safetensors '${path}'`, cwd),
    )
  })

  test.each([
    ['is cut off', (bytes: Uint8Array) => bytes.subarray(0, 300), /^model\.safetensors: .*cut off/],
    ['is no model at all', () => new TextEncoder().encode('a,b\n1,2\n3,4\n5,6\n'), /^model\.safetensors: /],
    [
      'was changed by a bit',
      (bytes: Uint8Array) => bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1),
      /^model\.safetensors: /,
    ],
  ])('that %s is refused, with what to do', async (_, damage, message) => {
    const refused = readModel(damage(model), 'model.safetensors')
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toSatisfy((error) => isLevenError(error) && error.remedy !== '')
  })
})

test('a model of more layers than the page shows is refused, and predicts elsewhere', {
  timeout: 60_000,
}, async () => {
  const cwd = folder({ 'points.csv': tableCsv(shapeProblem(defaultSettings).table) })
  const seven = '2,2,2,2,2,2,2'
  await shell(
    `leven train points.csv --target label --members 1 --epochs 1 --hidden ${seven} --out deep.safetensors`,
    cwd,
  )
  const deep = readFileSync(join(cwd, 'deep.safetensors'))
  await expect(readModel(deep, 'deep.safetensors')).rejects.toThrow(
    /hidden layers of 2, 2, 2, 2, 2, 2, 2 units .* the page shows up to 6/,
  )
})
