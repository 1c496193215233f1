import { createServer } from 'node:http'
import type { Page } from 'playwright'
import { expect, inject, test } from 'vitest'
import { type Code, solutions } from '../src/own-code/exercises.ts'
import { browser, button, epoch, focus, violations, visit } from './visit.ts'

/** Opens the exercises with code that this browser kept. */
async function openWith(page: Page, code: Partial<Code>): Promise<void> {
  await page.evaluate((kept) => localStorage.setItem('leven.write', kept), JSON.stringify(code))
  await page.reload()
  await button(page, 'Open the exercises').click()
  await page.locator('.write-editor .cm-content').waitFor()
}

/** What is said of the exercise that is open, once it is said. */
async function said(page: Page): Promise<string> {
  await page.locator('.write-judgement[aria-busy="false"]').waitFor()
  return (await page.locator('.write-said').textContent()) ?? ''
}

async function check(page: Page): Promise<string> {
  await button(page, 'Check it').click()
  return said(page)
}

/** Sandboxes: one is always kept ready. */
const frames = (page: Page) => page.locator('iframe').count()

test('is written and judged by keyboard alone', () =>
  visit(async (page) => {
    await focus(page, 'Write it yourself')
    await page.keyboard.press('Enter')
    await page.locator('.write-editor .cm-content').waitFor()
    // The focus is on the first exercise's tab, in sight; the other tabs are reached by arrows.
    const top = () =>
      page.getByRole('tab', { selected: true }).evaluate((tab) => tab.getBoundingClientRect().top)
    expect(await top()).toBeGreaterThan(150)
    expect(await top()).toBeLessThan(900)
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tab', { selected: true }).textContent()).toContain('Gradients')
    await page.keyboard.press('ArrowLeft')
    const inEditor = () => page.evaluate(() => document.activeElement?.className === 'write-editor')
    for (let i = 0; i < 6 && !(await inEditor()); i++) await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await focus(page, 'Check it', 1)
    await page.keyboard.press('Enter')
    expect(await said(page)).toContain('3 of 6 laws do not hold. One number of dZ2 is not right.')
    // Back into the editor, where Tab indents until Escape lets it go.
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(solutions.backpropagate)
    await page.keyboard.press('Escape')
    expect(await focus(page, 'Check it', 1)).toBe('solid')
    await page.keyboard.press('Enter')
    expect(await said(page)).toMatch(/All 6 laws hold. Judged in \d\.\d\d s/)
    expect(await page.getByRole('tab', { selected: true }).textContent()).toContain('passed')
    await expect.poll(() => frames(page), { timeout: 15_000 }).toBe(1)
    // Another change is told, and what was written survives a reload.
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.insertText('// mine\n')
    expect(await said(page)).toContain('You have changed the code since')
    await page.reload()
    await button(page, 'Open the exercises').click()
    await page.locator('.cm-line', { hasText: '// mine' }).waitFor()
    await button(page, 'Begin again').click()
    await page.locator('.cm-line', { hasText: 'const dZ2 = T' }).waitFor()
  }))

test('two tabs keep each other’s exercises', () =>
  visit(async (page) => {
    await openWith(page, {})
    const other = await page.context().newPage()
    await other.goto(page.url())
    await button(other, 'Open the exercises').click()
    for (const [tab, name, text] of [
      [page, 'Backpropagate', '// from one'],
      [other, 'Gradients', '// from the other'],
      [page, 'Backpropagate', '// once more'],
    ] as const) {
      await tab.getByRole('tab', { name }).click()
      await tab.locator('.cm-content').click()
      await tab.keyboard.insertText(`${text}\n`)
    }
    await page.reload()
    await button(page, 'Open the exercises').click()
    await page.locator('.cm-line', { hasText: '// once more' }).waitFor()
    await page.getByRole('tab', { name: 'Gradients' }).click()
    await page.locator('.cm-line', { hasText: '// from the other' }).waitFor()
  }))

