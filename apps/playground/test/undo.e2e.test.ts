import type { Page } from 'playwright'
import { describe, expect, inject, test } from 'vitest'
import { keptAt } from './kept.ts'
import { button, epoch, focus, numbers, violations, visit } from './visit.ts'

const entries = (page: Page) => page.evaluate(() => history.length)

const units = (page: Page) => page.locator('.unit').count()

describe('Back undoes a setting, and Forward does it again', () => {
  test('each setting by itself, and the run goes on where it can', () =>
    visit(async (page) => {
      const before = await entries(page)
      await button(page, 'Add a unit to hidden layer 1').click()
      await button(page, 'Add a unit to hidden layer 1').click()
      await expect.poll(() => units(page)).toBe(2 + 6 + 1)
      for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('3')
      await button(page, 'hidden unit 1 of layer 1').click()
      const learned = await numbers(page)
      const rate = page.getByLabel('Learning rate α')
      await rate.selectOption('1')
      expect(await entries(page)).toBe(before + 3)

      await page.goBack()
      await expect.poll(() => rate.inputValue()).toBe('0.3')
      expect(await epoch(page)).toBe('3')
      expect(await numbers(page)).toEqual(learned)
      await page.goForward()
      await expect.poll(() => rate.inputValue()).toBe('1')
      expect(await epoch(page)).toBe('3')
      await page.goBack()
      await page.goBack()
      await expect.poll(() => units(page)).toBe(2 + 5 + 1)
      await page.goBack()
      await expect.poll(() => units(page)).toBe(2 + 4 + 1)
      expect(new URL(page.url()).hash).toBe('')
      for (let i = 0; i < 3; i++) await page.goForward()
      await expect.poll(() => rate.inputValue()).toBe('1')
      await expect.poll(() => units(page)).toBe(2 + 6 + 1)
      expect(await entries(page)).toBe(before + 3)
    }))

  test('a slider is one entry for each time that it is dragged, or stepped along by its keys', () =>
    visit(async (page) => {
      const before = await entries(page)
      const noise = page.getByRole('slider', { name: 'Noise' })
      const box = await noise.boundingBox()
      if (!box) throw new Error('the slider is not drawn')
      const drag = async (from: number, to: number) => {
        await page.mouse.move(box.x + box.width * from, box.y + box.height / 2)
        await page.mouse.down()
        await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 12 })
        await page.mouse.up()
      }
      await drag(0.3, 0.9)
      const first = await noise.inputValue()
      await drag(0.9, 0.5)
      expect(await noise.inputValue()).not.toBe(first)
      expect(await entries(page)).toBe(before + 2)
      await focus(page, 'Points', 60)
      for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft')
      expect(await entries(page)).toBe(before + 3)

      await page.goBack()
      await expect.poll(() => page.getByRole('slider', { name: 'Points' }).inputValue()).toBe('400')
      await page.goBack()
      await expect.poll(() => noise.inputValue()).toBe(first)
      await page.goBack()
      await expect.poll(() => noise.inputValue()).toBe('0.15')
    }))

  test('and no table is lost by it', () =>
    visit(async (page) => {
      await page.getByTitle('Circles').click()
      await paste(page, table())
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      const l2 = page.getByLabel('L2 strength')
      await l2.selectOption('0.01')
      await page.goBack()
      await expect.poll(() => l2.inputValue()).toBe('0')
      expect(await epoch(page)).toBe('1')
      expect(await page.locator('.table-name').count()).toBe(1)
      // To bring a table is a change as any other.
      await page.goBack()
      await page.getByLabel('Noise').waitFor()
      expect(await page.getByRole('radio', { name: 'Circles' }).isChecked()).toBe(true)
      await page.goForward()
      await page.locator('.table-name').waitFor()
      await expect.poll(() => classes(page)).toContain('even')
    }))

  test('nor what was learned since a link brought its weights', () =>
    visit(async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await page.keyboard.press('Tab')
      await button(page, 'Copy link with weights').click()
      await page.getByText('Link with the weights copied.').waitFor()
      const link = await page.evaluate(() => navigator.clipboard.readText())
      await page.goto('about:blank')
      await page.goto(link)
      await expect.poll(() => epoch(page)).toBe('1')
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('2')
      await page.getByLabel('L2 strength').selectOption('0.01')
      await page.goBack()
      await expect.poll(() => page.getByLabel('L2 strength').inputValue()).toBe('0')
      expect(await epoch(page)).toBe('2')
    }))
})

