import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { folder, shell } from './command-line.ts'
import { keptAt } from './kept.ts'
import { button, epoch, focus, numbers, reading, type Visit, violations, visit as visitTop } from './visit.ts'

/** Visits the page with the part loaded that this is about. */
const visit = (use: (page: Page) => Promise<void>, how: Visit = {}) =>
  visitTop(async (page) => {
    await page.locator('.sharing-region').scrollIntoViewIfNeeded()
    await page.locator('.sharing').waitFor()
    await use(page)
  }, how)

const permissions = ['clipboard-read', 'clipboard-write']

test('a link with the weights opens at this moment, and training goes on to the same bits', () =>
  visit(
    async (page) => {
      await button(page, 'output').click()
      for (let i = 0; i < 3; i++) await button(page, 'batch').click()
      await expect.poll(() => epoch(page)).toBe('0 + 96/280')
      await focus(page, 'Copy link with weights', 200)
      await page.keyboard.press('Enter')
      await page.getByText('Link with the weights copied.').waitFor()
      const link = await page.evaluate(() => navigator.clipboard.readText())
      const here = { numbers: await numbers(page), cost: await reading(page, 'cost') }
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      const later = { numbers: await numbers(page), cost: await reading(page, 'cost') }

      await page.goto('about:blank')
      await page.goto(link)
      await page.locator('.sharing-region').scrollIntoViewIfNeeded()
      await button(page, 'output').click()
      await expect.poll(() => epoch(page)).toBe('0 + 96/280')
      expect({ numbers: await numbers(page), cost: await reading(page, 'cost') }).toEqual(here)
      await page.getByText(/No command repeats this run: it began with weights/).waitFor()
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      expect({ numbers: await numbers(page), cost: await reading(page, 'cost') }).toEqual(later)
      await button(page, 'Reset to the first weights').click()
      await expect.poll(() => epoch(page)).toBe('0')
    },
    { permissions, hash: '#optimizer=adam&learningRate=0.01&batchSize=32' },
  ))

test('weights that are of another network are refused, and the run begins anew', () =>
  visit(
    async (page) => {
      await page.getByText("The link's weights are not of this network; the run begins anew.").waitFor()
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
    },
    { hash: '#hidden=3&state=BAAAAAAA' },
  ))

test.each([
  ['x1 and x2', []],
  ['inputs that are derived of them', ['x₁²', 'x₁x₂', 'sin x₂']],
] as const)(
  'the command and the CSV repeat the run outside of the page, to the same hash, from %s',
  (_, derived) =>
    visit(
      async (page) => {
        for (const name of derived) await page.getByRole('checkbox', { name, exact: true }).check()
        await expect.poll(() => page.locator('.unit').count()).toBe(2 + derived.length + 4 + 1)
        expect(await page.locator('[data-reading="command"]').count()).toBe(0)
        for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
        await expect.poll(() => epoch(page)).toBe('3')
        const command = (await page.locator('[data-reading="command"]').textContent()) ?? ''
        await expect
          .poll(() => page.locator('[data-reading="sha256"]').textContent())
          .toMatch(/^[0-9a-f]{64}$/)
        const hash = await page.locator('[data-reading="sha256"]').textContent()
        const download = page.waitForEvent('download')
        await button(page, 'Download circles.csv').click()
        const csv = await readFile(await (await download).path())
        const said: unknown = JSON.parse(await shell(`${command} --json`, folder({ 'circles.csv': csv })))
        expect(said).toMatchObject({ epochs: 3, parametersSha256: hash })
      },
      { hash: '#shape=circles&batchSize=64' },
    ),
)

