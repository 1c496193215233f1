import { expect, test } from 'vitest'
import { button, focus, visit } from './visit.ts'

test('a button that has nothing left to do says so, and keeps the focus', () =>
  visit(
    async (page) => {
      const focused = () =>
        page.evaluate(() => {
          const { activeElement } = document
          return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent
        })
      const press = async (name: string, key = 'Enter') => {
        await focus(page, name, 250)
        await page.keyboard.press(key)
        await expect.poll(() => button(page, name).isDisabled()).toBe(true)
        expect(await focused()).toBe(name)
        // And does nothing more.
        await page.keyboard.press(key)
        expect(await focused()).toBe(name)
      }
      await press('Remove a unit of hidden layer 1')
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 1 + 1)
      await press('Remove the last hidden layer')
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 1)
      await page.getByRole('radio', { name: 'Draw' }).check()
      await press('Empty the plane')
      await press('Undo')
      await press('Redo')
      await page.locator('.derivation').waitFor()
      await focus(page, 'Check the gradient', 250)
      await page.keyboard.press('Enter')
      await page.getByText('agree').first().waitFor()
      expect(await focused()).toBe('Check the gradient')
    },
    { hash: '#hidden=2' },
  ))
