import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { button, epoch, focus, reading, violations, visit } from './visit.ts'

const gallery = (page: Page) => page.getByRole('dialog', { name: 'Gallery' })

/** Waits until every preset is pictured with what was learned of it. */
async function pictured(page: Page): Promise<void> {
  const canvases = gallery(page).locator('canvas')
  await expect.poll(() => canvases.count()).toBe(9)
  await expect.poll(() => gallery(page).locator('canvas[data-pictured="learned"]').count()).toBe(9)
}

describe('the gallery', () => {
  test('pictures each preset by learning it, and sets the page up as the one that is chosen', () =>
    visit(
      async (page) => {
        await button(page, 'epoch').click()
        await expect.poll(() => epoch(page)).toBe('1')
        await focus(page, 'Gallery')
        await page.keyboard.press('Enter')
        await pictured(page)
        // No two are alike.
        const pictures = await gallery(page)
          .locator('canvas')
          .evaluateAll((all) =>
            all.map((each) => (each instanceof HTMLCanvasElement ? each.toDataURL() : '')),
          )
        expect(new Set(pictures).size).toBe(9)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect(await violations(page)).toEqual([])
        }
        await focus(page, 'A product as input')
        await page.keyboard.press('Enter')
        await gallery(page).waitFor({ state: 'detached' })
        await expect.poll(() => page.url()).toMatch(/#shape=xor&derived=x1x2&hidden=none$/)
        await expect.poll(() => epoch(page)).toBe('0')
        await expect.poll(() => page.locator('.unit').count()).toBe(3 + 1)
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Gallery')
        await page.getByRole('slider', { name: 'Pace' }).fill('6')
        await button(page, 'Play').click()
        await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(300)
        await button(page, 'Pause').click()
        expect(await reading(page, 'test-score')).toBeGreaterThan(94)
        // It is a change as any other: Back undoes it.
        await page.goBack()
        await expect.poll(() => page.locator('.unit').count()).toBe(2 + 6 + 1)
      },
      { hash: '#hidden=6&batchSize=8', expecting: /willReadFrequently/ },
    ))

  test('closes without a change, fits a small window, and leaves a lesson for what is chosen', () =>
    visit(
      async (page) => {
        expect(await button(page, 'Gallery').count()).toBe(0)
        await button(page, 'Show everything').click()
        const before = page.url()
        await button(page, 'Gallery').click()
        await pictured(page)
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(await over()).toBeLessThanOrEqual(0)
        await page.keyboard.press('Escape')
        await gallery(page).waitFor({ state: 'detached' })
        expect(page.url()).toBe(before)
        await page.getByRole('heading', { name: 'Lesson 4' }).waitFor()
        await button(page, 'Gallery').click()
        await gallery(page)
          .getByRole('button', { name: /^One line/ })
          .click()
        await expect.poll(() => page.url()).toMatch(/#shape=gaussians&noise=0.3&hidden=none$/)
        expect(await page.locator('.lesson').count()).toBe(0)
      },
      { hash: '#lesson=learning-rate&hide=data', viewport: { width: 360, height: 800 } },
    ))
})
