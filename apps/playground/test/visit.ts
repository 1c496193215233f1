import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright'
import { afterAll, beforeAll, expect, inject } from 'vitest'

import { makeLate, usualDelay } from './late.ts'

export { focus } from './focus.ts'

let launched: Browser

beforeAll(async () => {
  launched = await chromium.launch(inject('chromium'))
}, 60_000)

afterAll(() => launched.close())

/** The browser of this file. */
export function browser(): Browser {
  return launched
}

/** How the page is visited. */
export interface Visit extends BrowserContextOptions {
  /** The settings of the link, with #. */
  readonly hash?: string
  /** Another browser than this file's. */
  readonly in?: Browser
  /** What is there once the page is; by default the units of the network. */
  readonly ready?: string
  /** How many milliseconds later than they would the answers of workers and the further parts of the page come. */
  readonly late?: number
  /** Warnings of the browser that the visit is meant to bring about. */
  readonly expecting?: RegExp
}

/** Opens the built page, trains nothing yet, and fails the test on any error or any request to another host. */
export async function visit(
  use: (page: Page) => Promise<void>,
  { hash = '', in: within = launched, ready = '.unit', late = usualDelay, expecting, ...context }: Visit = {},
): Promise<void> {
  const { url } = inject('site')
  const opened = await within.newContext({ viewport: { width: 1280, height: 900 }, ...context })
  if (late > 0) await makeLate(opened, late)
  const page = await opened.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (!expecting?.test(message.text())) problems.push(message.text())
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    const own = origin === new URL(url).origin || protocol === 'data:' || protocol === 'blob:'
    if (!own) problems.push(`request to ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`)
  })
  try {
    await page.goto(url + hash)
    await page.locator(ready).first().waitFor()
    await use(page)
    expect(problems).toEqual([])
  } finally {
    await opened.close()
  }
}

/** The number that a text of the page has, in English. */
export function numberIn(text: string): number {
  const [digits = '', power] = text.split('×')
  const value = Number(digits.replace(/\u2212/g, '-').replace(/[^\d.-]/g, ''))
  const raised = power
    ?.replace(/^\s*10/, '')
    .replace('⁻', '-')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))
  return value * 10 ** Number(raised ?? 0)
}

/** A number that the page shows. */
export async function reading(page: Page, name: string): Promise<number> {
  const text = (await page.locator(`[data-reading="${name}"]`).textContent()) ?? ''
  return numberIn(text)
}

/** Epochs, with the instances of the one under way. */
export async function epoch(page: Page): Promise<string> {
  const text = (await page.locator('[data-reading="epoch"]').textContent()) ?? ''
  return text.replace(/\s+/g, ' ').trim()
}

/** A button by its exact name. */
export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

/** Every weight and bias of the unit that is open, as its fields show them. */
export async function numbers(page: Page): Promise<string[]> {
  await page.locator('.editor').waitFor()
  return page
    .locator('.editor input[type="number"]')
    .evaluateAll((fields) => fields.map((field) => (field instanceof HTMLInputElement ? field.value : '')))
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What is wrong for people with assistive technology, by the rules of axe, in a part of the page or all of it. */
export async function violations(page: Page, part = 'html'): Promise<string[]> {
  const source = await readFile(axe, 'utf8')
  // The page's own policy forbids foreign scripts; evaluating is not bound by it.
  await page.evaluate(source)
  const found: unknown = await page.evaluate(
    `axe.run(${JSON.stringify(part)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
  )
  return Array.isArray(found) ? found.map(String) : ['axe did not answer']
}
