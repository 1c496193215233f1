import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, visit } from './visit.ts'

/** Two columns and a class that are written from right to left. */
const [across, up, label] = ['ارتفاع', 'רוחב', 'גדול']

/** Of a row as long as a window, so that a sentence stays on one line. */
const table = [
  `${across},${up},kind`,
  ...Array.from({ length: 40 }, (_, i) => `${i - 1.9},${((7 * i) % 40) - 20},${i % 2 ? 'small' : label}`),
].join('\n')

/** The parts of a text, from the left to the right as they are drawn. */
async function inOrder(locator: Locator, parts: readonly string[]): Promise<string[]> {
  const lefts = await locator.evaluate((element, parts) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const nodes: Node[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node)
    return parts.map((part) => {
      for (const node of nodes) {
        const start = node.textContent?.indexOf(part) ?? -1
        if (start < 0) continue
        const range = document.createRange()
        range.setStart(node, start)
        range.setEnd(node, start + part.length)
        return range.getBoundingClientRect().left
      }
      throw new Error(`${part} is not in ${element.textContent}`)
    })
  }, parts)
  return parts
    .map((part, i) => ({ part, left: lefts[i] ?? 0 }))
    .sort((a, b) => a.left - b.left)
    .map(({ part }) => part)
}

async function bring(page: Page): Promise<void> {
  await page.locator('.bring').click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea').fill(table)
  await dialog.locator('.chief').click()
  await page.locator('.table-name').waitFor()
}

test('the name of a column that is written from right to left leaves the numbers beside it in their order', () =>
  visit(
    async (page) => {
      await bring(page)
      const line = page.locator('.axes > span').first()
      await expect.poll(() => line.textContent()).toContain(across)
      const [, lower = '', upper = ''] = /, (\S+) to (\S+)$/.exec((await line.textContent()) ?? '') ?? []
      expect(lower).toMatch(/^−\d/)
      const parts = ['→', across, '−', lower.slice(1), 'to', upper]
      expect(await inOrder(line, parts)).toEqual(parts)
    },
    { viewport: { width: 2560, height: 1200 } },
  ))

test('so does what the probe says, and the class that it names', () =>
  visit(
    async (page) => {
      await bring(page)
      await page.locator('.plane').hover({ position: { x: 8, y: 200 } })
      await page.locator('.probe').hover({ position: { x: 12, y: 200 } })
      const said = page.locator('[data-reading="probe"]:not(.empty)')
      await said.waitFor()
      const text = (await said.textContent())?.replaceAll(/[\u2068\u2069]/g, '') ?? ''
      const [, first = '', second = '', share = ''] = /^\S+ (\S+), \S+ (\S+): (\S+).%/.exec(text) ?? []
      const parts = [across, first, up, second, share]
      expect(await inOrder(said, parts)).toEqual(parts)
      expect(text).toMatch(new RegExp(`% (small|${label})$`))
    },
    { viewport: { width: 2560, height: 1200 } },
  ))

test('so does the name of a unit, wherever it is called by it', () =>
  visit(
    async (page) => {
      await bring(page)
      await page.locator('.unit').first().hover()
      const said = page.locator('[data-reading="shown"].shown')
      await said.waitFor()
      // What stands around the name is the sentence's.
      expect(await said.textContent()).toBe(`Shown: input \u2068${across}\u2069, not the prediction`)
      await button(page, 'hidden unit 1 of layer 1').click()
      await page
        .locator('.editor .name', { hasText: `weight from input \u2068${up}\u2069` })
        .first()
        .waitFor()
    },
    { viewport: { width: 1280, height: 900 } },
  ))
