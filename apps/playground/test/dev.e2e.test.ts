import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { expect, test } from 'vitest'
import { browser, button, epoch } from './visit.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const table = fileURLToPath(new URL('../../../examples/penguins.csv', import.meta.url))

// What `npm run playground` serves is put together otherwise than the built page: each part has to be found.
test('npm run playground serves every part of the page', async () => {
  const server = await createServer({ root, logLevel: 'error', server: { port: 0 } })
  await server.listen()
  const page = await browser().newPage({ viewport: { width: 1280, height: 900 } })
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  try {
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('1')
    await page.getByRole('radio', { name: 'ROC' }).check()
    await page.getByRole('img', { name: /^ROC curve/ }).waitFor()
    const backend = page.getByLabel('Backend')
    await backend.selectOption({ index: 1 })
    await expect.poll(() => backend.getAttribute('data-running')).toMatch(/^gpujs/)
    await backend.selectOption('cpu')
    await button(page, 'Your own table…').click()
    await page.getByLabel('Choose a file…').setInputFiles(table)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('penguins.csv').first().waitFor()
    await page.locator('.derivation-region').scrollIntoViewIfNeeded()
    await page.locator('.derivation .equation').first().waitFor()
    await button(page, 'Write it yourself').click()
    await button(page, 'Check it').click()
    await page.getByText('dZ2 is T − Y.').first().waitFor()
    await page.getByText('does not hold').first().waitFor()
    await page.locator('.sharing-region').scrollIntoViewIfNeeded()
    const download = page.waitForEvent('download')
    await button(page, 'Save model').click()
    expect((await download).suggestedFilename()).toBe('penguins.safetensors')
    expect(problems).toEqual([])
  } finally {
    await page.close()
    await server.close()
  }
})
