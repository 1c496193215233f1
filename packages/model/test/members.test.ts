import { openCpuBackend } from '@leven/backend-cpu'
import {
  type Backend,
  foldNetworks,
  generator,
  InvalidOptionError,
  inOneGo,
  type NetworkParameters,
  predict,
  type TrainingState,
  uniform,
} from '@leven/core'
import { computeMetrics, type Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type OpenTeam,
  parametersSha256,
  settlePlan,
  teamOn,
  trainBaselines,
  trainModel,
} from '../src/index.ts'
import { crossFit, logitsOf } from '../src/members/cross-fit.ts'
import { predictLogits } from '../src/members/logits.ts'
import { memberSplits } from '../src/members/plan.ts'
import { prepareMembers } from '../src/members/prepare-members.ts'
import { temperature } from '../src/members/temperature.ts'
import { workOf } from '../src/members/work.ts'

/** Numbers that look random and are the same everywhere. */
const noise = (i: number) => ((Math.imul(i + 1, 2654435761) >>> 8) % 10007) / 10007

/** y says whether a is above b, nearly always; c says nothing. */
function table(
  rows: number,
  labelOf = (a: number, b: number, i: number) => (a + 0.3 * noise(7 * i) > b ? 'yes' : 'no'),
): Table {
  const a = Array.from({ length: rows }, (_, i) => noise(3 * i))
  const b = Array.from({ length: rows }, (_, i) => noise(3 * i + 1))
  return {
    source: 'above.csv',
    rows,
    columns: [
      { name: 'a', cells: a.map(String) },
      { name: 'b', cells: b.map(String) },
      { name: 'c', cells: a.map((_, i) => 'xyz'.charAt(Math.floor(3 * noise(3 * i + 2)))) },
      { name: 'y', cells: a.map((one, i) => labelOf(one, b[i] ?? 0, i)) },
    ],
  }
}

/** The plan the options ask for, which must be one of members. */
function planOf(options: Parameters<typeof settlePlan>[0]): NonNullable<ReturnType<typeof settlePlan>> {
  const plan = settlePlan(options)
  if (!plan) throw new Error('a single network was asked for')
  return plan
}

