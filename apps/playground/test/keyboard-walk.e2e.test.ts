import { expect, test } from 'vitest'
import { type Stop, walkByKeyboard } from './keyboard-walk.ts'
import { visit } from './visit.ts'

test(
  'a lesson, the exercise, drawing and sharing are reached and used by keyboard alone',
  () =>
    visit(
      async (page) => {
        const stops: Stop[] = []
        await walkByKeyboard(page, async (stop) => {
          stops.push(stop)
          // Whatever has the focus is seen to have it.
          const seen = await page.evaluate(() => {
            const active = document.activeElement
            return active !== document.body && active?.checkVisibility()
          })
          expect(seen, stop).toBe(true)
        })
        expect(stops).toEqual(['lesson', 'exercise', 'drawing', 'sharing'])
        const link = await page.evaluate(() => navigator.clipboard.readText())
        expect(link).toContain('points=')
        expect(link).toContain('state=')
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ),
  120_000,
)
