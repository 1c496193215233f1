import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright'
import { describe, expect, inject, test } from 'vitest'
import { browser, button, epoch, focus, numbers, reading, violations, visit } from './visit.ts'

describe('a run', () => {
  test('plays until the cost has fallen, on the test points too, and pauses', () =>
    visit(async (page) => {
      const before = await reading(page, 'cost')
      await page.getByRole('slider', { name: 'Pace' }).fill('6')
      await button(page, 'Play').click()
      await expect.poll(() => reading(page, 'cost'), { timeout: 15_000 }).toBeLessThan(before / 10)
      expect(await reading(page, 'speed')).toBeGreaterThan(0)
      await button(page, 'Pause').click()
      await button(page, 'Play').waitFor()
      expect(await reading(page, 'test-cost')).toBeLessThan(before / 4)
      expect(await reading(page, 'test-score')).toBeGreaterThan(95)
      const paused = await epoch(page)
      await page.waitForTimeout(200)
      expect(await epoch(page)).toBe(paused)
      expect(await reading(page, 'speed')).toBe(0)
    }))

  test('steps by an instance, a batch and an epoch', () =>
    visit(
      async (page) => {
        await button(page, 'instance').click()
        await expect.poll(() => epoch(page)).toBe('0 + 1/280')
        await button(page, 'batch').click()
        await expect.poll(() => epoch(page)).toBe('0 + 33/280')
        await button(page, 'epoch').click()
        await expect.poll(() => epoch(page)).toBe('1')
      },
      { hash: '#batchSize=32' },
    ))

  test('resets to the very same weights, and takes the very same steps again', () =>
    visit(async (page) => {
      await button(page, 'hidden unit 1 of layer 1').click()
      const first = await numbers(page)
      const cost = await reading(page, 'cost')
      for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('3')
      const third = await numbers(page)
      expect(third).not.toEqual(first)
      await button(page, 'Reset to the first weights').click()
      await expect.poll(() => epoch(page)).toBe('0')
      expect(await numbers(page)).toEqual(first)
      expect(await reading(page, 'cost')).toBe(cost)
      for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('3')
      expect(await numbers(page)).toEqual(third)
    }))

  test('goes back to a moment, and forks from there', () =>
    visit(async (page) => {
      for (let i = 0; i < 4; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('4')
      await button(page, 'output').click()
      const end = await numbers(page)
      const scrubber = page.getByRole('slider', { name: 'Moment of the run' })
      await scrubber.fill('1')
      await expect.poll(() => epoch(page)).toBe('1')
      expect(await numbers(page)).not.toEqual(end)
      await scrubber.fill('4')
      await expect.poll(() => numbers(page)).toEqual(end)
      await scrubber.fill('2')
      await expect.poll(() => epoch(page)).toBe('2')
      await page.getByLabel('Learning rate α').selectOption('1')
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('3')
      expect(await scrubber.getAttribute('max')).toBe('3')
      await page.getByText('training, before the fork').waitFor()
    }))

  test('goes on with the same parameters on another backend, which is named', () =>
    visit(async (page) => {
      await button(page, 'epoch').click()
      await button(page, 'output').click()
      await expect.poll(() => epoch(page)).toBe('1')
      const before = await numbers(page)
      const backend = page.getByLabel('Backend', { exact: true })
      expect(await backend.getAttribute('data-running')).toBe('cpu')
      await backend.selectOption('reference')
      await expect.poll(() => backend.getAttribute('data-running')).toBe('reference')
      expect(await numbers(page)).toEqual(before)
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('2')
      expect(await numbers(page)).not.toEqual(before)
    }))

  test('that diverges stops, says why and what to do, and can go on', () =>
    visit(
      async (page) => {
        await button(page, 'Play').click()
        const fault = page.locator('[data-notice="fault"]')
        await fault.waitFor({ timeout: 15_000 })
        expect(await fault.textContent()).toMatch(/diverged by epoch \d+.*Lower the learning rate, now 10/)
        await page.getByLabel('Learning rate α').selectOption('0.01')
        await button(page, 'Reset to the first weights').click()
        await button(page, 'epoch').click()
        await expect.poll(() => epoch(page)).toBe('1')
        expect(await fault.count()).toBe(0)
      },
      { hash: '#shape=saddle&learningRate=10' },
    ))
})

describe('what is learned', () => {
  test('can be any of the data sets: the cost of each falls', () =>
    visit(async (page) => {
      await page.getByRole('slider', { name: 'Pace' }).fill('6')
      for (const name of ['Circles', 'Exclusive or', 'Two clouds', 'Spiral', 'Three arms', 'Saddle']) {
        await page.getByTitle(name).click()
        await expect.poll(() => epoch(page)).toBe('0')
        const before = await reading(page, 'cost')
        await button(page, 'Play').click()
        await expect.poll(() => reading(page, 'cost'), { timeout: 10_000 }).toBeLessThan(before * 0.9)
        await button(page, 'Reset to the first weights').click()
        await button(page, 'Play').waitFor()
      }
    }))

  test('is written to the address, and a link brings it back', () =>
    visit(async (page) => {
      await page.getByRole('slider', { name: 'Noise' }).fill('0.3')
      await page.getByLabel('Activation').selectOption('tanh')
      await button(page, 'Add a hidden layer').click()
      await button(page, 'Add a unit to hidden layer 2').click()
      await expect.poll(() => page.url()).toMatch(/#noise=0.3&hidden=4-3&activation=tanh$/)
      const units = () => page.locator('.unit').count()
      await expect.poll(units).toBe(2 + 4 + 3 + 1)
      const cost = await reading(page, 'cost')
      await page.reload()
      await expect.poll(units).toBe(2 + 4 + 3 + 1)
      expect(await reading(page, 'cost')).toBe(cost)
    }))

  test('falls back to the usual value where a link says nonsense, and says so', () =>
    visit(
      async (page) => {
        await page
          .getByText("The link's learningRate could not be used; the usual value stands in.")
          .waitFor()
        expect(await page.getByLabel('Activation').inputValue()).toBe('tanh')
      },
      { hash: '#learningRate=fast&activation=tanh' },
    ))
})

describe('the network', () => {
  test('grows to six layers of eight units, and no further', () =>
    visit(
      async (page) => {
        expect(await button(page, 'Add a hidden layer').isDisabled()).toBe(true)
        expect(await button(page, 'Add a unit to hidden layer 1').isDisabled()).toBe(true)
        expect(await page.locator('.unit').count()).toBe(2 + 48 + 1)
        await button(page, 'Remove a unit of hidden layer 6').click()
        await button(page, 'Remove the last hidden layer').click()
        await expect.poll(() => page.locator('.unit').count()).toBe(2 + 40 + 1)
      },
      { hash: '#hidden=8-8-8-8-8-8', viewport: { width: 360, height: 800 } },
    ))

  test('marks a unit as dead when its bias says so, in words too', () =>
    visit(async (page) => {
      await button(page, 'hidden unit 1 of layer 1').click()
      await page.getByRole('spinbutton', { name: 'bias' }).fill('-50')
      await page.getByRole('spinbutton', { name: 'bias' }).press('Enter')
      await button(page, 'hidden unit 1 of layer 1, dead').waitFor()
      await page.getByText('dead: 0 on every training point').waitFor()
      expect((await numbers(page))[0]).toBe('-50.000')
    }))
})

test('is operated by the keyboard alone', () =>
  visit(async (page) => {
    expect(await focus(page, 'Play')).toBe('solid')
    await page.keyboard.press('Enter')
    await button(page, 'Pause').waitFor()
    await page.keyboard.press('Enter')
    await button(page, 'Play').waitFor()
    const before = await epoch(page)
    await focus(page, 'epoch')
    await page.keyboard.press('Space')
    await expect.poll(() => epoch(page)).not.toBe(before)
    await focus(page, 'Moment of the run')
    await page.keyboard.press('Home')
    await expect.poll(() => epoch(page)).toBe('0')
    await focus(page, 'Add a hidden layer')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.unit').count()).toBe(2 + 4 + 2 + 1)
    await focus(page, 'hidden unit 1 of layer 1')
    await page.keyboard.press('Enter')
    await focus(page, 'weight from input x1, slider')
    const [, weight] = await numbers(page)
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await numbers(page))[1]).not.toBe(weight)
    await focus(page, 'Prediction over the plane')
    await page.keyboard.press('ArrowUp')
    expect(await page.locator('[data-reading="probe"]').textContent()).toMatch(
      /x₂ 0.10: [\d.]+.% (blue|orange)/,
    )
    await focus(page, 'Activation')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.url()).toContain('activation=leakyRelu')
  }))

