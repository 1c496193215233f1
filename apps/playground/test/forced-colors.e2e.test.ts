import type { Locator } from 'playwright'
import { describe, expect, test } from 'vitest'
import { button, visit } from './visit.ts'

/** How what stands behind a choice looks, whether it is chosen or not. */
function looks(choices: Locator): Promise<{ chosen: string[]; others: string[] }> {
  return choices.evaluateAll((all) => {
    const look = (choice: Element) => {
      const { backgroundColor, color, outlineStyle, outlineColor } = getComputedStyle(choice)
      return `${backgroundColor} ${color} ${outlineStyle === 'none' ? '' : outlineColor}`
    }
    const isChosen = (choice: Element) =>
      choice.matches(':checked + *, [aria-pressed="true"], [aria-selected="true"], .chosen-shape')
    return {
      chosen: all.filter(isChosen).map(look),
      others: all.filter((choice) => !isChosen(choice)).map(look),
    }
  })
}

async function tellsApart(choices: Locator): Promise<void> {
  await expect.poll(async () => (await looks(choices)).chosen.length).toBeGreaterThan(0)
  const { chosen, others } = await looks(choices)
  expect(others.length).toBeGreaterThan(0)
  for (const look of chosen) expect(others).not.toContain(look)
}

describe.each(['light', 'dark'] as const)('under forced colours, %s', (colorScheme) => {
  const forced = { forcedColors: 'active', colorScheme } as const

  test('what is chosen looks other than what is not', () =>
    visit(async (page) => {
      await tellsApart(page.locator('.masthead .segments span'))
      await tellsApart(page.locator('.result .segments span'))
      // Words on a ground of their own would have a plate of another behind them.
      const words = page.locator('.segments :checked + span').first()
      expect(await words.evaluate((each) => getComputedStyle(each).forcedColorAdjust)).toBe('none')
      await tellsApart(page.locator('.shapes input + canvas'))
      await page.locator('label', { hasText: 'Draw' }).click()
      await tellsApart(page.locator('.inks input + .ink'))
      await page.locator('.derivation-region').scrollIntoViewIfNeeded()
      await page.locator('.derivation .equation').first().waitFor()
      await tellsApart(page.locator('.derivation-button'))
      await button(page, 'Open the exercises').click()
      await page.locator('.write-tabs').waitFor()
      await tellsApart(page.locator('.write-tabs button'))
    }, forced))

  test('a slider has a track to be seen', () =>
    visit(async (page) => {
      const slider = page.getByRole('slider', { name: 'Noise' })
      const picture = (await slider.screenshot()).toString('base64')
      const colors = await page.evaluate(async (picture) => {
        const image = new Image()
        image.src = `data:image/png;base64,${picture}`
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = image.width
        canvas.height = image.height
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0)
        // Up its right end, where the thumb is not.
        const data = context?.getImageData(image.width - 12, 0, 1, image.height).data ?? []
        const all = new Set<string>()
        for (let i = 0; i < data.length; i += 4) all.add([...data.slice(i, i + 3)].join(' '))
        return all.size
      }, picture)
      expect(colors).toBeGreaterThan(1)
    }, forced))
})
