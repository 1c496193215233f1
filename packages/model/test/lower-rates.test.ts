import { openCpuBackend } from '@leven/backend-cpu'
import { LevenError } from '@leven/core'
import type { Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parametersSha256, type RecipeOptions, trainModel } from '../src/index.ts'
import { type Attempt, loweredRate, trainAtLowerRates } from '../src/lower-rates.ts'

const rows = Array.from({ length: 80 }, (_, i) => [((i * 7) % 13) - 6, ((i * 5) % 11) - 5] as const)
/** y is yes where a and b together are above 0. */
const table: Table = {
  source: 'sum.csv',
  rows: rows.length,
  columns: [
    { name: 'a', cells: rows.map(([a]) => String(a)) },
    { name: 'b', cells: rows.map(([, b]) => String(b)) },
    { name: 'y', cells: rows.map(([a, b]) => (a + b > 0 ? 'yes' : 'no')) },
  ],
}

async function trained(options: RecipeOptions) {
  const on = await openCpuBackend()
  try {
    const said: string[] = []
    const found = await trainModel(
      on,
      table,
      { target: 'y', ...options },
      { onNotes: (notes) => said.push(...notes) },
    )
    expect(said).toEqual(found.notes)
    expect(on.liveBytes()).toBe(0)
    return { ...found, sha256: await parametersSha256(found.model.parameters) }
  } finally {
    await on.close()
  }
}

describe.each([{}, { members: 1 }, { small: true }])('with the options %o', (kind) => {
  it('a rate that makes training collapse gives the model of the usual rate, and says so', async () => {
    const found = await trained({ ...kind, learningRate: 1e4 })
    expect(found.failures).toEqual([{ learningRate: 1e4, outcome: 'collapsed' }])
    expect(found.notes.at(-1)).toMatch(/^Training at the learning rate 10000 collapsed.* again at 0\.01;/)
    expect(found.model.training.options).toMatchObject({ 'learning-rate': 0.01, 'learning-rate-asked': 1e4 })
    expect(found.constant).toBe(false)
    const usual = await trained({ ...kind, learningRate: 0.01 })
    expect(usual.failures).toEqual([])
    expect(usual.model.training.options['learning-rate-asked']).toBeUndefined()
    expect(found.sha256).toBe(usual.sha256)
  })

  it('and so does one that makes it diverge', async () => {
    const found = await trained({ ...kind, optimizer: 'gradient-descent', learningRate: 1e6 })
    expect(found.failures).toEqual([{ learningRate: 1e6, outcome: 'diverged' }])
    expect(found.model.training.options).toMatchObject({ 'learning-rate': 0.1 })
  })

  it('where every rate diverges it is refused, and says that lower ones were tried', async () => {
    await expect(trained({ ...kind, optimizer: 'gradient-descent', l2: 1e30 })).rejects.toMatchObject({
      code: 'DIVERGED',
      remedy: expect.stringMatching(/^Lower rates, down to 0\.0001, diverge too/),
    })
  })

  it('without retry a divergence is refused, and what collapsed is said to be constant or has failed', async () => {
    await expect(
      trained({ ...kind, optimizer: 'gradient-descent', learningRate: 1e6, retry: false }),
    ).rejects.toMatchObject({ code: 'DIVERGED', remedy: expect.stringMatching(/^Lower the learning rate/) })
    const { failures } = await trained({ ...kind, learningRate: 1e4, retry: false })
    expect(failures).toEqual([{ learningRate: 1e4, outcome: 'collapsed' }])
  })
})

it('a table that no rate learns is trained at all of them, and the model known to be constant', async () => {
  const { constant, failures } = await trained({
    l2: 10,
    members: 1,
    optimizer: 'gradient-descent',
    learningRate: 0.01,
  })
  expect(constant).toBe(true)
  expect(failures.map(({ learningRate }) => learningRate)).toEqual([
    0.01,
    expect.closeTo(1e-3),
    expect.closeTo(1e-4),
    expect.closeTo(1e-5),
  ])
})

describe('lower rates', () => {
  it('begin at the usual one, or a tenth of what was asked for, and fall by ten', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (asked) => {
        const rates = [0, 1, 2, 3].map((retry) => loweredRate(asked, 0.01, retry))
        expect(rates[0]).toBe(asked)
        expect(rates[1]).toBe(Math.min(asked / 10, 0.01))
        expect(rates.slice(2)).toEqual(rates.slice(1, 3).map((rate) => rate / 10))
      }),
    )
  })

  it('give the first that did not collapse, else the one of the lowest cost', async () => {
    const attempt = fc.record({
      cost: fc.double({ min: 0, max: 1, noNaN: true }),
      outcome: fc.constantFrom('learnt', 'collapsed', 'diverged'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 4 }), async (attempts) => {
        const tried: number[] = []
        const train = async (retry: number): Promise<Attempt<number>> => {
          const { cost, outcome } = attempts[retry] ?? { cost: 0, outcome: 'learnt' }
          tried.push(retry)
          if (outcome === 'diverged') throw new LevenError('DIVERGED', `${retry}`, 'Lower it.')
          return { trained: retry, cost, collapsed: outcome === 'collapsed' }
        }
        const last = attempts.length - 1
        const found = trainAtLowerRates(
          train,
          (retry) => 10 ** -retry,
          last,
          () => {},
        )
        const kept = attempts.filter(({ outcome }) => outcome !== 'diverged')
        if (kept.length === 0) {
          await expect(found).rejects.toThrow('0')
          return
        }
        const { trained, failures } = await found
        const first = attempts.findIndex(({ outcome }) => outcome === 'learnt')
        const cheapest = Math.min(...kept.map(({ cost }) => cost))
        expect(trained).toBe(
          first >= 0
            ? first
            : attempts.findIndex(({ cost, outcome }) => outcome !== 'diverged' && cost === cheapest),
        )
        expect(tried).toHaveLength(first >= 0 ? first + 1 : attempts.length)
        expect(failures).toHaveLength(first >= 0 ? first : attempts.length)
      }),
    )
  })

  it('are no remedy for other errors', async () => {
    const fail = async () => {
      throw new LevenError('FAILED', 'no disk', 'Buy one.')
    }
    await expect(
      trainAtLowerRates(
        fail,
        () => 1,
        3,
        () => {},
      ),
    ).rejects.toThrow('no disk')
  })
})