/** A table that tells its name by its classes. */
function table(one = 'even', other = 'odd'): string {
  const rows = Array.from(
    { length: 20 },
    (_, i) => `${i},${(i * 7) % 5},${i % 3 ? 'many' : 'few'},${i % 2 ? other : one}`,
  )
  return ['a,b,size,kind', ...rows].join('\n')
}

/** Brings a table by the page's own dialog. */
async function paste(page: Page, text: string): Promise<void> {
  await button(page, 'Your own table…').click()
  await page.getByLabel('Paste the table here').fill(text)
  await button(page, 'Learn from it').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('.table-name').waitFor()
}

const classes = (page: Page) => page.locator('.scores th[scope="row"]').allTextContents()

describe('Back brings a table that was left', () => {
  const ways: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    ['the data set of the address as it was', (page) => page.getByTitle('Two moons').click()],
    ['another data set', (page) => page.getByTitle('Saddle').click()],
    [
      'a preset of the gallery',
      async (page) => {
        await button(page, 'Gallery').click()
        await page.getByRole('button', { name: /^One line/ }).click()
      },
    ],
    [
      'a lesson',
      async (page) => {
        await page.locator('.lesson-links summary').click()
        await page.getByRole('link', { name: 'Why hidden units' }).click()
      },
    ],
    ['another table', (page) => paste(page, table('high', 'low'))],
    [
      'another target',
      async (page) => {
        await page.getByLabel('Learn the classes of').selectOption('size')
      },
    ],
  ]
  test.each(ways)('for %s; and never leaves the page', (_, leave) =>
    visit(async (page) => {
      const before = await entries(page)
      await paste(page, table())
      await expect.poll(() => classes(page)).toContain('even')
      await leave(page)
      await expect.poll(() => classes(page)).not.toContain('even')
      expect(await entries(page)).toBe(before + 2)

      await page.goBack()
      await page.locator('.table-name').waitFor()
      await expect.poll(() => classes(page)).toContain('even')
      expect(await page.getByLabel('Learn the classes of').inputValue()).toBe('kind')
      await page.goForward()
      await expect.poll(() => classes(page)).not.toContain('even')
      await page.goBack()
      await expect.poll(() => classes(page)).toContain('even')
      await page.goBack()
      await page.getByLabel('Noise').waitFor()
      expect(await page.getByRole('radio', { name: 'Two moons' }).isChecked()).toBe(true)
      expect(page.url()).toBe(inject('site').url)
    }),
  )

  test('also where the page was loaded again in between', () =>
    visit(async (page) => {
      await paste(page, table())
      await keptAt(page, 0)
      await page.getByTitle('Saddle').click()
      await button(page, 'epoch').click()
      await keptAt(page, 1)
      await page.reload()
      await page.getByText('You go on where you left off: epoch 1.').waitFor()
      expect(await page.getByRole('radio', { name: 'Saddle' }).isChecked()).toBe(true)
      await page.goBack()
      await page.locator('.table-name').waitFor()
      await expect.poll(() => classes(page)).toContain('even')
      await page.goForward()
      await expect.poll(() => page.getByRole('radio', { name: 'Saddle' }).isChecked()).toBe(true)
      await page.goBack()
      await expect.poll(() => classes(page)).toContain('even')
    }))
})

test('the left arrow goes back as often as it is pressed, before the page has drawn where it leads', () =>
  visit(
    async (page) => {
      for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('3')
      await button(page, 'epoch').blur()
      for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowLeft')
      await expect.poll(() => epoch(page)).toBe('1')
    },
    { late: 500 },
  ))

test('the shortcuts: arrows step and go back, and the question mark lists them all', () =>
  visit(
    async (page) => {
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => epoch(page)).toBe('0 + 32/280')
      await page.keyboard.press('s')
      await expect.poll(() => epoch(page)).toBe('1')
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => epoch(page)).toBe('0 + 32/280')
      await page.keyboard.press('?')
      const dialog = page.getByRole('dialog', { name: 'Shortcuts' })
      await dialog.waitFor()
      expect(await dialog.locator('kbd').allTextContents()).toEqual(
        expect.arrayContaining(['Space', '→', '←', 'S', 'R', '?']),
      )
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page, 'dialog')).toEqual([])
      }
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await button(page, 'Shortcuts (?)').click()
      await button(page, 'Close').click()
      await dialog.waitFor({ state: 'detached' })
      // A field keeps its keys.
      await page.getByRole('slider', { name: 'Noise' }).focus()
      await page.keyboard.press('ArrowRight')
      expect(await page.getByRole('slider', { name: 'Noise' }).inputValue()).toBe('0.16')
    },
    { hash: '#batchSize=32' },
  ))