describe('a model of members', () => {
  it('is one network of the notes, judged on every row by members that did not see it', async () => {
    const on = await openCpuBackend()
    const { model, validation, unseen } = await trainModel(on, table(240), { target: 'y' })
    expect(model.network.sizes.length).toBeLessThanOrEqual(3)
    expect(model.training.members).toMatchObject({ count: 8, outOfFoldRows: 240, refitted: false })
    expect(model.training.members?.candidates.map(({ name }) => name)).toEqual(['standard', 'linear', 'wide'])
    expect(validation).toMatchObject({ rows: 240 })
    expect(unseen?.rows).toEqual(Int32Array.from({ length: 240 }, (_, row) => row))
    expect(on.liveBytes()).toBe(0)
    await on.close()
  })

  it('predicts what the average of its members does, times the temperature', async () => {
    const on = await openCpuBackend()
    const options = { target: 'y', hidden: [5, 4] }
    const plan = planOf(options)
    const prepared = inOneGo(prepareMembers(on, table(120), options, plan, 'robust'))
    const [candidate] = plan.candidates
    if (!candidate) throw new Error('no candidate')
    const { network, members } = await crossFit(
      on,
      teamOn(on),
      workOf(prepared, plan, candidate),
      plan.patience,
    )
    const { X, instances } = prepared.all.plain
    const each = []
    for (const parameters of members) each.push(await logitsOf(on, network, parameters, X, instances))
    const folded = foldNetworks(
      members.map((parameters) => ({ network, parameters, share: 1.5 / members.length })),
    )
    const Z = await predict(on, { ...folded.network, output: 'identity' }, folded.parameters, X, instances)
    for (const [row, z] of Z.entries()) {
      const terms = each.map((logits) => logits[row] ?? Number.NaN)
      const mean = terms.reduce((sum, one) => sum + one, 0) / members.length
      // Two float32 sums of the same products in another order, over 32 units: a few roundings of their size.
      const size = terms.reduce((sum, one) => sum + Math.abs(one), 1)
      expect(Math.abs(z - 1.5 * mean)).toBeLessThan(64 * 2 ** -24 * size)
    }
    await on.close()
  })

  it('has the same bits for any number of teams that its members are dealt to', async () => {
    const backends = [await openCpuBackend(), await openCpuBackend(), await openCpuBackend()] as const
    const [on] = backends
    const hashes: string[] = []
    for (const count of [1, 2, 3]) {
      const openTeam = dealtTo(backends.slice(0, count))
      const { model } = await trainModel(on, table(90), { target: 'y', epochs: 12 }, { openTeam })
      hashes.push(await parametersSha256(model.parameters))
    }
    expect(new Set(hashes).size).toBe(1)
    for (const backend of backends) await backend.close()
  })

  it('never judges a row by a member that saw it: labels that are shuffled in one fold alone cannot be predicted there', async () => {
    const on = await openCpuBackend()
    const plain = table(400)
    const plan = planOf({})
    const { splits } = inOneGo(prepareMembers(on, plain, { target: 'y' }, plan, 'robust'))
    for (const fold of [0, 5]) {
      const held = splits[fold]?.validation ?? new Int32Array(0)
      const labels = [...(plain.columns[3]?.cells ?? [])]
      // Turned about within each label's rows, so that the folds stay as they are.
      const flipped = new Map([...held].map((row, i) => [row, i % 2 === 0 ? 'yes' : 'no']))
      const lying: Table = {
        ...plain,
        columns: plain.columns.map((column) =>
          column.name === 'y'
            ? { ...column, cells: labels.map((label, row) => flipped.get(row) ?? label) }
            : column,
        ),
      }
      const prepared = inOneGo(prepareMembers(on, lying, { target: 'y' }, plan, 'robust'))
      const [candidate] = plan.candidates
      if (!candidate) throw new Error('no candidate')
      const work = workOf({ ...prepared, splits }, plan, candidate)
      const { logits } = await crossFit(on, teamOn(on), work, plan.patience)
      const targets = Float64Array.from(held, (row) => prepared.all.targets[row] ?? 0)
      const T = await predictLogits(
        on,
        'sigmoid',
        Float32Array.from(held, (row) => logits[row] ?? 0),
        held.length,
      )
      const { target } = prepared.encoder
      if (target.task !== 'binary') throw new Error('binary')
      const { rocAuc } = computeMetrics(target, targets, T)
      expect(Math.abs((rocAuc ?? 0) - 0.5)).toBeLessThan(0.25)
    }
    await on.close()
  })

  it('keeps groups together, and judges by what comes later where the split is by time', async () => {
    const on = await openCpuBackend()
    const plain = table(160)
    const dated: Table = {
      ...plain,
      columns: [
        ...plain.columns,
        { name: 'patient', cells: Array.from({ length: 160 }, (_, row) => `p${row % 20}`) },
        { name: 'day', cells: Array.from({ length: 160 }, (_, row) => String(row)) },
      ],
    }
    const grouped = inOneGo(
      prepareMembers(on, dated, { target: 'y', group: 'patient' }, planOf({}), 'robust'),
    )
    for (const { training, validation } of grouped.splits) {
      const learnt = new Set(Array.from(training, (row) => row % 20))
      for (const row of validation) expect(learnt.has(row % 20)).toBe(false)
    }
    expect(grouped.encoder.features.map(({ name }) => name)).not.toContain('patient')
    const timed = inOneGo(prepareMembers(on, dated, { target: 'y', split: 'time:day' }, planOf({}), 'robust'))
    for (const { training, validation } of timed.splits) {
      expect(Math.max(...training)).toBeLessThan(Math.min(...validation))
    }
    const { unseen } = await trainModel(on, dated, { target: 'y', split: 'time:day', epochs: 4 })
    expect(unseen?.rows.length).toBeLessThan(160)
    await on.close()
  })

  it('keeps rows that are repeated on one side of every split, and says so', async () => {
    const on = await openCpuBackend()
    const plain = table(60)
    const thrice: Table = {
      ...plain,
      rows: 180,
      columns: plain.columns.map(({ name, cells }) => ({ name, cells: [...cells, ...cells, ...cells] })),
    }
    const { splits, notes } = inOneGo(prepareMembers(on, thrice, { target: 'y' }, planOf({}), 'robust'))
    for (const { training, validation } of splits) {
      const learnt = new Set(Array.from(training, (row) => row % 60))
      for (const row of validation) expect(learnt.has(row % 60)).toBe(false)
    }
    expect(notes.join(' ')).toMatch(/repeat/)
  })

  it('is never far from logistic regression where the truth is linear', async () => {
    const on = await openCpuBackend()
    const linear = table(300, (a, b, i) => (a - b + noise(11 * i) - 0.5 > 0 ? 'yes' : 'no'))
    const { validation } = await trainModel(on, linear, { target: 'y' })
    const { logistic, majority } = await trainBaselines(on, linear, { target: 'y' })
    expect(validation?.cost).toBeLessThan(1.03 * (logistic?.cost ?? 0))
    expect(logistic?.cost).toBeLessThan(majority.cost)
    await on.close()
  })

  it.each([
    ['members', 3],
    ['a single network', 1],
  ])('tells how the baseline of %s trains', async (_, members) => {
    const on = await openCpuBackend()
    const epochs: number[] = []
    await trainBaselines(
      on,
      table(120),
      { target: 'y', members },
      {
        onMembers: ({ candidate, epoch }) => epochs.push(candidate === 'linear' ? epoch : Number.NaN),
        onProgress: ({ epoch }) => epochs.push(epoch),
      },
    )
    expect(epochs.length).toBeGreaterThan(1)
    expect(epochs).toEqual(epochs.map((_, at) => at + 1))
    await on.close()
  })

  it('is one network of one size with small, trained on all rows', async () => {
    const on = await openCpuBackend()
    const { model, validation } = await trainModel(on, table(120), { target: 'y', small: true, hidden: [7] })
    expect(model.network.sizes.slice(1)).toEqual([7, 1])
    expect(model.training.members).toMatchObject({ count: 8, refitted: true, linearShare: 0 })
    expect(validation).toMatchObject({ rows: 120 })
    await on.close()
  })

  it('is what was best so far where a signal comes, and nothing where it comes at once', async () => {
    const on = await openCpuBackend()
    const abort = new AbortController()
    const watch = {
      signal: abort.signal,
      onMembers: ({ epoch }: { epoch: number }) => epoch === 3 && abort.abort(),
    }
    const { model, aborted } = await trainModel(on, table(120), { target: 'y' }, watch)
    expect(aborted).toBe(true)
    expect(model.training.members?.candidates).toMatchObject([{ name: 'standard', epochs: 3 }])
    await expect(trainModel(on, table(120), { target: 'y' }, { signal: abort.signal })).rejects.toMatchObject(
      {
        code: 'ABORTED',
      },
    )
    expect(on.liveBytes()).toBe(0)
    await on.close()
  })

  it('falls back to a single network where there are too few rows for two folds', async () => {
    const on = await openCpuBackend()
    const { model } = await trainModel(on, table(7), { target: 'y' })
    expect(model.training.members).toBeNull()
    await on.close()
  })

  it('says which column made every candidate diverge', async () => {
    const on = await openCpuBackend()
    const options = { target: 'y', optimizer: 'gradient-descent', learningRate: 1e300, retry: false } as const
    await expect(trainModel(on, table(60), options)).rejects.toMatchObject({ code: 'DIVERGED' })
    expect(on.liveBytes()).toBe(0)
    await on.close()
  })
})

