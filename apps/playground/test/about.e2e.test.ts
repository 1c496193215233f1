import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { documents } from '../src/panels/about/documents.ts'
import { violations, visit } from './visit.ts'

test('the notes, the source, the licence, the authors and the citation come with the page', () =>
  visit(async (page) => {
    await page.keyboard.press('Tab')
    const about = page.locator('.about')
    await about.waitFor()
    const licence = await readFile(new URL('../../../LICENSE', import.meta.url), 'utf8')
    const [, authors = '?'] = /Copyright \(c\) \d+ (.*)/.exec(licence) ?? []
    expect((await about.locator('[data-reading="citation"]').textContent()) ?? '').toContain(`{{${authors}}}`)
    for (const { path } of documents) {
      const summary = about.locator('summary', { hasText: path })
      await summary.focus()
      await page.keyboard.press('Enter')
      const text = summary.locator('xpath=..').locator('pre')
      const shipped = await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')
      await expect.poll(() => text.textContent()).toBe(shipped)
    }
    expect(await violations(page, '.about')).toEqual([])
  }))
