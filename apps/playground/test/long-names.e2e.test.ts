import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { misfits } from './misfits.ts'
import { visit } from './visit.ts'

/** A name of so many characters without a place to break. */
const long = (name: string, length: number) => name.padEnd(length, '_abcdefghi')

/** A table with three columns of numbers and one of three classes, all of long names. */
function longTable(length: number): string {
  const head = ['one', 'two', 'three', 'target'].map((name) => long(name, length)).join(',')
  const rows = Array.from({ length: 60 }, (_, i) => {
    const label = long(['red', 'blue', 'green'][i % 3] ?? '', length)
    return `${(i * 7919) % 1000},${((i * 104729) % 997) * 1e-3},${i},${label}`
  })
  return [head, ...rows].join('\n')
}

async function bring(page: Page, table: string): Promise<void> {
  await page.locator('.bring').click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea').fill(table)
  await dialog.locator('.chief').click()
  await page.locator('.table-name').waitFor()
}

const widths = [360, 800, 1280]

/** Nothing stands over another, is cut off, or makes the page scroll sideways. */
async function fits(page: Page): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await expect.poll(async () => [width, ...(await misfits(page))], { timeout: 5000 }).toEqual([width])
  }
}

describe.each([60, 115])('names of %d characters without a space', (length) => {
  test('break where they stand, on the board and in what is fetched later', () =>
    visit(async (page) => {
      await bring(page, longTable(length))
      await page.locator('.unit').last().click()
      await page.locator('.editor').waitFor()
      await page.keyboard.press('Tab')
      await page.locator('.landscape').waitFor({ state: 'attached' })
      await fits(page)
    }))

  test('break in what the pointer asks of the plane', () =>
    visit(async (page) => {
      await bring(page, longTable(length))
      await page.locator('.unit').last().hover()
      await page.locator('[data-reading="shown"].shown').waitFor()
      await fits(page)
      await page.locator('.plane').scrollIntoViewIfNeeded()
      await page.locator('.plane').hover()
      await page.locator('.probe').focus()
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        // Once the window has its size the pointer may have left the plane, which ends what is said.
        await expect
          .poll(async () => {
            await page.locator('.probe').press('ArrowUp')
            return page.locator('[data-reading="probe"]:not(.empty)').count()
          })
          .toBe(1)
        const [plane, said] = await Promise.all(
          ['.plane', '[data-reading="probe"]'].map((name) => page.locator(name).boundingBox()),
        )
        if (!plane || !said) throw new Error('the probe says nothing')
        expect(said.x + said.width).toBeLessThanOrEqual(plane.x + plane.width)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      }
    }))

  test('break below the curves of the score', () =>
    visit(async (page) => {
      await bring(page, longTable(length))
      for (const view of ['ROC', 'Calibration']) {
        await page.locator('.score label', { hasText: view }).click()
        await page.locator('.score-charts svg').waitFor()
        await fits(page)
        // No name on an axis is longer than the axis.
        const over = await page.locator('.score-charts svg').evaluate((chart) => {
          const frame = chart.getBoundingClientRect()
          return [...chart.querySelectorAll('text')].filter((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect()
            return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom
          }).length
        })
        expect(over).toBe(0)
      }
    }))
})