/** Rows that are parted each by itself. */
const byRow = { kind: 'rows', notes: [] } as const

describe('the plan', () => {
  it('goes by the number of rows alone: eight members, four, then one with a tenth held out', () => {
    const splits = (rows: number) => inOneGo(memberSplits(byRow, new Uint8Array(rows), planOf({})))
    expect(splits(20_000)).toHaveLength(8)
    expect(splits(20_001)).toHaveLength(4)
    expect(splits(100_000)).toHaveLength(4)
    const [one, ...none] = splits(100_010)
    expect(none).toEqual([])
    expect(one?.validation).toHaveLength(10_001)
    expect(splits(13)).toHaveLength(3)
    expect(splits(7)).toHaveLength(0)
  })

  it('holds every row in exactly one fold, whatever the classes', () => {
    const classes = fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 200 })
    fc.assert(
      fc.property(classes, fc.nat(), (classOf, splitSeed) => {
        const held = inOneGo(memberSplits(byRow, classOf, planOf({ splitSeed }))).flatMap(
          ({ validation }) => [...validation],
        )
        expect(held.sort((a, b) => a - b)).toEqual(classOf.map((_, row) => row))
      }),
    )
  })

  it('is of one network where that is asked for, and of the asked network alone where one is', () => {
    for (const options of [
      { members: 1 },
      { recipe: 'notes' },
      { validation: 0.3 },
      { patience: 3 },
    ] as const) {
      expect(settlePlan(options)).toBeNull()
    }
    expect(planOf({ hidden: [9], l2: 0.5 }).candidates).toMatchObject([{ name: 'asked', hidden: [9] }])
    expect(planOf({ hidden: [9], l2: 0.5 }).candidates[0]?.l2(100)).toBe(0.5)
    expect(planOf({ epochs: 3, members: 4 })).toMatchObject({ epochs: 3, members: 4 })
    expect(() => planOf({ members: 0 })).toThrow(InvalidOptionError)
    expect(() => planOf({ members: 4, validation: 0.2 })).toThrow(/belongs to a single network/)
    expect(() => planOf({ members: 4, recipe: 'notes' })).toThrow(InvalidOptionError)
  })
})

