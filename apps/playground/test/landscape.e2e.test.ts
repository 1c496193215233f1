import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, epoch, focus, violations, visit } from './visit.ts'

const map = (page: Page) => page.getByRole('img', { name: /^Training cost over/ })

async function goToLandscape(page: Page): Promise<void> {
  // Who walks by keyboard has everything loaded.
  await page.keyboard.press('Tab')
  await page.getByRole('heading', { name: 'Loss landscape' }).scrollIntoViewIfNeeded()
  await map(page).waitFor()
}

/** The cost in the middle, as the words of the map have it. */
async function here(page: Page): Promise<string | undefined> {
  return /here ([\d.]+)/.exec((await map(page).getAttribute('aria-label')) ?? '')?.[1]
}

test('the landscape has the cost of the run in its middle, and the way of the run on it', () =>
  visit(async (page) => {
    await goToLandscape(page)
    expect(await map(page).getAttribute('aria-label')).toContain('The run has not begun.')
    const first = await here(page)
    for (let i = 0; i < 5; i++) await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('5')
    // Out of the window nothing is surveyed.
    await map(page).scrollIntoViewIfNeeded()
    await expect.poll(() => here(page)).not.toBe(first)
    const cost = async () => {
      const plot = await page.locator('.panel.cost [role="img"]').getAttribute('aria-label')
      return /Training ([\d.]+)/.exec(plot ?? '')?.[1] ?? 'not there'
    }
    await expect.poll(async () => (await here(page)) === (await cost())).toBe(true)
    expect(await map(page).getAttribute('aria-label')).toMatch(
      /The run began at .* and came here in \d+ moments/,
    )
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page, '.landscape')).toEqual([])
    }
  }))

test('a map that is surveyed anew keeps its place, and what is beside it keeps its own', () =>
  visit(
    async (page) => {
      await goToLandscape(page)
      await page.evaluate(() => {
        const heights = new Set<number>()
        const note = () => heights.add(document.querySelector('.landscape')?.clientHeight ?? 0)
        new MutationObserver(note).observe(document.body, { childList: true, subtree: true })
        Object.assign(window, { heights })
      })
      const words = await map(page).getAttribute('aria-label')
      await page.getByRole('combobox', { name: 'Up', exact: true }).selectOption({ label: 'bias of output' })
      await expect.poll(() => map(page).getAttribute('aria-label')).not.toBe(words)
      const slider = page.getByRole('slider', { name: /^Point across/ })
      await slider.focus()
      await page.keyboard.press('r')
      await expect.poll(() => page.locator('.landscape-map').getAttribute('aria-busy')).toBe('false')
      expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true)
      const heights = await page.evaluate(() => [...Reflect.get(window, 'heights')].map(Number))
      expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(60)
    },
    { viewport: { width: 360, height: 800 } },
  ))

test('weights are chosen and costs are read by keyboard alone', () =>
  visit(
    async (page) => {
      await page.keyboard.press('Tab')
      await map(page).waitFor()
      const reading = page.locator('[data-reading="landscape"]')
      const before = await reading.textContent()
      expect(await focus(page, 'Point across', 200)).not.toBe('none')
      for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight')
      await expect.poll(() => reading.textContent()).not.toBe(before)
      const words = await map(page).getAttribute('aria-label')
      await page.getByRole('combobox', { name: 'Up', exact: true }).selectOption({ label: 'bias of output' })
      await expect.poll(() => map(page).getAttribute('aria-label')).not.toBe(words)
      expect(await map(page).getAttribute('aria-label')).toContain('and bias of output, up')
      await page.getByRole('combobox', { name: 'Over', exact: true }).selectOption('directions')
      await page.getByRole('img', { name: /^Training cost over direction 1/ }).waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    },
    { viewport: { width: 360, height: 800 } },
  ))