test.each([
  ['a weight was changed by hand', 'edit'],
  ['it forked from an earlier moment', 'fork'],
  ['it changed how it learns on the way', 'rules'],
  ['it stepped through single instances', 'instance'],
  ['another backend than cpu computed a part of it', 'backend'],
] as const)('no command is offered once %s', (reason, kind) =>
  visit(async (page) => {
    for (let i = 0; i < 2; i++) await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('2')
    await page.locator('[data-reading="command"]').waitFor()
    switch (kind) {
      case 'edit':
        await button(page, 'output').click()
        await page.getByRole('spinbutton', { name: 'bias' }).fill('1')
        await page.getByRole('spinbutton', { name: 'bias' }).press('Enter')
        break
      case 'fork':
        await page.getByRole('slider', { name: 'Moment of the run' }).fill('1')
        await expect.poll(() => epoch(page)).toBe('1')
        break
      case 'rules':
        await page.getByLabel('Learning rate α').selectOption('1')
        break
      case 'instance':
        await button(page, 'instance').click()
        break
      case 'backend':
        await page.getByLabel('Backend', { exact: true }).selectOption('reference')
        await expect
          .poll(() => page.getByLabel('Backend', { exact: true }).getAttribute('data-running'))
          .toBe('reference')
        break
      default:
        kind satisfies never
    }
    await button(page, 'epoch').click()
    await page.getByText(`No command repeats this run: ${reason}.`).waitFor()
    await button(page, 'Reset to the first weights').click()
    await page.getByText('Train for an epoch or more; then a command repeats the run.').waitFor()
  }),
)

