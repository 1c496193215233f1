import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { siteProblems } from '../scripts/site-problems.ts'
import { browser, button, reading } from './visit.ts'

test('the built page is valid, has a head for search and readers, and a policy without inline scripts', async () => {
  expect(await siteProblems(inject('site').folder)).toEqual([])
})

test('what is wrong with a page is found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leven-wrong-'))
  try {
    await cp(inject('site').folder, folder, { recursive: true })
    const html = await readFile(join(folder, 'index.html'), 'utf8')
    const wrong = html
      .replace(' lang="en"', '')
      .replace(/ content="A small[^"]*"/, ' content="Short."')
      .replace('script-src &#39;self&#39;', 'script-src &#39;self&#39; &#39;unsafe-inline&#39;')
      .replace('rel="icon"', 'rel="shortcut"')
      .replace('./assets/', 'https://elsewhere.test/')
      .replace('<div id="page"></div>', '<div id="page" id="page" onclick="go()"></p>')
    await writeFile(join(folder, 'index.html'), wrong)
    const problems = (await siteProblems(folder)).join('\n')
    for (const words of [
      'There is not a language',
      'There is not a description',
      "allows 'unsafe-inline' in script-src",
      'There is no icon',
      'elsewhere.test/',
      'inline script or style',
      '(no-dup-attr)',
      '(close-order)',
    ]) {
      expect(problems).toContain(words)
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('goes on without its host once it has begun, and says where a part cannot be fetched', async () => {
  const opened = await browser().newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const page = await opened.newPage()
    await page.goto(inject('site').url)
    await page.locator('.unit').first().waitFor()
    await button(page, 'Play').click()
    await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(20)
    // The words for what can go wrong come with the first steps.
    await page.waitForLoadState('networkidle')
    await opened.setOffline(true)
    await page.getByLabel('Backend').selectOption('gpujs:webgl2')
    await page.getByText(/The backend gpujs:webgl2 cannot be opened.* The run goes on with cpu\./).waitFor()
    await page.getByRole('heading', { name: 'This device' }).scrollIntoViewIfNeeded()
    await page.getByText(/A part of the page could not be fetched\. The run goes on\./).waitFor()
    const before = await reading(page, 'epoch')
    await expect.poll(() => reading(page, 'epoch')).toBeGreaterThan(before)
  } finally {
    await opened.close()
  }
})
