import { describe, expect, test } from 'vitest'
import { button, violations, visit } from './visit.ts'

describe('the page speaks', () => {
  test('the language of the browser: texts, title, numbers and what is said aloud', () =>
    visit(
      async (page) => {
        await page.getByRole('heading', { name: 'Kosten', exact: true }).waitFor()
        expect(await page.locator('html').getAttribute('lang')).toBe('de')
        expect(await page.title()).toContain('beim Lernen zusehen')
        const cost = page.locator('[data-reading="cost"]')
        await expect.poll(() => cost.textContent()).toMatch(/^\d,\d{2,3}$/)
        const said = page.locator('[data-reading="summary"]')
        await button(page, 'Epoche').click()
        await expect.poll(() => said.textContent()).toMatch(/^Angehalten\. Epoche 1\. Trainingskosten \d,\d+/)
        await button(page, 'Start').click()
        await button(page, 'Pause').click()
        expect(await violations(page)).toEqual([])
        await page.setViewportSize({ width: 360, height: 800 })
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        await expect.poll(over).toBeLessThanOrEqual(0)
      },
      { locale: 'de-AT' },
    ))

  test('the language of the link before that of the browser, and lessons keep it', () =>
    visit(
      async (page) => {
        await page.getByRole('heading', { name: 'コスト', exact: true }).waitFor()
        expect(await page.locator('html').getAttribute('lang')).toBe('ja')
        expect(await violations(page)).toEqual([])
        await page.locator('summary', { hasText: 'レッスン' }).click()
        await page.getByRole('link', { name: '学習率' }).click()
        await expect.poll(() => page.url()).toContain('lang=ja')
        await page.getByRole('heading', { name: '大きすぎる学習率' }).waitFor()
        await page.setViewportSize({ width: 360, height: 800 })
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        await expect.poll(over).toBeLessThanOrEqual(0)
      },
      { locale: 'de-DE', hash: '#lang=ja' },
    ))

  test('another language when it is chosen, while it trains, and English without fetching anything', () =>
    visit(async (page) => {
      const fetched: string[] = []
      page.on('request', (request) => fetched.push(request.url()))
      await button(page, 'Play').click()
      await page.getByRole('radio', { name: 'Deutsch' }).check()
      await button(page, 'Pause').waitFor()
      await page.getByRole('heading', { name: 'Netz', exact: true }).waitFor()
      expect(page.url()).toContain('lang=de')
      // The board's texts, then the rest's.
      await expect.poll(() => fetched.filter((url) => /\/(board|parts)-[^/]*\.js$/.test(url)).length).toBe(2)
      await page.getByRole('radio', { name: 'English' }).check()
      await page.getByRole('heading', { name: 'Network', exact: true }).waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      await page.reload()
      await page.getByRole('heading', { name: 'Network', exact: true }).waitFor()
    }))
})
