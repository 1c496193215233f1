import type { Locator, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { button, epoch, focus, numbers, reading, violations, visit } from './visit.ts'

/** The picture on the plane as it is drawn: pixels along its side, and each as red, green, blue and opacity. */
async function plane(page: Page): Promise<{ readonly side: number; readonly pixels: readonly number[] }> {
  return page
    .locator('.plane canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new TypeError('no canvas')
      const { width: side } = canvas
      const pixels = [...(canvas.getContext('2d')?.getImageData(0, 0, side, side).data ?? [])]
      return { side, pixels }
    })
}

/** The colours of the plane on a grid of 7 × 7 places. */
async function colours(page: Page): Promise<readonly (readonly number[])[]> {
  const { side, pixels } = await plane(page)
  return places.map(({ across, down }) => {
    const at = 4 * (Math.floor(down * side) * side + Math.floor(across * side))
    return pixels.slice(at, at + 4)
  })
}

const seventh = [1, 2, 3, 4, 5, 6, 7].map((step) => (step - 0.5) / 7)
const places = seventh.flatMap((down) => seventh.map((across) => ({ across, down })))

/** The colours of a unit's own picture in the diagram, at the same places. */
async function coloursOf(page: Page, unit: Locator): Promise<readonly (readonly number[])[]> {
  const box = await unit.boundingBox()
  return page.locator('.unit-pictures').evaluate(
    (canvas, { box, places }) => {
      if (!(canvas instanceof HTMLCanvasElement) || !box) throw new TypeError('no picture')
      const { left, top, width } = canvas.getBoundingClientRect()
      const density = canvas.width / width
      const context = canvas.getContext('2d')
      return places.map(({ across, down }) => {
        const x = Math.round((box.x - left + across * box.width) * density)
        const y = Math.round((box.y - top + down * box.height) * density)
        return [...(context?.getImageData(x, y, 1, 1).data ?? [])]
      })
    },
    { box, places },
  )
}

/** How far two pictures are apart, as the mean over places and colours, of 255. */
function distance(one: readonly (readonly number[])[], other: readonly (readonly number[])[]): number {
  const apart = one.map((color, i) =>
    color.reduce((sum, value, k) => sum + Math.abs(value - (other[i]?.[k] ?? Number.NaN)) / 4, 0),
  )
  return apart.reduce((sum, each) => sum + each, 0) / one.length
}

const shown = (page: Page) => page.locator('[data-reading="shown"]')

// Warnings about these tests' own reading.
const expecting = /willReadFrequently/

describe('a unit that is pointed at is shown on the plane', () => {
  test('in place of the prediction, at the same colours as in the diagram, and no longer than that', () =>
    visit(
      async (page) => {
        const before = await plane(page)
        const lines = page.locator('.plane canvas').nth(1)
        expect(await shown(page).textContent()).toBe('')
        for (const name of ['hidden unit 2 of layer 1', 'hidden unit 1 of layer 2']) {
          await button(page, name).hover()
          await expect.poll(() => shown(page).textContent()).toBe(`Shown: ${name}, not the prediction`)
          // As finely as the prediction, once that has come.
          await expect.poll(async () => (await plane(page)).side).toBe(before.side)
          const now = await colours(page)
          expect(now.every(([, , , opacity]) => opacity === 255)).toBe(true)
          expect(distance(now, await coloursOf(page, button(page, name)))).toBeLessThan(6)
          // The lines are the prediction's.
          expect(await lines.isVisible()).toBe(false)
          await page.getByRole('heading', { name: 'Network', exact: true }).hover()
          await expect.poll(() => shown(page).textContent()).toBe('')
          expect(await plane(page)).toEqual(before)
          expect(await lines.isVisible()).toBe(true)
        }
        // An input says where it runs: x1 from left to right.
        await page.getByRole('img', { name: 'input x1' }).hover()
        await expect.poll(() => shown(page).textContent()).toContain('input x1')
        const input = await colours(page)
        expect(input[0]).not.toEqual(input[6])
        expect(input[0]).toEqual(input[42])
        // Of the output it is the prediction itself.
        await button(page, 'output').hover()
        await expect.poll(() => shown(page).textContent()).toContain('output')
        expect(await plane(page)).toEqual(before)
      },
      { hash: '#hidden=3-2&activation=tanh', expecting },
    ))

  test('while it has the focus of the keyboard, too', () =>
    visit(
      async (page) => {
        const before = await plane(page)
        await focus(page, 'input x1')
        await expect.poll(() => shown(page).textContent()).toContain('input x1')
        await focus(page, 'hidden unit 1 of layer 1')
        await expect.poll(() => shown(page).textContent()).toContain('hidden unit 1 of layer 1')
        expect(
          distance(await colours(page), await coloursOf(page, button(page, 'hidden unit 1 of layer 1'))),
        ).toBeLessThan(6)
        expect(await violations(page)).toEqual([])
        await focus(page, 'Noise', 200)
        expect(await shown(page).textContent()).toBe('')
        expect(await plane(page)).toEqual(before)
      },
      { expecting },
    ))

  test('and followed as it learns; whoever points at the plane reads the prediction', () =>
    visit(
      async (page) => {
        await focus(page, 'epoch')
        await button(page, 'hidden unit 1 of layer 1').hover()
        const before = await colours(page)
        for (let i = 0; i < 40; i++) await page.keyboard.press('Enter')
        await expect.poll(() => epoch(page)).toBe('40')
        expect(await shown(page).textContent()).toContain('hidden unit 1')
        expect(distance(await colours(page), before)).toBeGreaterThan(1)
        await focus(page, 'hidden unit 1 of layer 1', 200)
        await page.locator('.plane').hover()
        await expect.poll(() => shown(page).textContent()).toBe('')
        expect(await page.locator('[data-reading="probe"]').textContent()).toMatch(/% (blue|orange)$/)
      },
      { expecting },
    ))

  test('is told as long as the network has it', () =>
    visit(async (page) => {
      await focus(page, 'hidden unit 4 of layer 1')
      await expect.poll(() => shown(page).textContent()).toContain('hidden unit 4')
      await page.getByLabel('Activation').evaluate(() => history.replaceState(null, '', '#hidden=2'))
      await page.evaluate(() => dispatchEvent(new HashChangeEvent('hashchange')))
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 2 + 1)
      // The unit beside it has the focus then.
      await expect.poll(() => shown(page).textContent()).toContain('hidden unit 2 of layer 1')
    }))
})