test('a class sees the parts that its teacher leaves in the link', () =>
  visit(async (page) => {
    for (const name of ['Derivation', 'Learning'])
      await page.getByRole('group', { name: 'For a class' }).getByRole('checkbox', { name }).uncheck()
    expect(page.url()).toMatch(/#hide=learning-derivation$/)
    expect(await page.getByRole('heading', { name: 'Learning', exact: true }).count()).toBe(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
    await page.reload()
    await button(page, 'Show everything').click()
    await page.getByRole('heading', { name: 'Learning', exact: true }).waitFor()
  }))

test('saves the run as a model and opens it again; a wrong file says what is wrong, and the page goes on', () =>
  visit(
    async (page) => {
      for (let i = 0; i < 3; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('3')
      const cost = await reading(page, 'cost')
      const download = page.waitForEvent('download')
      await button(page, 'Save model').click()
      const path = await (await download).path()
      await page.getByText('circles.safetensors saved.').waitFor()
      await page.getByTitle('Saddle').click()
      await button(page, 'Add a hidden layer').click()
      await expect.poll(() => reading(page, 'cost')).not.toBe(cost)
      const file = page.getByLabel('Open model')
      await file.setInputFiles(path)
      await expect.poll(() => reading(page, 'cost')).toBe(cost)
      expect(page.url()).toMatch(/#shape=circles&hidden=5-3&activation=tanh$/)
      await page.getByText('No command repeats this run: it began with weights').waitFor()
      await file.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no model') })
      await page.getByText(/^notes\.txt: /).waitFor()
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
    },
    { hash: '#shape=circles&hidden=5-3&activation=tanh' },
  ))

test('a model that leven train made opens here, and both predict the same', () =>
  visit(async (page) => {
    const points = page.waitForEvent('download')
    for (let i = 0; i < 2; i++) await button(page, 'epoch').click()
    await button(page, 'Download moons.csv').click()
    const cwd = folder({ 'moons.csv': await readFile(await (await points).path()) })
    await shell('leven train moons.csv --target label --members 1 --epochs 3 --hidden 12', cwd)
    await page.getByLabel('Open model').setInputFiles(join(cwd, 'moons.safetensors'))
    await page.getByText('moons.safetensors opened.').waitFor()
    await expect.poll(() => page.getByLabel('Optimizer').inputValue()).toBe('adam')
    const predictions = page.waitForEvent('download')
    await button(page, 'Download predictions').click()
    const here = await readFile(await (await predictions).path(), 'utf8')
    expect(here).toBe(await shell('leven predict moons.safetensors moons.csv', cwd))
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
  }))

test('presses count, and a file is of the run that was asked for, before the page has drawn any of it', () =>
  visit(
    async (page) => {
      await button(page, 'Save model').scrollIntoViewIfNeeded()
      const download = page.waitForEvent('download')
      for (let i = 0; i < 2; i++) await button(page, 'Add a unit to hidden layer 1').click()
      await button(page, 'Save model').click()
      const cwd = folder({ 'moons.safetensors': await readFile(await (await download).path()) })
      const { layers } = JSON.parse(await shell('leven inspect moons.safetensors --json', cwd))
      expect(layers.map(({ units }: { units: number }) => units)).toEqual([6, 1])
      await expect.poll(() => page.locator('.unit').count()).toBe(2 + 6 + 1)
    },
    { late: 800 },
  ))

test('a model of other columns waits for their CSV, says so, and goes on with it', () =>
  visit(async (page) => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i},${(7 * i) % 40},${i > 17 ? 'yes' : 'no'}`)
    const cwd = folder({ 'two.csv': `a,b,c\n${lines.join('\n')}\n` })
    await shell('leven train two.csv --target c --members 1 --epochs 4 --seed 3', cwd)
    await page.getByLabel('Open model').setInputFiles(join(cwd, 'two.safetensors'))
    await page
      .getByText('two.safetensors reads "a", "b" and predicts "c", which these data do not have.')
      .waitFor()
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    await button(page, 'Your own table…').click()
    await page.getByLabel('Choose a file…').setInputFiles(join(cwd, 'two.csv'))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => epoch(page)).toBe('0')
    await page.getByText('No command repeats this run: it began with weights').waitFor()
    const predictions = page.waitForEvent('download')
    await button(page, 'Download predictions').click()
    const here = await readFile(await (await predictions).path(), 'utf8')
    expect(here).toBe(await shell('leven predict two.safetensors two.csv', cwd))
  }))

test('the model that leven train makes by default opens: its members are one wide layer, of which eight units are drawn', () =>
  visit(async (page) => {
    const table = await readFile(new URL('../../../examples/penguins.csv', import.meta.url))
    const cwd = folder({ 'penguins.csv': table })
    await shell('leven train penguins.csv --target species --epochs 5', cwd)
    await button(page, 'Your own table…').click()
    await page.getByLabel('Choose a file…').setInputFiles(join(cwd, 'penguins.csv'))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('.sharing-region').scrollIntoViewIfNeeded()
    await page.getByLabel('Open model').setInputFiles(join(cwd, 'penguins.safetensors'))
    await page.getByText('penguins.safetensors opened.').waitFor()
    await page.getByRole('group', { name: 'Hidden layer 1: 512 units' }).waitFor()
    await page.getByText(/^8 of \d+ in/).waitFor()
    // Inputs, hidden units and the output that are drawn.
    await expect.poll(() => page.locator('.unit').count()).toBe(8 + 8 + 1)
    const predictions = page.waitForEvent('download')
    await button(page, 'Download predictions').click()
    const here = await readFile(await (await predictions).path(), 'utf8')
    expect(here).toBe(await shell('leven predict penguins.safetensors penguins.csv', cwd))
    expect(await violations(page)).toEqual([])
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    const cost = await reading(page, 'cost')
    // All of it survives a reload, to the last digit.
    await keptAt(page, 1)
    await page.reload()
    await page.getByText('You go on where you left off: penguins.csv, epoch 1.').waitFor()
    await expect.poll(() => reading(page, 'cost')).toBe(cost)
  }))

test('the line for a page of yours says, as the link does, that a table does not go with it', () =>
  visit(async (page) => {
    await page.keyboard.press('Tab')
    const card = page.getByRole('group', { name: 'Put it into a page of yours' })
    await card.getByText('puts them, as they are set now, into any page').waitFor()
    await page.evaluate(
      (text) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', text)
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }),
        )
      },
      `a,b,y\n${Array.from({ length: 40 }, (_, i) => `${i},${(7 * i) % 40},${i % 2 ? 'yes' : 'no'}`).join('\n')}`,
    )
    await page.getByText('but not these data: they stay in this page').waitFor()
    await card.getByText('but not with these data: they stay in this page').waitFor()
    expect(await card.getByText('as they are set now').count()).toBe(0)
  }))
