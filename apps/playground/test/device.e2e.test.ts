import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { promised } from '../src/panels/device/promise.ts'
import { button, epoch, focus, numberIn, violations, visit } from './visit.ts'

/** Brings the cards of the device in. */
async function bringIn(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'This device' }).scrollIntoViewIfNeeded()
  await button(page, 'Prove it here').waitFor()
}

test('keeps the README’s promise, bit for bit, by keyboard', () =>
  visit(async (page) => {
    const fetched: string[] = []
    page.on('response', (response) => fetched.push(response.url()))
    await bringIn(page)
    expect(fetched.filter((url) => /breast-cancer/.test(url))).toEqual([])
    await page.locator('.device-card h3').last().click()
    await focus(page, 'Prove it here', 200)
    await page.keyboard.press('Enter')
    const hash = page.locator('[data-reading="hash"]')
    await hash.waitFor({ timeout: 20_000 })
    expect(await hash.textContent()).toBe(promised)
    await page.getByText(/✓ The same after 60 epochs in [\d.]+ seconds\./).waitFor()
    expect(fetched.filter((url) => /breast-cancer/.test(url))).toHaveLength(1)
  }))

test('shows how two backends part, epoch by epoch, and leaves the run alone', () =>
  visit(async (page) => {
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    await bringIn(page)
    const card = page.getByRole('region', { name: 'Two backends side by side' })
    await card.getByRole('spinbutton', { name: 'Epochs' }).fill('40')
    await card.getByRole('spinbutton', { name: 'Epochs' }).press('Enter')
    await button(page, 'Compare').click()
    await card
      .getByText(/cpu and reference are apart after epoch \d+ from epoch 1; after 40, by .+ at most\./)
      .waitFor()
    const cells = await card
      .locator('.distances tbody tr')
      .evaluateAll((rows) => rows.map((row) => Array.from(row.children, ({ textContent }) => textContent)))
    expect(cells.map(([name]) => name)).toEqual(['W1', 'b1', 'W2', 'b2'])
    for (const [, absolute = '', ulps] of cells) {
      expect(numberIn(absolute)).toBeGreaterThan(0)
      expect(numberIn(absolute)).toBeLessThan(1e-4)
      expect(Number(ulps)).toBeGreaterThan(0)
    }
    expect(await card.getByRole('img').getAttribute('aria-label')).toMatch(/after 40\./)
    expect(await epoch(page)).toBe('1')

    await card.getByLabel('Second').selectOption('cpu')
    await button(page, 'Compare').click()
    await card
      .getByText('cpu and cpu have the same float32 numbers through all 40 epochs from epoch 1.')
      .waitFor()

    // A comparison that would take long is ended at once.
    await card.getByLabel('Second').selectOption('reference')
    await card.getByRole('spinbutton', { name: 'Epochs' }).fill('2000')
    await card.getByRole('spinbutton', { name: 'Epochs' }).press('Enter')
    await button(page, 'Compare').click()
    await card.getByText(/Epoch \d+ of 2000/).waitFor()
    await card.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => card.getByText(/of 2000/).count()).toBe(0)
    expect(await button(page, 'Compare').isEnabled()).toBe(true)

    await page.setViewportSize({ width: 360, height: 800 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page, '.device-region')).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  }))

describe('where there is no WebGL, and the other backends are quick', () => {
  let other: Browser
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer']
    other = await chromium.launch({ ...inject('chromium'), args })
  })
  afterAll(() => other.close())
  const expecting = /WebGL|GL Driver/i

  test(
    'each backend is checked, those that are not here are named, and the report is copied as text',
    () =>
      visit(
        async (page) => {
          await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
          await bringIn(page)
          await button(page, 'Check this device').click()
          await page.getByText(/: \d+ of \d+ laws/).waitFor()
          const said = page.locator('.device-card p.said')
          await expect.poll(() => said.textContent(), { timeout: 60_000 }).toMatch(/backends/)
          expect(await page.locator('pre.broken').allTextContents()).toEqual([])
          expect(await said.textContent()).toBe('2 of 4 backends keep every law. 2 are not here. ')
          const row = (name: string) => page.locator(`tr[data-backend="${name}"]`).textContent()
          expect(await row('cpu')).toMatch(/✓ (\d+) of \1.*WebAssembly SIMD/)
          expect(await row('gpujs:webgl2')).toMatch(/Not here\. .*this browser has no WebGL2.*Turn hardware/)
          await button(page, 'Copy as text').click()
          await page.getByText('Copied.').waitFor()
          const text = await page.evaluate(() => navigator.clipboard.readText())
          expect(text).toMatch(/^Leven: the laws of a backend, checked in Mozilla/)
          expect(text).toMatch(/cpu: WebAssembly SIMD.*seed \d+/)
          expect(text).toMatch(/gpujs:webgl2: not checked\./)
          expect(text).toMatch(/ok +gradients/)
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme })
            expect(await violations(page, '.device-region')).toEqual([])
          }
          await page.setViewportSize({ width: 360, height: 800 })
          await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)

          await button(page, 'Check this device').click()
          await page.getByRole('button', { name: 'Cancel' }).click()
          await expect.poll(() => button(page, 'Check this device').isEnabled()).toBe(true)
          expect(await page.locator('tr[data-backend]').count()).toBeLessThan(4)
        },
        { in: other, expecting },
      ),
    90_000,
  )

  test(
    'a law that does not hold is shown with its smallest case',
    () =>
      visit(
        async (page) => {
          // A browser whose exp is wrong: what Leven computes by its own polynomial is held against it.
          await page.route('**/device-worker*.js', async (route) => {
            const response = await route.fetch()
            const fault = '{ const { exp } = Math; Math.exp = (x) => 1.001 * exp(x) }'
            await route.fulfill({ response, body: `${fault}\n${await response.text()}` })
          })
          await bringIn(page)
          await button(page, 'Check this device').click()
          const row = page.locator('tr[data-backend="cpu"]')
          await row.waitFor({ timeout: 60_000 })
          expect(await row.textContent()).toMatch(/✗ \d+ of \d+beyond its bar/)
          await page.getByRole('button', { name: 'Cancel' }).click()
          const broken = await page.locator('pre.broken').allTextContents()
          expect(broken[0]).toMatch(/^cpu breaks a law\./)
          expect(broken.join('\n')).toMatch(/got .*\n.*expected .*\n.*bound /)
          await page.getByText(/1 breaks some: do not train on it\./).waitFor()
        },
        { in: other, expecting },
      ),
    90_000,
  )
})
