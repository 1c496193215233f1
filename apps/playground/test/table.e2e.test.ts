import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { keptAt, keptText } from './kept.ts'
import { button, epoch, focus, reading, violations, visit } from './visit.ts'

function example(name: string): string {
  return fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url))
}

/** Chooses a file in the dialog. */
async function choose(page: Page, file: string): Promise<void> {
  await button(page, 'Your own table…').click()
  await page.getByLabel('Choose a file…').setInputFiles(file)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Drops a file on the page, or pastes a text or a file, outside any field. */
async function give(page: Page, how: 'drop' | 'paste', name: string, content: string): Promise<void> {
  await page.evaluate(
    ([how, name, content]) => {
      const data = new DataTransfer()
      if (how === 'drop') data.items.add(new File([content], name))
      else data.setData('text/plain', content)
      const init = { bubbles: true, cancelable: true }
      if (how === 'drop') {
        document.body.dispatchEvent(new DragEvent('dragenter', { ...init, dataTransfer: data }))
        document.body.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: data }))
      } else document.body.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }))
    },
    [how, name, content] as const,
  )
}

const over = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
const rows = Array.from({ length: 40 }, (_, i) => `${i},${(7 * i) % 40},${(7 * i) % 40 > 19 ? 'yes' : 'no'}`)

test('a table is pasted by keyboard alone; what is wrong with it is said, and can be mended', () =>
  visit(async (page) => {
    await focus(page, 'Your own table…')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Your own table' })
    await dialog.waitFor()
    const paste = dialog.getByLabel('Paste the table here')
    await expect.poll(() => paste.evaluate((field) => document.activeElement === field)).toBe(true)
    await page.keyboard.insertText(`x,z,y\n${rows.join('\n')}\n1,2\n`)
    await focus(page, 'Learn from it', 4)
    await page.keyboard.press('Enter')
    await dialog
      .getByText(
        'pasted-table.csv, line 42: the row has 2 fields, but the header names 3 columns. Give every row',
      )
      .waitFor()
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
    await focus(page, 'Paste the table here', 8)
    await page.keyboard.press('Control+End')
    for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace')
    await focus(page, 'Learn from it', 4)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('40 rows, 3 columns, 2 inputs').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Your own table…')
    expect(await page.locator('.result .key').textContent()).toContain('yes')
    const before = await reading(page, 'cost')
    for (let i = 0; i < 5; i++) await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('5')
    expect(await reading(page, 'cost')).toBeLessThan(before)
    await focus(page, 'Prediction over the plane')
    await page.keyboard.press('ArrowUp')
    expect(await page.locator('[data-reading="probe"]').textContent()).toMatch(
      /^x 19.5, z 20.6: [\d.]+.% (yes|no)$/,
    )
  }))

test('thirty columns are learned from, two of them are plotted, and others can be while it goes on', () =>
  visit(
    async (page) => {
      await choose(page, example('breast-cancer.csv'))
      await page.getByText('569 rows, 31 columns, 30 inputs').waitFor()
      await page.getByText('8 of 30 in').waitFor()
      await page.getByText('The other 28 inputs rest at their means.').waitFor()
      expect(await page.locator('.unit').count()).toBe(8 + 4 + 1)
      for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('3')
      expect(await reading(page, 'test-score')).toBeGreaterThan(80)
      const cost = await reading(page, 'cost')
      await page.getByLabel('Across →').selectOption('mean_texture')
      await page.locator('.axes', { hasText: 'mean_texture' }).waitFor()
      expect([await epoch(page), await reading(page, 'cost')]).toEqual(['3', cost])
      await button(page, 'hidden unit 1 of layer 1').click()
      await page.locator('.editor').waitFor()
      expect(await page.locator('.editor input[type="number"]').count()).toBe(31)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page)).toEqual([])
      }
      for (const width of [3840, 1280, 700, 360]) {
        await page.setViewportSize({ width, height: 800 })
        await expect.poll(() => over(page), { message: `${width} px` }).toBeLessThanOrEqual(0)
      }
      // Back to the points that the page draws.
      await page.getByTitle('Two moons').click()
      await page.getByLabel('Noise').waitFor()
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 4 + 1)
    },
    { viewport: { width: 360, height: 800 } },
  ))

test('a dropped table with text and missing cells is learned, by any of its columns', () =>
  visit(async (page) => {
    await give(page, 'drop', 'penguins.csv', await readFile(example('penguins.csv'), 'utf8'))
    await page.getByText('344 rows, 7 columns').waitFor()
    await expect.poll(() => page.locator('.scores th[scope="row"]').allTextContents()).toContain('Adelie')
    const target = page.getByLabel('Learn the classes of')
    // Rows without a target are left out, as the command leaves them out.
    await target.selectOption('body_mass_g')
    await page.getByLabel('Learn the numbers of').waitFor()
    await page.getByLabel('Learn the numbers of').selectOption('species')
    await target.waitFor()
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    await target.selectOption('island')
    await expect.poll(() => page.locator('.scores th[scope="row"]').allTextContents()).toContain('Dream')

    // A regression, pasted.
    await give(page, 'paste', '', await readFile(example('wine.csv'), 'utf8'))
    await page.getByText('178 rows, 14 columns').waitFor()
    await page.getByLabel('Learn the classes of').selectOption('alcohol')
    await page.getByLabel('Learn the numbers of').waitFor()
    const before = await reading(page, 'cost')
    for (let i = 0; i < 6; i++) await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('6')
    expect(await reading(page, 'cost')).toBeLessThan(before)

    // The link does not carry it, and says so.
    await page.locator('.sharing-region').scrollIntoViewIfNeeded()
    await page.getByText('but not these data: they stay in this page').waitFor()
    expect(await button(page, 'Copy link with weights').isDisabled()).toBe(true)

    // What is no table leaves everything as it was.
    await give(page, 'drop', 'broken.csv', 'a,b\n1,"2\n')
    await page
      .getByText(/broken\.csv, line 2: a quote that opens in this row is never closed\. Close it/)
      .waitFor()
    expect(await epoch(page)).toBe('6')
    await page.getByText('178 rows, 14 columns').waitFor()

    // A model file can be dropped, too.
    await give(page, 'drop', 'broken.safetensors', 'x')
    await page.getByRole('alert').getByText('broken.safetensors').waitFor()
    await page.getByText('178 rows, 14 columns').waitFor()
  }))