test('says how training goes to those who do not see it', () =>
  visit(async (page) => {
    await button(page, 'epoch').click()
    const said = page.getByRole('status').filter({ hasText: 'Paused. Epoch 1.' })
    await said.waitFor({ state: 'attached' })
    expect(await said.textContent()).toMatch(
      /Training cost .* test cost .* right\. Of the plane, blue .*orange/,
    )
  }))

test.each([
  { width: 360, hash: '' },
  { width: 1280, hash: '#hidden=8-8-8&shape=pinwheel' },
  { width: 1280, hash: '#shape=saddle' },
])('axe finds nothing at $width px $hash, in light and in dark', ({ width, hash }) =>
  visit(
    async (page) => {
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await button(page, 'hidden unit 1 of layer 1').click()
      await page.locator('.editor').waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page)).toEqual([])
      }
    },
    { hash, viewport: { width, height: 800 } },
  ),
)

test('is never wider than its window, from 360 px to 4k', () =>
  visit(
    async (page) => {
      await button(page, 'hidden unit 1 of layer 1').click()
      await page.locator('.editor').waitFor()
      for (const width of [360, 700, 1024, 1280, 2560, 3840]) {
        await page.setViewportSize({ width, height: 900 })
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        await expect.poll(over, { message: `${width} px` }).toBeLessThanOrEqual(0)
      }
    },
    { hash: '#hidden=8-8-8-8-8-8&shape=pinwheel' },
  ))

