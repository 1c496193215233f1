import { expect, test } from 'vitest'
import { button, epoch, numbers, visit } from './visit.ts'

test('a weight or bias that 32 bits cannot hold is refused where it is typed, and nothing diverges', () =>
  visit(async (page) => {
    await button(page, 'hidden unit 1 of layer 1').click()
    const before = await numbers(page)
    const editor = page.locator('.editor')
    const field = editor.locator('[type=number]').nth(1)
    for (const [typed, said] of [
      ['1e39', '1\u202f×\u202f10³⁹'],
      ['-4e38', '−4\u202f×\u202f10³⁸'],
    ] as const) {
      await field.fill(typed)
      await field.press('Enter')
      await editor
        .getByRole('alert')
        .getByText(
          `${said} is further from 0 than a weight or bias can be (3.4\u202f×\u202f10³⁸); the value stays as it was.`,
        )
        .waitFor()
      expect(await numbers(page)).toEqual(before)
    }
    expect(await page.getByText('diverged').count()).toBe(0)
    await field.fill('3e38')
    expect(await editor.getByRole('alert').count()).toBe(0)
    await field.press('Escape')
    await field.fill('1.5')
    await field.press('Enter')
    await expect.poll(() => field.inputValue()).toBe('1.500')
    await field.fill('1e39')
    await field.press('Tab')
    await editor.getByRole('alert').waitFor()
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    await expect.poll(() => editor.getByRole('alert').count()).toBe(0)
  }))
