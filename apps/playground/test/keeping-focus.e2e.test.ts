import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { button, epoch, visit } from './visit.ts'

/** What has the focus, by its name; 'body' where nothing has. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: now, body } = document
    if (now === null || now === body) return 'body'
    return now.getAttribute('aria-label') ?? (now.textContent ?? '').trim()
  })
}

/** Has the part of the page below the board fetched, as it is for who walks by keyboard. */
async function comeBelow(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
  await button(page, 'Prove it here').waitFor()
}

describe('what goes away leaves the focus near its place', () => {
  test('a notice that is dismissed: at the heading that follows, where the shortcuts are there as before', () =>
    visit(
      async (page) => {
        await button(page, 'Dismiss').press('Enter')
        await button(page, 'Dismiss').waitFor({ state: 'detached' })
        await expect.poll(() => focused(page)).toBe('Data')
        await page.keyboard.press('s')
        await expect.poll(() => epoch(page)).toBe('1')
      },
      { hash: '#hidden=nonsense' },
    ))

  test('a lesson that is left: at the heading that follows', () =>
    visit(
      async (page) => {
        await button(page, 'Leave the lesson').press('Enter')
        await button(page, 'Leave the lesson').waitFor({ state: 'detached' })
        await expect.poll(() => focused(page)).toBe('Data')
      },
      { hash: '#lesson=why-hidden-units&hide=data-learning-derivation-exercise-files-device' },
    ))

  test('the list of lessons that closes: at what opens it', () =>
    visit(async (page) => {
      await page.locator('.lesson-links summary').press('Enter')
      await page.getByRole('link', { name: 'Why hidden units' }).press('Enter')
      await page.locator('.lesson').waitFor()
      await expect.poll(() => focused(page)).toBe('Lessons')
    }))

  test('work of this device that is cancelled: at what began it', () =>
    visit(
      async (page) => {
        await comeBelow(page)
        const card = page.getByRole('region', { name: 'Two backends side by side' })
        await card.getByRole('spinbutton', { name: 'Epochs' }).fill('2000')
        await button(page, 'Compare').press('Enter')
        await card.getByRole('button', { name: 'Cancel' }).press('Enter')
        await card.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
        await expect.poll(() => focused(page)).toBe('Compare')
      },
      { hash: '#size=1000' },
    ))

  test('the weight of a unit that Back takes away: in the diagram', () =>
    visit(
      async (page) => {
        await button(page, 'Add a unit to hidden layer 1').click()
        await page.locator('.unit').nth(5).waitFor()
        await button(page, 'W[1] 3,1, from input x1 to hidden unit 3 of layer 1').press('Enter')
        await expect.poll(() => focused(page)).toMatch(/^W\[1\] 3,1/)
        await page.goBack()
        await expect.poll(() => page.locator('.unit').count()).toBe(2 + 2 + 1)
        await expect.poll(() => focused(page)).toMatch(/^output/)
      },
      { hash: '#hidden=2' },
    ))

  test('the numbers of a unit that are closed: at the unit', () =>
    visit(
      async (page) => {
        await button(page, 'hidden unit 1 of layer 1').press('Enter')
        await page.locator('.editor').getByRole('button', { name: 'Close' }).press('Enter')
        await page.locator('.editor').waitFor({ state: 'detached' })
        await expect.poll(() => focused(page)).toBe('hidden unit 1 of layer 1')
      },
      { hash: '#hidden=2' },
    ))

  test('a part of the page that is hidden by its own switch: at the heading that follows', () =>
    visit(async (page) => {
      await comeBelow(page)
      const part = page.getByRole('group', { name: 'For a class' }).getByLabel('Files and links')
      await part.press(' ')
      await part.waitFor({ state: 'detached' })
      await expect.poll(() => focused(page)).toBe('This device')
    }))

  test('but who presses where nothing is has no focus, whatever goes away then', () =>
    visit(
      async (page) => {
        await button(page, 'Add a unit to hidden layer 1').click()
        await button(page, 'hidden unit 3 of layer 1').click()
        await page.locator('.editor').getByRole('slider').first().focus()
        await page.locator('.tagline').click()
        await expect.poll(() => focused(page)).toBe('body')
        await page.goBack()
        await page.locator('.editor').waitFor({ state: 'detached' })
        await drawn(page)
        expect(await focused(page)).toBe('body')
      },
      { hash: '#hidden=2' },
    ))
})

/** Gives the focus to the first button that shows and was not pressed yet; returns its name, with that of its part of the page. */
function nextButton(page: Page, pressed: readonly string[]): Promise<string | undefined> {
  return page.evaluate((pressed) => {
    for (const each of document.querySelectorAll<HTMLElement>('button, summary')) {
      if (!each.checkVisibility() || each.matches(':disabled')) continue
      const own = each.getAttribute('aria-label') ?? each.textContent ?? ''
      const part = each.closest('.card, .panel, section, main, body')
      const name = `${part?.className || part?.tagName}: ${own.trim()}`
      if (pressed.includes(name)) continue
      each.focus()
      return name
    }
    return undefined
  }, pressed)
}

/** Once the page has drawn what was done. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
}

test(
  'whatever button is pressed by its key, something has the focus then',
  () =>
    visit(
      async (page) => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
        await page.keyboard.press('Tab')
        const pressed: string[] = []
        const lost: string[] = []
        for (;;) {
          const name = await nextButton(page, pressed)
          if (name === undefined) break
          pressed.push(name)
          await page.keyboard.press('Enter')
          await drawn(page)
          if ((await page.locator('dialog[open]').count()) > 0) {
            await page.keyboard.press('Escape')
            await page.locator('dialog').waitFor({ state: 'detached' })
            await drawn(page)
          }
          if ((await focused(page)) === 'body') lost.push(name)
        }
        expect(lost).toEqual([])
        expect(pressed.length).toBeGreaterThan(80)
      },
      {
        hash: '#hidden=nonsense&lesson=why-hidden-units&hide=learning-derivation-exercise-files-device',
        expecting: /willReadFrequently|WebGL|GPU/i,
      },
    ),
  400_000,
)
