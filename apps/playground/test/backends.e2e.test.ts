import { chromium, type Page } from 'playwright'
import { describe, expect, inject, test } from 'vitest'
import { button, epoch, focus, numbers, reading, visit } from './visit.ts'

/** The backend that really runs. */
async function running(page: Page): Promise<string | null> {
  return page.getByLabel('Backend', { exact: true }).getAttribute('data-running')
}

/** Waits until training has gone on. */
async function goesOn(page: Page): Promise<void> {
  const before = await reading(page, 'epoch')
  await expect.poll(() => reading(page, 'epoch'), { timeout: 10_000 }).toBeGreaterThan(before)
}

/** A browser of its own, started with these arguments and none for WebGL. */
async function withBrowser(args: readonly string[], use: (page: Page) => Promise<void>, expecting?: RegExp) {
  const other = await chromium.launch({ ...inject('chromium'), args: ['--no-sandbox', ...args] })
  try {
    await visit(use, { in: other, ...(expecting && { expecting }) })
  } finally {
    await other.close()
  }
}

describe('gpu.js', () => {
  test('is fetched when it is chosen, by keyboard, and goes on with the same parameters, there and back', () =>
    visit(async (page) => {
      const scripts: string[] = []
      page.on('response', (response) => scripts.push(response.url()))
      await button(page, 'epoch').click()
      await button(page, 'output').click()
      await expect.poll(() => epoch(page)).toBe('1')
      const before = await numbers(page)
      expect(scripts.filter((url) => /gpu/.test(url))).toEqual([])

      await page.locator('h1').click()
      await focus(page, 'Backend', 200)
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => running(page), { timeout: 15_000 }).toBe('gpujs:webgl2')
      expect(scripts.filter((url) => /gpu-browser/.test(url))).toHaveLength(1)
      expect(await page.locator('#device').textContent()).toMatch(/^WebGL2 on ANGLE .*SwiftShader/)
      expect(await numbers(page)).toEqual(before)

      await button(page, 'Play').click()
      await goesOn(page)
      await page.getByLabel('Backend', { exact: true }).selectOption('cpu')
      await expect.poll(() => running(page)).toBe('cpu')
      await goesOn(page)
      await button(page, 'Pause').click()
      await button(page, 'Play').waitFor()

      const third = await numbers(page)
      await page.getByLabel('Backend', { exact: true }).selectOption('reference')
      await expect.poll(() => running(page)).toBe('reference')
      expect(await numbers(page)).toEqual(third)
      expect(await page.locator('[data-notice]').count()).toBe(0)
    }))

  test('whose context is lost while it trains says so, and the run goes on from the last moment kept, on cpu', () =>
    visit(
      async (page) => {
        // Contexts made from now on can be lost on purpose.
        const [worker] = page.workers()
        await worker?.evaluate(() => {
          const made: WebGL2RenderingContext[] = []
          const { getContext } = OffscreenCanvas.prototype
          const noting = function (this: OffscreenCanvas, ...args: Parameters<typeof getContext>) {
            const context = getContext.apply(this, args)
            if (context instanceof WebGL2RenderingContext) made.push(context)
            return context
          }
          Object.assign(OffscreenCanvas.prototype, { getContext: noting })
          addEventListener('lose', () => {
            for (const context of made) context.getExtension('WEBGL_lose_context')?.loseContext()
          })
        })
        await page.getByLabel('Backend', { exact: true }).selectOption('gpujs:webgl2')
        await expect.poll(() => running(page), { timeout: 15_000 }).toBe('gpujs:webgl2')
        await button(page, 'Play').click()
        await goesOn(page)
        const reached = await reading(page, 'epoch')
        await worker?.evaluate(() => dispatchEvent(new Event('lose')))
        await expect.poll(() => running(page), { timeout: 10_000 }).toBe('cpu')
        const said = (await page.locator('[data-notice="fault"]').textContent()) ?? ''
        expect(said).toMatch(
          /The graphics context of gpujs:webgl2 was lost.* goes on with cpu from epoch \d+/,
        )
        expect(Number(/from epoch (\d+)/.exec(said)?.[1])).toBeGreaterThanOrEqual(reached)
        expect(await page.getByLabel('Backend', { exact: true }).inputValue()).toBe('cpu')
        await button(page, 'Pause').waitFor()
        await goesOn(page)
        await button(page, 'Pause').click()
        await button(page, 'Play').waitFor()
        await page.getByLabel('Backend', { exact: true }).selectOption('gpujs:webgl2')
        await expect.poll(() => running(page), { timeout: 15_000 }).toBe('gpujs:webgl2')
        expect(await page.locator('[data-notice="fault"]').count()).toBe(0)
      },
      { expecting: /WebGL|context/i },
    ))
})

describe('a backend that is not there', () => {
  test('says what is missing and what to do, and training goes on with the one before', () =>
    withBrowser(
      ['--disable-gpu', '--disable-software-rasterizer'],
      async (page) => {
        await button(page, 'Play').click()
        await goesOn(page)
        await page.getByLabel('Backend', { exact: true }).selectOption('gpujs:webgl2')
        const fault = page.locator('[data-notice="fault"]')
        await fault.waitFor()
        expect(await fault.textContent()).toMatch(
          /gpujs:webgl2 cannot run here: this browser has no WebGL2.* The run goes on with cpu\. Turn hardware acceleration on/,
        )
        await expect.poll(() => page.getByLabel('Backend', { exact: true }).inputValue()).toBe('cpu')
        expect(await running(page)).toBe('cpu')
        await goesOn(page)
      },
      /WebGL|GL Driver/i,
    ))

  test('is replaced by the reference where WebAssembly is forbidden, which is said', () =>
    visit(
      async (page) => {
        // As a host does that sends a stricter policy with the worker's script.
        await page.route('**/worker*.js', async (route) => {
          const response = await route.fetch()
          const headers = { ...response.headers(), 'content-security-policy': "script-src 'self'" }
          await route.fulfill({ response, headers })
        })
        await page.reload()
        await expect.poll(() => running(page)).toBe('reference')
        expect(await page.locator('[data-notice="fault"]').textContent()).toMatch(
          /WebAssembly.* The run goes on with reference\./,
        )
        await button(page, 'epoch').click()
        await expect.poll(() => epoch(page)).toBe('1')
      },
      { expecting: /Content Security Policy/ },
    ))
})
