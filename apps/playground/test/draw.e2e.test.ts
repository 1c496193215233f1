import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, epoch, focus, reading, violations, visit } from './visit.ts'

/** Takes a tool. */
async function take(page: Page, name: 'Look' | 'Draw' | 'Move' | 'Erase'): Promise<void> {
  await page.locator('.result label', { hasText: name }).click()
  if (name !== 'Look') await page.locator('.draw-surface').waitFor()
}

/** How many points there are, as the bar below the plane says. */
async function points(page: Page): Promise<number> {
  return Number.parseInt(
    (await page.locator('.draw-bar [role="status"]').textContent())?.replace(/\s/g, '') ?? '',
    10,
  )
}

/** Presses at a place of the plane, from −2 to 2, and draws to others. */
async function line(page: Page, [first, ...others]: readonly (readonly [number, number])[]): Promise<void> {
  const box = await page.locator('.draw-surface').boundingBox()
  const at = ([x1, x2]: readonly [number, number]) =>
    [
      (box?.x ?? 0) + ((x1 + 2) / 4) * (box?.width ?? 0),
      (box?.y ?? 0) + ((2 - x2) / 4) * (box?.height ?? 0),
    ] as const
  if (!first) return
  await page.mouse.move(...at(first))
  await page.mouse.down()
  for (const place of others) await page.mouse.move(...at(place), { steps: 6 })
  await page.mouse.up()
}

/** The epoch and the cost, once the last frame of a run that was paused is there: when they stay the same. */
async function atRest(page: Page): Promise<readonly [epoch: string, cost: number]> {
  const read = async () => [await epoch(page), await reading(page, 'cost')] as const
  await button(page, 'Play').waitFor()
  let before = await read()
  for (;;) {
    await page.waitForTimeout(200)
    const now = await read()
    if (now.join() === before.join()) return now
    before = now
  }
}

test('points are drawn, moved and erased by mouse while it learns, and taken back', () =>
  visit(async (page) => {
    const address = () => page.evaluate(() => location.href)
    await page.locator('.result').scrollIntoViewIfNeeded()
    await button(page, 'Play').click()
    await expect.poll(async () => Number.parseInt(await epoch(page), 10)).toBeGreaterThan(5)
    await take(page, 'Draw')
    await line(page, [
      [-1.9, -1.6],
      [-0.6, -1.6],
    ])
    await expect.poll(() => points(page)).toBe(409)
    // It goes on where it was, and plays.
    await button(page, 'Pause').waitFor()
    expect(Number.parseInt(await epoch(page), 10)).toBeGreaterThan(5)
    await expect.poll(address).toContain('points=c')
    await take(page, 'Move')
    await line(page, [
      [-1.9, -1.6],
      [-1.9, 1.6],
    ])
    const moved = await address()
    await take(page, 'Erase')
    await line(page, [[-1.9, 1.6]])
    await expect.poll(() => points(page)).toBe(408)
    await button(page, 'Undo').click()
    await expect.poll(() => points(page)).toBe(409)
    expect(await address()).toBe(moved)
    await button(page, 'Undo').click()
    await button(page, 'Undo').click()
    await expect.poll(() => points(page)).toBe(400)
    expect(await address()).not.toContain('points=')
    await button(page, 'Redo').click()
    await expect.poll(() => points(page)).toBe(409)
    // Nothing to learn: it waits, and goes on once there is something again.
    await button(page, 'Empty the plane').click()
    await button(page, 'Play').waitFor()
    await button(page, 'Undo').click()
    await button(page, 'Pause').click()
    await take(page, 'Look')
    await page.getByText('Drawn points: 409.').waitFor()
    const [then, known] = await atRest(page)
    await page.locator('.sharing-region').scrollIntoViewIfNeeded()
    await button(page, 'Copy link with weights').click()
    const link = await page.getByLabel('Link', { exact: true }).inputValue()
    await button(page, 'Reset to the first weights').click()
    await expect.poll(() => epoch(page)).toBe('0')
    const cost = await reading(page, 'cost')
    await page.reload()
    await page.getByText('Drawn points: 409.').waitFor()
    await expect.poll(() => reading(page, 'cost')).toBe(cost)
    // A link brings the moment back, with the points.
    await page.goto('about:blank')
    await page.goto(link)
    await page.getByText('Drawn points: 409.').waitFor()
    await expect.poll(() => epoch(page)).toBe(then)
    expect(await reading(page, 'cost')).toBe(known)
    await page.getByTitle('Two moons').click()
    await page.getByLabel('Noise').waitFor()
    expect(await address()).not.toContain('points=')
  }))

