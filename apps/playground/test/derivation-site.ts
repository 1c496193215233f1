import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: { executablePath: string; args: string[] }
  }
}

/** The page that has the derivation alone. */
export const alone = 'test/derivation-page/index.html'
const root = fileURLToPath(new URL('..', import.meta.url))

let site: string
let server: PreviewServer
let browser: Browser
/** The page of the test that runs. */
export let page: Page
let errors: string[]

beforeAll(async () => {
  // The playground as it is shipped, and beside it the page that has the derivation alone.
  site = await mkdtemp(join(tmpdir(), 'leven-derivation-'))
  const settings = { root, configFile: `${root}vite.config.ts`, logLevel: 'silent' } as const
  await build({
    ...settings,
    build: { outDir: site, rolldownOptions: { input: [`${root}index.html`, `${root}${alone}`] } },
  })
  server = await preview({ ...settings, build: { outDir: site }, preview: { port: 0 } })
  browser = await chromium.launch(inject('chromium'))
}, 30_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
  if (site) await rm(site, { recursive: true })
})

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  errors = []
  page.on('pageerror', ({ message }) => errors.push(message))
})

afterEach(async () => {
  await page.close()
  expect(errors).toEqual([])
})

/** Opens a page of the built site, and waits for the derivation's equations. */
export async function open(path: string): Promise<void> {
  await page.goto(new URL(path, server.resolvedUrls?.local[0]).href)
  // Nothing is fetched or calculated until it is in sight.
  await page.locator('.derivation, .derivation-region').first().scrollIntoViewIfNeeded()
  await page.locator('.derivation .equation').first().waitFor()
}