describe('the temperature', () => {
  it('finds the factor that logits were multiplied by', async () => {
    const on = await openCpuBackend()
    const rows = 4000
    const random = generator(1, 'sample')
    const truth = Float32Array.from({ length: rows }, () => uniform(random, 3))
    const Y = truth.map((z) => Number(uniform(random, 0.5) + 0.5 < 1 / (1 + Math.exp(-z))))
    const found = []
    for (const factor of [0.5, 1, 2]) {
      const Z = truth.map((z) => z * factor)
      found.push((await temperature(on, { output: 'sigmoid', Z, Y, weights: undefined }, rows)) * factor)
    }
    for (const one of found) expect(Math.abs(one - 1)).toBeLessThan(0.12)
    await on.close()
  })

  it('stays finite where the rows are separated', async () => {
    const on = await openCpuBackend()
    const Z = Float32Array.from({ length: 100 }, (_, i) => (i < 50 ? -1 : 1))
    const Y = Z.map((z) => Number(z > 0))
    const found = await temperature(on, { output: 'sigmoid', Z, Y, weights: undefined }, 100)
    expect(found).toBeGreaterThan(1)
    expect(found).toBeLessThan(8)
    await on.close()
  })
})

/** A team dealt to several backends, as workers are. */
function dealtTo(backends: readonly Backend[]): OpenTeam {
  return async (work, signal) => {
    const teams = await Promise.all(
      backends.map((on, at) =>
        teamOn(on)({ ...work, members: work.members.filter((_, i) => i % backends.length === at) }, signal),
      ),
    )
    const inOrder = <T>(parts: readonly (readonly T[])[]): readonly T[] =>
      work.members.flatMap(
        (_, i) => parts[i % parts.length]?.slice(Math.floor(i / parts.length)).slice(0, 1) ?? [],
      )
    return {
      async epoch() {
        const costs = await Promise.all(teams.map((team) => team.epoch()))
        return inOrder(costs.map((part) => part ?? []))
      },
      keep: async () => void (await Promise.all(teams.map((team) => team.keep()))),
      kept: async () => inOrder<NetworkParameters>(await Promise.all(teams.map((team) => team.kept()))),
      states: async () => inOrder<TrainingState>(await Promise.all(teams.map((team) => team.states()))),
      close: async () => void (await Promise.all(teams.map((team) => team.close()))),
    }
  }
}
