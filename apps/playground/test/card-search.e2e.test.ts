import { expect, test } from 'vitest'
import { focus, violations, visit } from './visit.ts'

test('a card of the other view is found and gone to by keyboard', () =>
  visit(async (page) => {
    await page.keyboard.press('Tab')
    await page.getByRole('searchbox', { name: 'Search the derivation' }).waitFor()
    await focus(page, 'Search the derivation', 200)
    await page.keyboard.type('13')
    const card = page.getByRole('button', { name: /^\(13\) The gradient of W\[1\] \(the batch\)/ })
    await card.waitFor()
    expect(await violations(page, '.card-search')).toEqual([])
    await focus(page, '(13) The gradient of W[1] (the batch)', 20)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('equation-13')
    await page.getByRole('searchbox').fill('loss of this instance')
    await page.getByRole('button', { name: /^\(5\) Loss of this instance/ }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('equation-5')
  }))
