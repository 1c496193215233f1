import { expect, test } from 'vitest'
import { visit } from './visit.ts'

test.each(['en', 'de', 'ja'])(
  'in %s, a seed can be read beside its button where text is half as large again',
  (lang) =>
    visit(
      async (page) => {
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '150%'
        })
        const field = page.locator('.learning input[type="number"]')
        // Three digits, beside what is within its edge.
        const room = await field.evaluate((input) => {
          const { paddingLeft, paddingRight, fontSize } = getComputedStyle(input)
          const inner = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
          return inner / Number.parseFloat(fontSize)
        })
        expect(room).toBeGreaterThan(1.8)
        const [number, next] = await Promise.all(
          ['input[type="number"]', 'button'].map((name) => page.locator(`.learning ${name}`).boundingBox()),
        )
        if (!number || !next) throw new Error('the seed is not drawn')
        expect(next.x).toBeGreaterThanOrEqual(number.x + number.width)
        expect(next.x + next.width).toBeLessThanOrEqual(1280)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      },
      { hash: `#lang=${lang}`, viewport: { width: 1280, height: 900 } },
    ),
)
