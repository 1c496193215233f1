import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, epoch, focus, reading, violations, visit } from './visit.ts'

const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true })

test('one neuron parts circles once it is given the squares, and the plane follows them', () =>
  visit(
    async (page) => {
      await page.getByRole('slider', { name: 'Pace' }).fill('6')
      await button(page, 'Play').click()
      await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(500)
      await button(page, 'Pause').click()
      expect(await reading(page, 'test-score')).toBeLessThan(80)

      await box(page, 'x₁²').check()
      await box(page, 'x₂²').check()
      await expect.poll(() => page.url()).toMatch(/#shape=circles&derived=x1sq-x2sq&hidden=none$/)
      await expect.poll(() => epoch(page)).toBe('0')
      await page.getByRole('img', { name: 'input x1^2' }).waitFor()
      await button(page, 'Play').click()
      await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(500)
      await button(page, 'Pause').click()
      expect(await reading(page, 'test-score')).toBeGreaterThan(95)
      // The plane shows what is learned: the middle is of one class, its corners of the other.
      await focus(page, 'Prediction over the plane', 200)
      const probe = page.locator('[data-reading="probe"]')
      await expect.poll(() => probe.textContent()).toMatch(/blue$/)
      for (let i = 0; i < 18; i++) await page.keyboard.press('ArrowUp')
      await expect.poll(() => probe.textContent()).toMatch(/orange$/)
      expect(await page.locator('.axes').textContent()).not.toContain('rest')

      await page.goBack()
      await expect.poll(() => box(page, 'x₂²').isChecked()).toBe(false)
      expect(await box(page, 'x₁²').isChecked()).toBe(true)
    },
    { hash: '#shape=circles&hidden=none' },
  ))

test('they are columns of the CSV, of drawn points too, and not there for a table that was brought', () =>
  visit(
    async (page) => {
      const header = async () => {
        const saved = page.waitForEvent('download')
        await button(page, 'Download CSV').click()
        return (await readFile(await (await saved).path(), 'utf8')).split('\n', 1)[0]
      }
      expect(await header()).toBe('x1,x2,x1*x2,sin(x1),label')
      await page.getByRole('radio', { name: 'Draw' }).check()
      await page.locator('.draw-surface').click({ position: { x: 60, y: 60 } })
      await page.getByText('Drawn points: 401.').waitFor()
      await box(page, 'x₂²').check()
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 3 + 4 + 1)
      expect(await header()).toBe('x1,x2,x2^2,x1*x2,sin(x1),label')
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      // Points are drawn on while it goes on.
      await page.locator('.draw-surface').click({ position: { x: 90, y: 60 } })
      await page.getByText('Drawn points: 402.').waitFor()
      expect(await epoch(page)).toBe('1')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page)).toEqual([])
      }
      const lines = Array.from({ length: 40 }, (_, i) => `${i},${(7 * i) % 40},${i > 17 ? 'yes' : 'no'}`)
      await button(page, 'Your own table…').click()
      await page.getByLabel('Paste the table here').fill(`a,b,c\n${lines.join('\n')}\n`)
      await button(page, 'Learn from it').click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 4 + 1)
      expect(await page.locator('.derived').count()).toBe(0)
    },
    { hash: '#derived=sinx1-x1x2' },
  ))

test('a model of a table with such columns is gone on from on points with the same, whatever the page had', () =>
  visit(
    async (page) => {
      const save = async (name: string) => {
        const saved = page.waitForEvent('download')
        await button(page, name).click()
        return (await saved).path()
      }
      const csv = await readFile(await save('Download CSV'), 'utf8')
      await button(page, 'Your own table…').click()
      await page.getByLabel('Paste the table here').fill(csv)
      await button(page, 'Learn from it').click()
      await page.locator('.table-name').waitFor()
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await page.keyboard.press('Tab')
      const file = await readFile(await save('Save model'))
      const model = { name: 'squares.safetensors', mimeType: 'application/octet-stream', buffer: file }
      for (const other of ['', 'x1sq-sinx2', 'sinx1-sinx2']) {
        await page.getByTitle('Circles').click()
        for (const name of ['x₁²', 'x₂²', 'x₁x₂', 'sin x₁', 'sin x₂']) await box(page, name).uncheck()
        if (other.includes('x1sq')) await box(page, 'x₁²').check()
        if (other.includes('sinx1')) await box(page, 'sin x₁').check()
        if (other.includes('sinx2')) await box(page, 'sin x₂').check()
        await page.getByLabel('Open model').setInputFiles(model)
        await page.getByText('squares.safetensors opened.').waitFor()
        await expect.poll(() => page.url()).toMatch(/#shape=circles&derived=x1sq-x2sq/)
        await expect.poll(() => page.locator('.unit').count()).toBe(2 + 2 + 4 + 1)
      }
    },
    { hash: '#shape=circles&derived=x1sq-x2sq' },
  ))

test.each([
  { name: 'Two layers of eight units', units: 2 + 8 + 8 + 1 },
  { name: 'Eight units, squares and product', units: 2 + 3 + 8 + 1 },
])('the spiral says what learns it, and that does: $name', ({ name, units }) =>
  visit(async (page) => {
    const advice = page.getByText(/^Few units cannot wind along the spiral/)
    expect(await advice.count()).toBe(0)
    await page.getByTitle('Spiral').click()
    await advice.waitFor()
    expect(await button(page, name).getAttribute('aria-pressed')).toBe('false')
    await focus(page, name, 200)
    await page.keyboard.press('Enter')
    await expect.poll(() => button(page, name).getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => page.locator('.unit').count()).toBe(units)
    await page.getByRole('slider', { name: 'Pace' }).fill('6')
    await button(page, 'Play').click()
    await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(1000)
    await button(page, 'Pause').click()
    expect(await reading(page, 'training-score')).toBeGreaterThan(90)
    expect(await reading(page, 'test-score')).toBeGreaterThan(78)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page, '.data')).toEqual([])
    }
    await page.goBack()
    await expect.poll(() => page.locator('.unit').count()).toBe(2 + 4 + 1)
    await page.getByTitle('Two moons').click()
    await expect.poll(() => advice.count()).toBe(0)
  }),
)

test('the derivation says once that its inputs are standardised, and names derived ones as the page does', () =>
  visit(
    async (page) => {
      await page.locator('.derivation-region').scrollIntoViewIfNeeded()
      const derivation = page.locator('.derivation')
      const first = derivation.locator('[data-numbers~="1"]')
      await first.getByText('a column of numbers is (x − μ)/σ here').waitFor()
      expect((await derivation.textContent())?.split('(x − μ)/σ')).toHaveLength(2)
      await first.getByText('x₁²', { exact: true }).first().waitFor()
      await first.getByText('x₁x₂', { exact: true }).first().waitFor()
      expect(await derivation.textContent()).not.toMatch(/x1|x2/)
      await derivation.getByRole('button', { name: 'The batch' }).click()
      await derivation
        .locator('[data-numbers~="6"]')
        .first()
        .getByText('a column of numbers is (x − μ)/σ here')
        .waitFor()
    },
    { hash: '#shape=circles&derived=x1sq-x1x2&hidden=2' },
  ))