test('a table and its run survive a reload to the same bits, are offered to a new tab, and can be forgotten', () =>
  visit(async (page) => {
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    await choose(page, example('penguins.csv'))
    await page.getByText('penguins.csv').first().waitFor()
    await page.getByLabel('Optimizer').selectOption('adam')
    await page.getByLabel('Up ↑').selectOption('body_mass_g')
    for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('3')
    const cost = await reading(page, 'cost')
    await keptAt(page, 3)
    await page.reload()
    await page.getByText('You go on where you left off: penguins.csv, epoch 3.').waitFor()
    await expect.poll(() => epoch(page)).toBe('3')
    expect(await reading(page, 'cost')).toBe(cost)
    expect(await page.getByLabel('Up ↑').inputValue()).toBe('body_mass_g')
    expect(asked).toEqual([])
    expect(await violations(page)).toEqual([])
    // The command still repeats it.
    await page.locator('.sharing-region').scrollIntoViewIfNeeded()
    await page.getByText('leven train penguins.csv').waitFor()

    // Another tab begins by itself, and may go on with it.
    const second = await page.context().newPage()
    await second.goto(page.url().replace(/#.*/, ''))
    await second.getByText('You left off at penguins.csv, epoch 3.').waitFor()
    await expect.poll(() => epoch(second)).toBe('0')
    await button(second, 'Go on').click()
    await expect.poll(() => epoch(second)).toBe('3')
    for (const tab of [page, second]) {
      await button(tab, 'epoch').click()
      await expect.poll(() => epoch(tab)).toBe('4')
    }
    expect(await reading(second, 'cost')).toBe(await reading(page, 'cost'))
    await second.close()

    await keptAt(page, 4)
    await page.reload()
    await button(page, 'Forget it').click()
    await page.getByLabel('Noise').waitFor()
    await page.goto(page.url().replace(/#.*/, ''))
    await page.reload()
    await page.locator('.unit').first().waitFor()
    await page.waitForTimeout(300)
    expect(await page.locator('[data-notice="kept"]').count()).toBe(0)
  }))

test('forgets all that this browser kept when it is asked to, also in the middle of a run, and goes on keeping', () =>
  visit(async (page) => {
    const stored = () => keptText(page)
    await give(page, 'paste', '', `x,z,y\n${rows.join('\n')}\n`)
    await page.getByText('40 rows, 3 columns, 2 inputs').waitFor()
    await button(page, 'epoch').click()
    await keptAt(page, 1)
    expect(await stored()).toContain('pasted-table.csv')
    await button(page, 'Play').click()
    await page.locator('.sharing-region').scrollIntoViewIfNeeded()
    await button(page, 'Forget everything').click()
    await page.getByText('Every run, table, drawing and exercise is forgotten.').waitFor()
    await page.getByTitle('Two moons').waitFor()
    await expect.poll(() => epoch(page)).toBe('0')
    expect(await stored()).not.toContain('pasted-table.csv')
    await button(page, 'epoch').click()
    await keptAt(page, 1)
    await page.reload()
    await page.getByText('You go on where you left off: epoch 1.').waitFor()
    await page.goBack()
    await page.waitForTimeout(300)
    expect(await page.getByText('pasted-table.csv').count()).toBe(0)
  }))

test.each<[string, (page: Page) => Promise<unknown>]>([
  ['plays', (page) => button(page, 'Play').click()],
  ['takes a step', (page) => button(page, 'epoch').click()],
  ['changes a setting', (page) => page.getByLabel('L2 strength').selectOption('0.01')],
  ['changes a weight', (page) => page.getByRole('slider', { name: /^bias/ }).fill('1')],
  ['chooses other data', (page) => page.getByTitle('Circles').click()],
])('the page says that it goes on where it was left until the visitor %s', (_, act) =>
  visit(
    async (page) => {
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await keptAt(page, 1)
      await page.reload()
      const said = page.getByText('You go on where you left off: epoch 1.')
      await said.waitFor()
      await button(page, 'hidden unit 1 of layer 1').click()
      await page.locator('.editor').waitFor()
      expect(await said.count()).toBe(1)
      await act(page)
      await said.waitFor({ state: 'detached' })
    },
    { hash: '#hidden=2' },
  ),
)

test('asks before a table is lost where the browser keeps nothing', () =>
  visit(async (page) => {
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    await page.addInitScript('delete IDBFactory.prototype.open')
    await button(page, 'epoch').click()
    await page.reload()
    expect(asked).toEqual([])
    await choose(page, example('penguins.csv'))
    await page.getByText('penguins.csv').first().waitFor()
    await page.waitForTimeout(500)
    await page.reload()
    expect(asked).toEqual(['beforeunload'])
  }))
