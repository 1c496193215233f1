import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { fit, load, openBest, type TrainedFit } from '../src/index.ts'

const rows = Array.from({ length: 60 }, (_, i) => ({
  age: 20 + ((i * 7) % 41) + 0.5,
  city: ['Berlin', 'Köln', null][i % 3] ?? null,
  member: i % 2 === 0,
  bought: (i * 7) % 41 > 20,
}))
const options = { target: 'bought', epochs: 20, members: 2 } as const

let model: TrainedFit
beforeAll(async () => {
  model = await fit(rows, options)
  return () => model.close()
})

describe('fit', () => {
  test('goes from rows to predictions of the type that the target has', () => {
    const [row] = rows
    if (!row) return
    const { prediction, probability, notes } = model.predict({ ...row, age: 60.5 })
    expect(prediction).toBe(true)
    expect(probability).toBeGreaterThan(0.5)
    expect(notes).toEqual([])
    expect(model.predict({ ...row, age: 21.5 }).prediction).toBe(false)
  })

  test('predicts one row as it predicts many, and gives plain JSON', async () => {
    const many = await model.predictMany(rows)
    expect(many).toHaveLength(rows.length)
    expect(JSON.parse(JSON.stringify(many))).toEqual(many)
    for (const [i, row] of rows.entries()) {
      const { probability = Number.NaN, ...one } = model.predict(row)
      expect(one.prediction).toBe(many[i]?.prediction)
      expect(probability).toBeCloseTo(many[i]?.probability ?? Number.NaN, 6)
    }
  })

  test('takes rows as they come', async () => {
    async function* coming() {
      yield* rows
    }
    const other = await fit(coming(), options)
    expect(await other.save()).toEqual(await model.save())
    expect(await other.predictMany(coming())).toEqual(await model.predictMany(rows))
    await other.close()
  })

  test('measures, saves, and loads what it saved', async () => {
    expect(await model.evaluate(rows)).toMatchObject({ rows: 60 })
    const again = await load(await model.save())
    expect(again.predict({ age: 60.5, city: 'köln', member: true })).toEqual(
      model.predict({ age: 60.5, city: 'Köln', member: true }),
    )
    await again.close()
  })

  test('keeps numbers as labels numbers, and knows several labels', async () => {
    const three = rows.map((row, i) => ({ age: row.age, class: [1, 2, 10][i % 3] }))
    const other = await fit(three, { target: 'class', epochs: 2, members: 1 })
    const { prediction, probability = 0, probabilities = {} } = other.predict({ age: 30 })
    expect([1, 2, 10]).toContain(prediction)
    expect(probability).toBe(Math.max(...Object.values(probabilities)))
    expect(Object.keys(probabilities).sort()).toEqual(['1', '10', '2'])
    await other.close()
  })

  test('predicts numbers', async () => {
    const other = await fit(
      rows.map(({ age }) => ({ age, price: age * 2.25 + 0.1 })),
      { target: 'price', members: 2, epochs: 60 },
    )
    expect(Number(other.predict({ age: 40 }).prediction)).toBeGreaterThan(70)
    await other.close()
  })

  test('names what is wrong with rows and options', async () => {
    expect(() => model.predict({ age: 1, city: null })).toThrow('the column "member", which the model needs')
    await expect(model.predictMany([...rows, { age: 1 }])).rejects.toThrow('row 61')
    const wrong = (given: unknown, options: unknown) => fit(given as never, options as never)
    await expect(wrong(rows, { target: 'bought', hiden: [8] })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      remedy: 'Did you mean "hidden"?',
    })
    await expect(wrong([{ a: 1, y: 1 }, { y: 2 }], { target: 'y' })).rejects.toThrow('row 2: the column "a"')
    await expect(wrong([[1, 2]], { target: 'y' })).rejects.toMatchObject({ code: 'INVALID_DATA' })
    await expect(wrong('a,b', { target: 'y' })).rejects.toMatchObject({ code: 'INVALID_DATA' })
    await expect(wrong([], { target: 'y' })).rejects.toMatchObject({ code: 'INVALID_DATA' })
    await expect(wrong(rows, { target: 'bougth' })).rejects.toThrow(/bougth/)
  })
})

describe('openBest', () => {
  test('says what was refused, and why', async () => {
    const registry = {
      none: () => Promise.reject(new Error("Cannot find package '@leven/backend-none'")),
    }
    const { name, backend, refused } = await openBest(['none', 'cpu'], { registry })
    expect(name).toBe('cpu')
    expect(refused).toEqual([
      {
        name: 'none',
        reason: "The backend none cannot be opened: Cannot find package '@leven/backend-none'",
        remedy:
          'Install @leven/backend-none (in a bundle, give it as `registry`), or choose another backend.',
      },
    ])
    await backend.close()
  })

  test('a choice wins, and never falls back', async () => {
    const chosen = await openBest(['cpu'], { choice: 'reference' })
    expect(chosen.backend.info.name).toBe('reference')
    await expect(openBest(['cpu'], { choice: 'cpu:nothing' })).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
    })
    await expect(openBest(['cpu'], { choice: 'cpuu' })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      remedy: 'Did you mean "cpu"?',
    })
  })

  test('a name that no backend has is refused, with a reason', async () => {
    const { name, backend, refused } = await openBest(['webgpu', 'cpuu', 'cpu'])
    await backend.close()
    expect(name).toBe('cpu')
    expect(refused.map(({ reason }) => reason)).toEqual([
      'There is no backend "webgpu".',
      'There is no backend "cpuu".',
    ])
    expect(refused[1]?.remedy).toBe('Did you mean "cpu"?')
    await expect(openBest(['webgpu'])).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  })

  test('a backend that need not be installed is found where it is', async () => {
    const { name, backend } = await openBest(['gpujs:webasm', 'cpu'])
    await backend.close()
    expect(name).toBe('gpujs:webasm')
  })

  test('the environment wins over the list', async () => {
    process.env.LEVEN_BACKEND = 'reference'
    try {
      expect((await openBest(['cpu'])).name).toBe('reference')
    } finally {
      delete process.env.LEVEN_BACKEND
    }
  })
})

test('the README shows what the examples run', () => {
  expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(
    "fit(rows, { target: 'bought' })",
  )
})
