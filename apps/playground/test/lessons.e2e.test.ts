import { expect, test } from 'vitest'
import { button, epoch, focus, violations, visit } from './visit.ts'

test('a lesson is a link, by keyboard too: it sets the page up and hides what would distract', () =>
  visit(async (page) => {
    await focus(page, 'Regularisation')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Lesson 4 Regularisation' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Data', exact: true }).count()).toBe(0)
    await expect.poll(() => page.locator('.unit').count()).toBe(2 + 8 + 8 + 1)
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    await button(page, 'λ = 0.03').click()
    expect(await page.getByLabel('L2 strength').inputValue()).toBe('0.03')
    expect(page.url()).toContain('l2=0.03&lesson=regularisation&hide=')
    await page.reload()
    await page.getByRole('heading', { name: 'Lesson 4 Regularisation' }).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
    await page.setViewportSize({ width: 360, height: 800 })
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await expect.poll(over).toBeLessThanOrEqual(0)
    await button(page, 'Show everything').click()
    await page.getByRole('heading', { name: 'Data', exact: true }).waitFor()
    await button(page, 'Leave the lesson').click()
    expect(page.url()).not.toContain('lesson')
  }))

test('the same step again starts it anew', () =>
  visit(
    async (page) => {
      await button(page, 'One unit').click()
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await button(page, 'One unit').click()
      await expect.poll(() => epoch(page)).toBe('0')
    },
    { hash: '#lesson=why-hidden-units' },
  ))
