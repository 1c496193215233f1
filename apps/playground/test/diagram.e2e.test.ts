import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, visit } from './visit.ts'

/** The colour in the middle of a unit: red, green, blue and opacity. */
async function colorOf(page: Page, name: string): Promise<number[]> {
  const unit = await button(page, name).boundingBox()
  return page.locator('.unit-pictures').evaluate((canvas, box) => {
    if (!(canvas instanceof HTMLCanvasElement) || !box) return []
    const { left, top, width } = canvas.getBoundingClientRect()
    const density = canvas.width / width
    const at = (middle: number, edge: number) => Math.round((middle - edge) * density)
    const x = at(box.x + box.width / 2, left)
    const y = at(box.y + box.height / 2, top)
    return Array.from(canvas.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [])
  }, unit)
}

test('draws each unit and each weight as they are', () =>
  visit(
    async (page) => {
      const curves = page.locator('.links:not(.grips) path')
      expect(await curves.count()).toBe(2 * 3 + 3)
      const before = await colorOf(page, 'hidden unit 2 of layer 1')
      expect(before[3]).toBe(255)

      await button(page, 'hidden unit 2 of layer 1').click()
      await page.getByRole('spinbutton', { name: 'weight from input x1' }).fill('3')
      await page.getByRole('spinbutton', { name: 'weight from input x1' }).press('Enter')
      // From input x1 to the second of three units: the second curve.
      await expect.poll(() => curves.nth(1).getAttribute('stroke-width')).toBe('6.25')
      expect(await curves.nth(1).getAttribute('class')).toContain('positive')
      await page.getByRole('spinbutton', { name: 'weight from input x1' }).fill('-3')
      await page.getByRole('spinbutton', { name: 'weight from input x1' }).press('Enter')
      await expect.poll(() => curves.nth(1).getAttribute('class')).toContain('negative')

      await page.getByRole('spinbutton', { name: 'bias' }).fill('5')
      await page.getByRole('spinbutton', { name: 'bias' }).press('Enter')
      await expect.poll(() => colorOf(page, 'hidden unit 2 of layer 1')).not.toEqual(before)

      await button(page, 'hidden unit 1 of layer 1').hover()
      await expect.poll(() => curves.nth(0).getAttribute('class')).toContain('lit')
      expect(await curves.nth(1).getAttribute('class')).toContain('dim')
    },
    // The warning is about this test's own reading.
    { hash: '#hidden=3', expecting: /willReadFrequently/ },
  ))
