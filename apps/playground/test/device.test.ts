import { readFile } from 'node:fs/promises'
import { openCpuBackend } from '@leven/backend-cpu'
import { type Backend, initialParameters, openReference } from '@leven/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { firstState } from '../src/learner/learner.ts'
import type { CheckProgress, Race } from '../src/panels/device/bench.ts'
import { check } from '../src/panels/device/check.ts'
import { promised } from '../src/panels/device/promise.ts'
import { prove } from '../src/panels/device/prove.ts'
import { race } from '../src/panels/device/race.ts'
import { checkText } from '../src/panels/device/report-text.ts'
import { defaultSettings, networkOf } from '../src/settings/settings.ts'

const atRoot = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** An honest backend but for one operation: costs are a tenth too high. */
async function openDear(): Promise<Backend> {
  const on = await openReference()
  return {
    ...on,
    info: { ...on.info, name: 'dear', device: 'loops that overcharge' },
    cost(J, Z, Y, kind, s) {
      on.cost(J, Z, Y, kind, s)
      on.update(J, J2(on, J), [], { kind: 'gradientDescent', learningRate: -0.1, l2: 0 })
    },
  }
}

/** J again: an update may not read what it changes. */
function J2(on: Backend, J: ReturnType<Backend['tensor']>) {
  const copy = on.tensor(1, 1)
  on.gather(copy, J, Int32Array.of(0))
  return copy
}

describe('checking a device', () => {
  test('tells how far it is, and finds that the reference keeps every law', async () => {
    const heard: CheckProgress[] = []
    const { report } = await check('reference', openReference, 1, (progress) => heard.push(progress))
    expect(report.passed).toBe(true)
    expect(heard[0]).toEqual({ done: 0, broken: 0, laws: report.laws.length })
    expect(heard.at(-1)).toEqual({ done: report.laws.length, broken: 0, laws: report.laws.length })
  }, 60_000)

  test('names the law that a device breaks, with the smallest case, also as text', async () => {
    const checked = await check('dear', openDear, 5, () => {})
    const broken = checked.report.laws.filter(({ passed }) => !passed).map(({ operation }) => operation)
    expect(new Set(broken)).toContain('cost')
    const text = checkText([{ name: 'dear', outcome: checked }], 'a browser')
    expect(text).toMatch(/dear: loops that overcharge/)
    expect(text).toMatch(/FAIL +cost/)
    expect(text).toMatch(/got +[\d.e-]+\n +expected/)
    expect(text).toContain('a browser')
  }, 60_000)
})

describe('two backends side by side', () => {
  let asked: Race
  beforeAll(() => {
    const problem = shapeProblem(defaultSettings)
    const network = { hidden: [4, 2], activation: 'tanh', seed: 7 } as const
    const learning = { optimizer: 'adam', learningRate: 0.01, l2: 0, batchSize: 32 } as const
    const from = firstState(initialParameters(networkOf(network, problem), network.seed))
    const setUp = { problem, network, learning }
    asked = { setUp, from, backends: ['cpu', 'reference'], epochs: 12 }
  })

  test('begin alike, and part by rounding errors that grow', async () => {
    const [cpu, reference] = [await openCpuBackend(), await openReference()]
    const heard: number[] = []
    const { laps, devices } = await race(asked, [cpu, reference], (epoch) => heard.push(epoch))
    expect(heard).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    expect(devices.map(({ name }) => name)).toEqual(['cpu', 'reference'])
    expect(laps[0]?.blocks.map(({ name }) => name)).toEqual(['W1', 'b1', 'W2', 'b2', 'W3', 'b3'])
    const largest = laps.map(({ blocks }) => Math.max(...blocks.map(({ absolute }) => absolute)))
    expect(largest[0]).toBeGreaterThan(0)
    expect(largest[0]).toBeLessThan(1e-5)
    expect(largest.at(-1)).toBeLessThan(1e-3)
    expect(cpu.liveBytes()).toBe(0)
  })

  test('that are one and the same never part', async () => {
    const [one, other] = [await openCpuBackend(), await openCpuBackend()]
    const { laps } = await race(asked, [one, other], () => {})
    expect(laps.flatMap(({ blocks }) => blocks.filter(({ ulps }) => ulps > 0))).toEqual([])
  })

  test('that leave the range of numbers say so and what to do', async () => {
    const [one, other] = [await openCpuBackend(), await openReference()]
    const wild = {
      ...asked.setUp,
      network: { ...asked.setUp.network, activation: 'identity' },
      learning: { ...asked.setUp.learning, optimizer: 'gradientDescent', learningRate: 1e30 },
    } as const
    await expect(race({ ...asked, setUp: wild }, [one, other], () => {})).rejects.toMatchObject({
      fault: { message: [['comparisonDiverged', expect.any(Number)]], remedy: [['lowerRateOrEpochs']] },
    })
  })
})

describe('the README’s promise', () => {
  test('is the hash that the page expects', async () => {
    const promise = /With\n`--members 1`[^.]*its hash is\n`([0-9a-f]{64})`/.exec(await atRoot('README.md'))
    expect(promise?.[1]).toBe(promised)
  })

  test('is kept by what the page trains', async () => {
    const heard: number[] = []
    const csv = await atRoot('examples/breast-cancer.csv')
    const proved = await prove(csv, await openCpuBackend(), (epoch) => heard.push(epoch))
    expect(proved.sha256).toBe(promised)
    expect([proved.rows, proved.epochs]).toEqual([569, 60])
    expect(heard.at(-1)).toBe(60)
  })
})
