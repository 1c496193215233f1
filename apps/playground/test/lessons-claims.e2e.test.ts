import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { button, epoch, reading, visit } from './visit.ts'

/** Presses a step's button, which begins anew whatever was before, and trains; at full speed where a pace is not said. */
async function train(page: Page, title: string, epochs: number, pace = '6'): Promise<void> {
  await button(page, title).click()
  await expect.poll(() => epoch(page)).toBe('0')
  await page.getByRole('slider', { name: 'Pace' }).fill(pace)
  await button(page, 'Play').click()
  await expect.poll(() => reading(page, 'epoch'), { timeout: 30_000 }).toBeGreaterThan(epochs)
  await button(page, 'Pause').click()
  await button(page, 'Play').waitFor()
}

/** 250 epochs a second: a run ends near the epoch that it is to end at. */
const slowly = '4'

const costs = async (page: Page) => ({
  training: await reading(page, 'cost'),
  test: await reading(page, 'test-cost'),
})

// In the page, through its own buttons, one step after the other: each begins anew, so each keeps its word.
describe('the steps of a lesson, pressed in turn, keep their word', () => {
  test('why hidden units', () =>
    visit(
      async (page) => {
        const right = []
        for (const title of ['One unit', 'Two units', 'Three units']) {
          await train(page, title, 3000)
          right.push(await reading(page, 'test-score'))
        }
        const [one = 0, two = 0, three = 0] = right
        expect(one).toBeLessThan(85)
        expect(two).toBeGreaterThan(one)
        expect(three).toBeGreaterThan(93)
      },
      { hash: '#shape=circles&noise=0.1&hidden=1&activation=tanh&lesson=why-hidden-units' },
    ))

  test('a learning rate too high', () =>
    visit(
      async (page) => {
        const before = await reading(page, 'cost')
        await train(page, 'α = 0.03', 300, slowly)
        const slow = await costs(page)
        await train(page, 'α = 0.3', 300, slowly)
        const quick = await costs(page)
        await train(page, 'α = 10', 300, slowly)
        const high = await costs(page)
        expect(slow.training).toBeLessThan(before)
        expect(quick.training).toBeLessThan(slow.training / 1.5)
        expect(high.training).toBeGreaterThan(before)
        await button(page, 'A saddle, α = 10').click()
        await expect.poll(() => epoch(page)).toBe('0')
        await button(page, 'Play').click()
        await page.locator('[data-notice="fault"]').waitFor()
      },
      { hash: '#hidden=4-2&seed=7&learningRate=0.03&lesson=learning-rate' },
    ))

  test('regularisation, in any order', () =>
    visit(
      async (page) => {
        await button(page, 'No L2').click()
        await expect.poll(() => epoch(page)).toBe('0')
        const before = (await costs(page)).test
        await train(page, 'λ = 0.3', 1000)
        expect((await costs(page)).training).toBeCloseTo(Math.log(2), 1)
        await train(page, 'No L2', 300)
        const none = await costs(page)
        await train(page, 'λ = 0.03', 300)
        const some = await costs(page)
        expect(none.training).toBeLessThan(0.1)
        expect(none.test).toBeGreaterThan(before)
        expect(some.test).toBeLessThan(0.6)
        expect(some.training).toBeGreaterThan(none.training)
      },
      { hash: '#lesson=regularisation' },
    ))
})