test('what was written is forgotten with everything else, open or not', () =>
  visit(async (page) => {
    await openWith(page, { backpropagate: '// mine' })
    await page.locator('.cm-line', { hasText: '// mine' }).waitFor()
    await page.getByRole('tab', { name: 'Gradients' }).click()
    await page.locator('.cm-content').click()
    await page.keyboard.insertText('// mine, too\n')
    await button(page, 'Forget everything').click()
    await page.getByText('Every run, table, drawing and exercise is forgotten.').waitFor()
    await page.locator('.cm-line', { hasText: '// mine, too' }).waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'Backpropagate' }).click()
    await page.locator('.cm-line', { hasText: 'const dZ2 = T' }).waitFor()
    expect(
      await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    ).not.toContain('mine')
  }))

test('shows the smallest network that breaks a law, at 360 px too, and axe finds nothing', () =>
  visit(
    async (page) => {
      const gradients = solutions.gradients.replace('scale(1 / m, rowSums(dZ2))', 'rowSums(dZ2)')
      await openWith(page, { gradients })
      await page.getByRole('tab', { name: 'Gradients' }).click()
      expect(await check(page)).toContain('of 8 laws do not hold')
      const shown = page.locator('.write-counterexample')
      expect(await shown.textContent()).toContain('It is m = 2 times too large: the 1/m is missing.')
      expect(await shown.textContent()).toContain('1 input, 1 hidden unit, 1 output; 2 instances')
      expect(await shown.getByRole('img').getAttribute('aria-label')).toMatch(
        /^A network of 1, 1 and 1 units\. x: x /,
      )
      const [entry, yours, right, witness] = await shown
        .locator('.write-differences tbody tr')
        .first()
        .locator('th, td')
        .allTextContents()
      expect(entry).toBe('db2.at(0, 0)')
      const number = (text = '') => Number(text.replace('✗ ', '').replace('−', '-'))
      expect(number(yours)).toBeCloseTo(2 * number(right), 3)
      expect(number(witness)).toBeCloseTo(number(right), 3)
      for (const summary of await page.locator('.write summary').all()) await summary.click()
      const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(await over()).toBeLessThanOrEqual(0)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        // The derivation has its own test, and is long.
        expect(await violations(page, '.write')).toEqual([])
      }
      await button(page, 'Show where law 6 breaks').click()
      expect(await shown.getByRole('heading').textContent()).toContain('breaks law 6')
    },
    { viewport: { width: 360, height: 800 } },
  ))

test('marks the line where the code breaks off, or is no JavaScript', () =>
  visit(async (page) => {
    const line = () => page.locator('.cm-fault').textContent()
    // What the browser kept may be damaged: then it begins anew.
    await page.evaluate(() => localStorage.setItem('leven.write', '{"backpropagate":'))
    await page.reload()
    await button(page, 'Open the exercises').click()
    await page.locator('.cm-line', { hasText: 'const dZ2 = T' }).waitFor()
    await openWith(page, {
      backpropagate: 'function backpropagate({ T }) {\n  const dZ2 = T - Y\n  return { dZ2 }\n}\n',
      gradients: 'function gradients({ X }) {\n  const m = = 2\n}\n',
      update: solutions.update,
    })
    expect(await check(page)).toContain('Line 2: ReferenceError: Y is not defined')
    expect(await line()).toContain('const dZ2 = T - Y')
    await page.getByRole('tab', { name: 'Gradients' }).click()
    expect(await check(page)).toMatch(/It cannot be read. SyntaxError: Unexpected token '='/)
    expect(await line()).toContain('const m = = 2')
    await page.getByRole('tab', { name: 'Update' }).click()
    expect(await check(page)).toContain('update calls backpropagate, which does not pass')
    await button(page, 'Go to Backpropagate').click()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe(await focused())
    expect(await focused()).toContain('Backpropagate')
  }))