describe('a link of the diagram', () => {
  const second = 'W[1] 2,1, from input x1 to hidden unit 2 of layer 1'
  const grip = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const field = (page: Page) => page.locator('.link-editor').getByRole('spinbutton')

  test('shows its weight when it is clicked, and a change goes everywhere', () =>
    visit(async (page) => {
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await button(page, 'hidden unit 2 of layer 1').click()
      const [bias, weight, other] = await numbers(page)
      const cost = await reading(page, 'cost')
      await clickOn(page, grip(page, second))
      expect(await page.locator('.link-editor h3').textContent()).toBe('W[1]2,1')
      expect(await field(page).inputValue()).toBe(weight)
      await field(page).fill('3')
      await field(page).press('Enter')
      await expect
        .poll(() => page.locator('.links:not(.grips) path').nth(1).getAttribute('stroke-width'))
        .toBe('6.25')
      await expect.poll(() => reading(page, 'cost')).not.toBe(cost)
      const unit = page.getByRole('region', { name: 'Numbers of hidden unit 2 of layer 1' })
      await expect
        .poll(() =>
          unit
            .getByRole('spinbutton')
            .evaluateAll((all) => all.map((each) => (each instanceof HTMLInputElement ? each.value : ''))),
        )
        .toEqual([bias, '3.000', other])
      // It is one weight: the run goes on from it, at its epoch.
      expect(await epoch(page)).toBe('1')
      await page.locator('.sharing-region').scrollIntoViewIfNeeded()
      await page.getByText('No command repeats this run: a weight was changed by hand.').waitFor()
      // With what it was brought back, a command does again.
      await field(page).press('Escape')
      await page.locator('[data-reading="command"]').waitFor()
    }))

  test('is reached, changed and restored by the keyboard alone', () =>
    visit(async (page) => {
      await gripsCome(page)
      await focus(page, 'W[1] 1,1, from input x1 to hidden unit 1 of layer 1')
      expect(
        await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).stroke),
      ).not.toBe('rgba(0, 0, 0, 0)')
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => focused(page)).toBe(second)
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => focused(page)).toBe('W[2] 2, from hidden unit 2 of layer 1 to output')
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => focused(page)).toBe(second)
      expect(await violations(page)).toEqual([])
      const cost = await reading(page, 'cost')
      await page.keyboard.press('Enter')
      const before = await field(page).inputValue()
      expect(await field(page).evaluate((each) => each === document.activeElement)).toBe(true)
      await field(page).fill('-2.5')
      await page.keyboard.press('Enter')
      await expect.poll(() => reading(page, 'cost')).not.toBe(cost)
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      await expect.poll(() => field(page).inputValue()).toBe('-2.490')
      await page.keyboard.press('Escape')
      await expect.poll(() => field(page).inputValue()).toBe(before)
      await expect.poll(() => reading(page, 'cost')).toBe(cost)
      // A second time, with nothing to bring back, leaves the weight for its link.
      await page.keyboard.press('Escape')
      await expect.poll(() => focused(page)).toBe(second)
      expect(await page.locator('.link-editor').count()).toBe(0)
    }))

  test('is named in the notes\u2019 notation for several outputs, too, and all links are one stop', () =>
    visit(
      async (page) => {
        await gripsCome(page)
        await focus(page, 'W[1] 1,1,')
        expect(await grip(page, 'W[2] 3,2, from hidden unit 2 of layer 1 to output orange').count()).toBe(1)
        await page.keyboard.press('Tab')
        await expect.poll(() => focused(page)).toBe('input x1')
      },
      { hash: '#shape=pinwheel&hidden=2' },
    ))

  /** What links are taken by comes with the first press of a key. */
  const gripsCome = async (page: Page) => {
    await page.keyboard.press('Tab')
    await page.locator('.grip').first().waitFor({ state: 'attached' })
  }

  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  /** Clicks a curve beyond its middle, where no other crosses it: its box may have no height. */
  const clickOn = async (page: Page, path: Locator) => {
    const { x, y } = await path.evaluate((curve) => {
      if (!(curve instanceof SVGPathElement)) throw new TypeError('no curve')
      const { x, y } = curve.getPointAtLength(curve.getTotalLength() * 0.62)
      const { left = 0, top = 0 } = curve.ownerSVGElement?.getBoundingClientRect() ?? {}
      return { x: left + x, y: top + y }
    })
    await page.mouse.click(x, y)
  }
})
