import { expect, test } from 'vitest'
import { conform } from '../src/index.ts'
import { openFloat32 } from './float32-backend.ts'
import { everyMutant, mutants } from './mutants/every-mutant.ts'
import { sizeMutants } from './mutants/size-mutants.ts'

test('there are at least twenty mutants, each with a name of its own', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
  expect(mutants.length).toBeGreaterThanOrEqual(20)
})

test.each(mutants)(
  'a backend that $name is rejected',
  async ({ mutation, law, numbers, says }) => {
    const report = await conform('mutant', () => openFloat32(mutation()), { seed: 7, laws: [law] })
    const [broken] = report.laws
    expect(report.laws).toHaveLength(1)
    expect(report.passed).toBe(false)
    expect(broken?.failure?.message).toMatch(says)
    const held = broken?.failure?.counterexample.reduce((count, { values }) => count + values.length, 0)
    if (numbers !== undefined) expect(held).toBeLessThanOrEqual(numbers)
  },
  5000,
)

// A sample; every generated mutant takes minutes.
test.each(sizeMutants.filter(({ name }) => name.endsWith('is 64')))(
  'a backend that in $name is rejected',
  async ({ name, mutation }) => {
    const [operation = ''] = name.split(' ')
    const options = { seed: 7, laws: [`sizes: ${operation}`], bail: true }
    const report = await conform('mutant', () => openFloat32(mutation()), options)
    expect(report.passed).toBe(false)
    expect(report.laws.at(-1)?.failure?.counterexample).not.toEqual([])
  },
  20_000,
)

test.each(everyMutant.filter(({ group }) => group !== 'written by hand' && !group.startsWith('sizes of')))(
  'a backend that $name is rejected',
  async ({ laws, thorough = false, mutation }) => {
    const options = { seed: 7, laws, bail: true, thorough }
    const report = await conform('mutant', () => openFloat32(mutation()), options)
    expect(report.passed).toBe(false)
  },
  20_000,
)