test('ends what does not end, and lets the code reach neither the network nor the page', async () => {
  let hits = 0
  const elsewhere = createServer((_, response) => {
    hits++
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end()
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const address = elsewhere.address()
  const there = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const opened = await browser().newContext()
  const page = await opened.newPage()
  const answered: string[] = []
  opened.on('response', (response) => answered.push(response.url()))
  const { url } = inject('site')
  try {
    await page.goto(url)
    /** Right code that does something besides, with the worker's own global, by a way that the names leave open. */
    const judged = async (body: string) => {
      const start = "const world = (0, eval)('this');\n"
      const right = solutions.backpropagate.replace('return {', `${start}${body}\n  return {`)
      await openWith(page, { backpropagate: right })
      answered.length = 0
      return check(page)
    }
    expect(await judged('for (;;);')).toContain('Stopped: your code did not come to an end within 3 seconds')
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page), { timeout: 15_000 }).toBe('1')
    const attempts = [
      "if (world.origin !== 'null') throw new Error('it shares an origin')",
      `world.fetch('http://${there}').catch(() => {})`,
      `world.fetch('${url}index.html?taken').catch(() => {})`,
      `try { world.importScripts('${url}sandbox.html?taken') } catch {}`,
      `try { new world.WebSocket('ws://${there}') } catch {}`,
      `world.eval("import('${url}sandbox.html?taken').catch(() => {})")`,
      `world.eval("import('http://${there}').catch(() => {})")`,
      `try { const x = new world.XMLHttpRequest(); x.open('GET', 'http://${there}', false); x.send() } catch {}`,
      `try { new world.Worker('${url}sandbox.html?taken') } catch {}`,
    ].join('\n')
    const once = `if (!world.tried) { world.tried = true; ${attempts} }`
    expect(await judged(once)).toContain('All 6 laws hold')
    await page.waitForTimeout(200)
    expect(hits).toBe(0)
    expect(answered.filter((address) => address.includes('taken'))).toEqual([])
    expect(answered.some((address) => address.endsWith('sandbox.html'))).toBe(true)
    const unreachable = 'Cannot read properties of undefined'
    expect(await judged("world.parent.document.title = 'taken'")).toContain(unreachable)
    expect(await judged('world.localStorage.clear()')).toContain(unreachable)
    expect(await page.title()).toMatch(/^Leven/)
  } finally {
    await opened.close()
    elsewhere.closeAllConnections()
    elsewhere.close()
  }
})

test('trains the network with the learner’s code, and goes on with core’s when that breaks', () =>
  visit(
    async (page) => {
      const units = page.locator('.unit')
      const before = await units.count()
      await openWith(page, solutions)
      await page.getByRole('tab', { name: 'Update' }).click()
      expect(await button(page, 'Train with your code').isDisabled()).toBe(true)
      expect(await check(page)).toContain('All 6 laws hold')
      const promise = await page.locator('.write-train').textContent()
      expect(promise).toContain('the page changes to plain gradient descent.')
      expect(promise).toContain('below them your backpropagate and your gradients go on, layer by layer')
      await button(page, 'Train with your code').click()
      const strip = page.getByRole('status').filter({ hasText: 'Your code trains this network' })
      await strip.waitFor()
      await expect
        .poll(async () => Number.parseInt(await epoch(page), 10), { timeout: 15_000 })
        .toBeGreaterThan(20)
      expect(await units.count()).toBe(before)
      expect(page.url()).not.toContain('adam')
      expect(await page.getByLabel('Optimizer').inputValue()).toBe('gradientDescent')
      await expect.poll(() => frames(page), { timeout: 15_000 }).toBe(2)
      await button(page, 'Train with core’s code').click()
      await expect.poll(() => frames(page), { timeout: 15_000 }).toBe(1)
      expect(await strip.count()).toBe(0)
      await button(page, 'Pause').click()

      // The laws know up to four instances.
      const update = solutions.update.replace(
        '  const {',
        "  if (X.columns > 9) throw new Error('too many')\n  const {",
      )
      await openWith(page, { ...solutions, update })
      await page.getByRole('tab', { name: 'Update' }).click()
      expect(await check(page)).toContain('All 6 laws hold')
      await button(page, 'Train with your code').click()
      const fault = page.locator('[data-notice="fault"]')
      await fault.waitFor()
      expect(await fault.textContent()).toContain('Your update stopped at line 3: Error: too many')
      expect(await fault.textContent()).toContain('Core’s code goes on')
      await expect
        .poll(async () => Number.parseInt(await epoch(page), 10), { timeout: 15_000 })
        .toBeGreaterThan(5)
      await expect.poll(() => frames(page), { timeout: 15_000 }).toBe(1)
    },
    { hash: '#hidden=4-2&optimizer=adam' },
  ))
