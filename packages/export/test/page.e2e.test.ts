/// <reference types="node" />
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { openCpuBackend } from '@leven/backend-cpu'
import fc from 'fast-check'
import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { pageSource } from '../src/index.ts'
import { file } from './engines.ts'
import { drawn, modelOf } from './random-model.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: { executablePath: string; args: string[] }
  }
}

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(inject('chromium'))
}, 60_000)
afterAll(() => browser?.close())

describe('a model as a page', () => {
  it('proves itself offline, shows names as they are and breaks none of its own policy', async () => {
    const on = await openCpuBackend()
    const context = await browser.newContext({ offline: true })
    for (const one of fc.sample(drawn, { numRuns: 8 })) {
      const model = await modelOf(on, one)
      const path = file('.html')
      writeFileSync(path, await pageSource(model))
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(pathToFileURL(path).href)
      expect(await page.locator('#proof').textContent()).toBe(
        `${model.golden.rows.length} golden rows are predicted as expected here.`,
      )
      expect(await page.locator('label').allTextContents()).toEqual(
        model.encoder.features.map(({ name }) => name),
      )
      const first = await page.locator('#result').textContent()
      expect(first).not.toBe('')
      await page.locator('button').click()
      expect(await page.locator('#result').textContent()).toBe(first)
      expect(complaints).toEqual([])
      await page.close()
    }
  })
})
