import { expect, test } from 'vitest'
import { button, epoch, focus, violations, visit } from './visit.ts'

test('a lesson is a link, by keyboard too: it sets the page up and hides what would distract', () =>
  visit(async (page) => {
    await focus(page, 'Lessons')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Regularisation' }).waitFor()
    await focus(page, 'Regularisation')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Lesson 9 Regularisation' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Data', exact: true }).count()).toBe(0)
    await expect.poll(() => page.locator('.unit').count()).toBe(2 + 8 + 8 + 1)
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    await button(page, 'λ = 0.03').click()
    expect(await page.getByLabel('L2 strength').inputValue()).toBe('0.03')
    expect(page.url()).toContain('l2=0.03&lesson=regularisation&step=2&hide=')
    await page.reload()
    await page.getByRole('heading', { name: 'Lesson 9 Regularisation' }).waitFor()
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

test('a lesson shows one step at a time beside the plane; next sets it up and plays, and the last leads on', () =>
  visit(
    async (page) => {
      const text = page.locator('.lesson-text')
      await text.getByText('One hidden unit is one line.').waitFor()
      const [lesson, plane] = [page.locator('.lesson'), page.locator('.plane')]
      const [left, right] = [await lesson.boundingBox(), await plane.boundingBox()]
      expect(left && right && left.x + left.width <= right.x && left.y < right.y + right.height).toBe(true)
      await button(page, 'Next: Two units').click()
      await text.getByText('Two units make a band').waitFor()
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 2 + 1)
      await button(page, 'Pause').waitFor()
      await expect.poll(async () => Number.parseInt(await epoch(page), 10)).toBeGreaterThan(5)
      await button(page, 'Next: Three units').click()
      expect(await violations(page)).toEqual([])
      await page.getByRole('link', { name: 'Next lesson: Backpropagation' }).click()
      await page.getByRole('heading', { name: 'Lesson 3 Backpropagation' }).waitFor()
      await text.getByText('Look at the derivation below').waitFor()
      await expect.poll(() => epoch(page)).toBe('0')
    },
    { hash: '#lesson=why-hidden-units' },
  ))