test('an empty plane is filled, moved, erased and taken back by keyboard alone, and then learned', () =>
  visit(
    async (page) => {
      await focus(page, 'Look')
      await page.keyboard.press('ArrowRight')
      await page.locator('.draw-surface').waitFor()
      await focus(page, 'Empty the plane')
      await page.keyboard.press('Enter')
      await page.getByText('Draw points of two classes, at least two of one').first().waitFor()
      await button(page, 'Play').press('Enter')
      await page.getByRole('alert').getByText('Draw points of two classes').waitFor()
      await focus(page, 'Plane to draw on')
      const said = () => page.locator('[data-reading="drawing"]').textContent()
      for (const [key, steps] of [
        ['1', 'ArrowLeft'],
        ['4', 'ArrowRight'],
      ] as const) {
        await page.keyboard.press(key)
        for (let i = 0; i < 6; i++) {
          for (let k = 0; k < (i === 0 && steps === 'ArrowRight' ? 9 : 2); k++)
            await page.keyboard.press(steps)
          await page.keyboard.press('Enter')
        }
      }
      expect(await said()).toBe('A violet point at x₁ 0.70, x₂ 0.00. 12 points.')
      await expect.poll(() => points(page)).toBe(12)
      await page.keyboard.press('Delete')
      expect(await said()).toBe('Erased. 11 points.')
      await page.keyboard.press('Control+z')
      await expect.poll(() => points(page)).toBe(12)
      expect(await page.locator('.result .key').textContent()).toMatch(/blue.*violet/)
      await page.getByRole('radio', { name: 'Draw' }).press('ArrowRight')
      await focus(page, 'Plane to draw on')
      for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      expect(await said()).toMatch(/^Picked up/)
      await page.keyboard.press('Shift+ArrowUp')
      await page.keyboard.press('Enter')
      expect(await said()).toBe('Put down at x₁ 0.70, x₂ 0.02.')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page)).toEqual([])
      }
      await take(page, 'Look')
      const before = await reading(page, 'cost')
      for (let i = 0; i < 8; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('8')
      expect(await reading(page, 'cost')).toBeLessThan(before)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over).toBeLessThanOrEqual(0)
    },
    { viewport: { width: 360, height: 800 } },
  ))

test('heights are drawn by touch, a third class begins anew, and the points are saved as CSV', () =>
  visit(
    async (page) => {
      await take(page, 'Draw')
      await page.getByLabel('Height to draw').fill('1.5')
      const box = await page.locator('.draw-surface').boundingBox()
      await page.touchscreen.tap((box?.x ?? 0) + 20, (box?.y ?? 0) + 20)
      await expect.poll(() => points(page)).toBe(401)
      const saving = page.waitForEvent('download')
      await button(page, 'Download CSV').click()
      const file = await saving
      expect(file.suggestedFilename()).toBe('drawn-points.csv')
      const lines = (await (await file.createReadStream()).toArray()).join('').trim().split('\n')
      expect(lines).toHaveLength(402)
      expect([lines[0], lines.at(-1)]).toEqual([
        'x1,x2,height',
        expect.stringMatching(/^-1\.\d+,1\.\d+,1\.5$/),
      ])

      await page.getByTitle('Two clouds').click()
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await page.getByTitle('gold', { exact: true }).click()
      await page.touchscreen.tap((box?.x ?? 0) + 20, (box?.y ?? 0) + 20)
      await expect.poll(() => page.locator('.result .key').textContent()).toContain('gold')
      await expect.poll(() => epoch(page)).toBe('0')
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 4 + 3)
    },
    { hash: '#shape=saddle', hasTouch: true, acceptDownloads: true },
  ))