test('draws twice a second, and trains no less, for those who asked for less motion', () =>
  visit(
    async (page) => {
      await page.getByRole('slider', { name: 'Pace' }).fill('6')
      await button(page, 'Play').click()
      await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(1000)
      const moved = () =>
        page.evaluate(async () => {
          let changes = 0
          const readings = document.querySelector('[data-reading="epoch"]')
          if (!readings) return { changes: -1, seconds: 0 }
          const observer = new MutationObserver(() => changes++)
          observer.observe(readings, { subtree: true, characterData: true, childList: true })
          const began = performance.now()
          await new Promise((resolve) => setTimeout(resolve, 2000))
          return { changes, seconds: (performance.now() - began) / 1000 }
        })
      const { changes, seconds } = await moved()
      expect(changes).toBeGreaterThanOrEqual(1)
      expect(changes).toBeLessThanOrEqual(2 * seconds + 1)
      expect(await reading(page, 'frames')).toBeLessThanOrEqual(3)
    },
    { reducedMotion: 'reduce' },
  ))

test('stays where the visitor set its theme', () =>
  visit(
    async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      const light = await paper()
      await page.locator('label', { hasText: 'Dark' }).click()
      expect(await paper()).not.toBe(light)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.locator('label', { hasText: 'Light' }).click()
      expect(await paper()).toBe(light)
    },
    { colorScheme: 'light' },
  ))

test('is a page with a title, a description, an icon, a policy and no inline script', async () => {
  const html = (await readFile(join(inject('site').folder, 'index.html'), 'utf8')).replaceAll('&#39;', "'")
  expect(html).toMatch(/<title>[^<]+<\/title>/)
  expect(html).toContain('name="description"')
  expect(html).toContain('rel="icon"')
  expect(html).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
  expect(html).not.toMatch(/\bstyle=|<style/)
})

test.each([
  [360, 800],
  [1280, 900],
  [1920, 1080],
])('fetches less than 100 kB, compressed, before anything is pressed, at %i × %i', async (width, height) => {
  const opened = await browser().newContext({ viewport: { width, height } })
  const page = await opened.newPage()
  const bodies: Promise<Buffer>[] = []
  const note = (response: Response) => void bodies.push(response.body())
  page.on('response', note)
  try {
    await page.goto(inject('site').url)
    await expect.poll(() => epoch(page)).toBe('0')
    await page.waitForLoadState('networkidle')
    page.off('response', note)
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    console.log(`First load: ${(total / 1000).toFixed(1)} kB compressed, ${sizes.length} files.`)
    expect(sizes.length).toBeGreaterThanOrEqual(5)
    expect(total).toBeLessThan(100_000)
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
  } finally {
    await opened.close()
  }
})

test('Space plays and pauses, S steps and R resets, where no control has the focus', () =>
  visit(async (page) => {
    await page.keyboard.press('s')
    await expect.poll(() => epoch(page)).toBe('1')
    await page.keyboard.press(' ')
    await button(page, 'Pause').waitFor()
    await page.keyboard.press(' ')
    await button(page, 'Play').waitFor()
    await page.keyboard.press('r')
    await expect.poll(() => epoch(page)).toBe('0')
    // A field keeps its keys, and the browser its own.
    await page.keyboard.press('Control+s')
    await page.getByLabel('Activation').focus()
    await page.keyboard.press('s')
    expect(await epoch(page)).toBe('0')
  }))

describe('the first screen', () => {
  const shown = (page: Page, selector: string, height: number) =>
    page.locator(selector).evaluateAll(
      (all, height) =>
        all.length > 0 &&
        all.every((element) => {
          const { top, bottom } = element.getBoundingClientRect()
          return top >= 0 && bottom <= height
        }),
      height,
    )

  test('at 1280 × 800 has the data, the network, the plane and how it learns', () =>
    visit(
      async (page) => {
        for (const part of ['.controls', '.tagline', '.learning', '.shapes', '.units', '.plane'])
          expect(await shown(page, part, 800), part).toBe(true)
        expect(await page.locator('.transport').textContent()).not.toMatch(/backend|frames/i)
        await button(page, 'Play').click()
        await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(0)
      },
      { viewport: { width: 1280, height: 800 } },
    ))

  test('at 360 × 800 has Play and the plane, and Play stays', () =>
    visit(
      async (page) => {
        for (const part of ['.controls', '.plane']) expect(await shown(page, part, 800), part).toBe(true)
        await page.evaluate(() => scrollTo(0, 1200))
        await expect.poll(() => shown(page, '.controls', 100)).toBe(true)
      },
      { viewport: { width: 360, height: 800 } },
    ))

  test('is of the notes: one hidden layer, and the derivation speaks of one instance', () =>
    visit(async (page) => {
      await page.getByText('1 hidden layer', { exact: true }).waitFor()
      await page.locator('.derivation-region').scrollIntoViewIfNeeded()
      await page.locator('#equation-1').waitFor()
      expect(await page.locator('.derivation').textContent()).not.toContain('[3]')
    }))
})
