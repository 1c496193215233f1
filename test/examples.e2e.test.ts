import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { fit } from '../packages/leven/src/index.ts'

const examples = fileURLToPath(new URL('../examples/', import.meta.url))
const names = ['browser-form', 'web-worker', 'react'] as const
// Within the folder of the examples, so that their packages are found.
const folder = mkdtempSync(join(examples, 'node_modules', '.e2e-'))
let browser: Browser
const servers: PreviewServer[] = []

/** The model that two of the pages read. */
async function irisModel(): Promise<Uint8Array> {
  const [header = '', ...lines] = readFileSync(join(examples, 'iris.csv'), 'utf8').trim().split('\n')
  const columns = header
    .split(',')
    .map((name, k) => ({ name, cells: lines.map((line) => line.split(',')[k] ?? null) }))
  const table = { source: 'iris.csv', rows: lines.length, columns }
  const model = await fit(table, { target: 'species', members: 1 })
  const bytes = await model.save()
  await model.close()
  return bytes
}

/** An example as its user builds it, opened in Chromium. */
async function open(name: (typeof names)[number]): Promise<Page> {
  const outDir = join(folder, name, 'site')
  cpSync(join(examples, name), join(folder, name), { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(folder, name),
    resolve: { conditions: ['@leven/source', 'module', 'browser', 'production'] },
    build: { outDir, target: 'es2022' },
    worker: { format: 'es' },
  })
  writeFileSync(join(outDir, 'model.safetensors'), await irisModel())
  const server = await preview({
    configFile: false,
    root: join(folder, name),
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  servers.push(server)
  const page = await browser.newPage()
  page.on('pageerror', (error) => expect.fail(String(error)))
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  return page
}

beforeAll(async () => {
  browser = await chromium.launch(inject('chromium'))
})

afterAll(async () => {
  await browser?.close()
  for (const server of servers) await server.close()
  rmSync(folder, { recursive: true })
})

describe('the examples of pages', () => {
  test('a form has the model’s columns, and says what it predicts or what is wrong', async () => {
    const page = await open('browser-form')
    await page.getByLabel('petal_length').fill('1.4')
    await page.getByLabel('petal_width').fill('0.2')
    await page
      .getByRole('status')
      .getByText(/^setosa \(\d+ %\)$/)
      .waitFor()
    await page.getByLabel('petal_width').fill('wide')
    await page
      .getByRole('status')
      .getByText(/petal_width/)
      .waitFor()
  })

  test('a worker trains, and the page predicts with its model', async () => {
    const page = await open('web-worker')
    await page.getByText('middle inside: true, corner inside: false').waitFor()
    expect(Number(await page.locator('progress').getAttribute('value'))).toBeGreaterThan(0)
  })

  test('a component predicts as its sliders move', async () => {
    const page = await open('react')
    await page.getByRole('status').getByText('setosa').waitFor()
    await page.getByLabel('petal length').fill('6')
    await page.getByLabel('petal width').fill('2.2')
    await page.getByRole('status').getByText('virginica').waitFor()
  })
})
