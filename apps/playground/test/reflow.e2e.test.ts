import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { epoch, visit } from './visit.ts'

/** How far the page, or a reading on the bar that stays, reaches beyond the window. */
function beyond(page: Page): Promise<number> {
  return page.evaluate(() => {
    const rights = [...document.querySelectorAll('.readings dd')].map(
      (each) => each.getBoundingClientRect().right,
    )
    return Math.max(document.documentElement.scrollWidth, ...rights) - innerWidth
  })
}

const narrow = { viewport: { width: 320, height: 640 } }

// 320 px is what a window of 1280 px has at 400 %.
describe.each(['en', 'de', 'ja'])('in %s, a page of 320 px does not scroll sideways', (language) => {
  test('at rest, and in the middle of an epoch', () =>
    visit(
      async (page) => {
        expect(await beyond(page)).toBeLessThanOrEqual(0)
        await page.locator('.steps .first').click()
        await expect.poll(() => epoch(page)).toMatch(/^0 \+ 1/)
        expect(await beyond(page)).toBeLessThanOrEqual(0)
      },
      { ...narrow, hash: `#lang=${language}` },
    ))

  test('while the costs are long', () =>
    visit(
      async (page) => {
        for (const wanted of ['1', '2']) {
          await page.locator('.steps .last').click()
          await expect.poll(() => epoch(page)).toBe(wanted)
          expect(await beyond(page)).toBeLessThanOrEqual(0)
        }
      },
      { ...narrow, hash: `#lang=${language}&learningRate=10&shape=saddle` },
    ))
})
