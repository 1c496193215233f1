import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { visit } from './visit.ts'

/** Buttons whose text comes nearer to their edge than 2 px, or beyond it; and readings beyond their place. */
function crowded(page: Page): Promise<string[]> {
  return page.locator('button:not(.unit, .plain), dt').evaluateAll((all) =>
    all.flatMap((element) => {
      if (!element.checkVisibility() || element.closest('.unseen, .segments')) return []
      const text = document.createRange()
      text.selectNodeContents(element)
      const [inner, outer] = [text.getBoundingClientRect(), element.getBoundingClientRect()]
      if (!element.textContent?.trim()) return []
      const air = element.tagName === 'BUTTON' ? 2 : 0
      const rooms = [
        inner.left - outer.left,
        outer.right - inner.right,
        inner.top - outer.top,
        outer.bottom - inner.bottom,
      ]
      return Math.min(...rooms) < air - 0.1 ? [`${element.textContent}: ${rooms.map(Math.round)}`] : []
    }),
  )
}

/** How much lower one of the sliders beside Play is than the other; 0 where each has a row of its own. */
async function slope(page: Page): Promise<number> {
  const [pace, moment] = await page
    .locator('.pacing label')
    .evaluateAll((all) =>
      all.map((label) => [label, label.querySelector('input')].map((each) => each?.getBoundingClientRect())),
    )
  const [paceRow, paceSlider] = pace ?? []
  const [momentRow, momentSlider] = moment ?? []
  if (!paceRow || !paceSlider || !momentRow || !momentSlider) throw new Error('the sliders are not drawn')
  return momentRow.top > paceRow.bottom ? 0 : Math.abs(paceSlider.bottom - momentSlider.bottom)
}

describe.each(['en', 'de', 'ja'])('in %s', (language) => {
  test.each([360, 800, 1280, 2560])('what is written has its place at %d px', (width) =>
    visit(
      async (page) => {
        await page.locator('.advice button').first().waitFor()
        expect(await crowded(page)).toEqual([])
        expect(await slope(page)).toBeCloseTo(0, 0)
        // The page's own choices stand at its right edge, whatever the length of the line beside its name.
        const [choice, panel] = await Promise.all(
          ['.masthead .segments', '.panel.result'].map((name) => page.locator(name).boundingBox()),
        )
        if (!choice || !panel) throw new Error('the page is not drawn')
        expect(choice.x + choice.width).toBeCloseTo(panel.x + panel.width, 0)
        const legend = page.locator('.derived legend')
        expect(await legend.evaluate((element) => getComputedStyle(element).paddingLeft)).toBe('0px')
      },
      { hash: `#shape=spiral&lang=${language}`, viewport: { width, height: 900 } },
    ),
  )
})

describe('the network', () => {
  const heights = async (page: Page) => {
    const [units, plane] = await Promise.all(
      ['.units', '.panel.result canvas'].map((name) => page.locator(name).first().boundingBox()),
    )
    if (!units || !plane) throw new Error('the page is not drawn')
    return { units: units.height, plane: plane.height }
  }

  test.each([1280, 2560])('is drawn nearly as high as the plane beside it at %d px', (width) =>
    visit(
      async (page) => {
        const { units, plane } = await heights(page)
        expect(units / plane).toBeGreaterThan(0.75)
        expect(units / plane).toBeLessThan(1)
      },
      { viewport: { width, height: width * 0.5625 } },
    ),
  )

  test('and what stands below it stays where it is while a layer gets another unit', () =>
    visit(
      async (page) => {
        const { units } = await heights(page)
        await page.getByRole('button', { name: 'Add a unit to hidden layer 1' }).click()
        await expect.poll(() => page.locator('.unit').count()).toBe(2 + 5 + 1)
        expect((await heights(page)).units).toBe(units)
      },
      { viewport: { width: 2560, height: 1440 } },
    ))
})
