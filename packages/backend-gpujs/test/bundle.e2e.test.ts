/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { conform } from '@leven/conformance'
import { openReference } from '@leven/core'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { GpujsMode } from '../src/index.ts'
import type { Verdict } from './page.ts'
import { type Served, serve } from './served.ts'
import { tableOf } from './table.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: { executablePath: string; args: string[] }
  }
}

let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serve()
  browser = await chromium.launch(inject('chromium'))
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** What a dedicated worker of a page answers when it is asked for a part of the program in test/page.ts. */
function inWorker<T>(page: Page, name: keyof typeof leven, args: readonly unknown[]): Promise<T> {
  return page.evaluate(
    async (call): Promise<T> => {
      const worker = new Worker('page.js', { type: 'module' })
      const answer = new Promise<MessageEvent>((resolve, reject) => {
        worker.onmessage = resolve
        worker.onerror = (event) => reject(new Error(event.message))
      })
      // A module worker hears what was sent before it had loaded.
      worker.postMessage(call)
      const { data } = await answer
      worker.terminate()
      if (data.error) throw new Error(data.error)
      return data.result
    },
    { name, args },
  )
}

/** Enough for every mode. */
const everything = "script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'"

async function open(policy: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(served.url(policy))
  await page.waitForFunction(() => 'leven' in globalThis)
  return page
}

const modes: readonly GpujsMode[] = ['webgl2', 'webgl', 'webasm', 'cpu']

/** Each law once: the source is tried more often. */
const runs = 1
/**
 * Laws by their names: those that run every kernel that is written, move every kind of array and train. What a build can
 * break shows in them; the source is held to all laws in the same browser.
 */
const laws = (await conform('reference', openReference, { runs, shapes: 'few' })).laws
  .map(({ law }) => law)
  .filter((law) => /: within its bar$|^memory: |^training: /.test(law))

/**
 * Laws that one page is asked for. In mode webasm each kernel has a WebAssembly memory of its own, and a page has room
 * for some hundred of them: every part of the laws gets a page of its own there.
 */
function partsOf(mode: GpujsMode): readonly (readonly string[])[] {
  if (mode !== 'webasm') return [laws]
  return Array.from({ length: Math.ceil(laws.length / 10) }, (_, part) =>
    laws.slice(10 * part, 10 * part + 10),
  )
}

describe('the built and minified package', () => {
  test.each(modes)(
    'obeys the laws in a page: %s',
    async (mode) => {
      for (const part of partsOf(mode)) {
        const page = await open(everything)
        const verdict = await page.evaluate(([mode, options]) => leven.conforms(mode, options), [
          mode,
          { runs, laws: part },
        ] as const)
        expect(verdict.broken).toEqual([])
        expect(verdict.laws).toBeGreaterThanOrEqual(part.length)
        await page.close()
      }
    },
    240_000,
  )

  test.each(modes)(
    'obeys the laws in a dedicated worker: %s',
    async (mode) => {
      for (const part of partsOf(mode)) {
        const page = await open(everything)
        const verdict = await inWorker<Verdict>(page, 'conforms', [mode, { runs, laws: part }])
        expect(verdict.broken).toEqual([])
        expect(verdict.laws).toBeGreaterThanOrEqual(part.length)
        expect(verdict.info.reason).toBe(`mode '${mode}' was asked for`)
        await page.close()
      }
    },
    240_000,
  )

  test('trains and predicts in a page under the widest policy it can need', async () => {
    const page = await open(everything)
    const table = tableOf(readFileSync(new URL('../../../examples/two-class.csv', import.meta.url), 'utf8'))
    const trained = await page.evaluate((table) => leven.trains('webgl2', table, 20), table)
    expect(trained.costs.at(-1)).toBeLessThan(Number(trained.costs[0]))
    expect(trained.predictions).toHaveLength(table.Y.length)
    expect(trained.predictions.every((t) => t > 0 && t < 1)).toBe(true)
    await page.close()
  }, 60_000)
})

describe('what a Content-Security-Policy has to allow', () => {
  const works = 'read 1 2'
  const noWasm = /^gpujs:webasm cannot run here: the page's Content-Security-Policy forbids WebAssembly\./
  const noText = /^gpujs:cpu cannot run here: the page's Content-Security-Policy forbids to make functions/
  test.each<[string, Record<GpujsMode, RegExp | string>]>([
    [
      "script-src 'self'",
      { auto: works, webgl2: works, webgl: works, headlessgl: /for Node/, webasm: noWasm, cpu: noText },
    ],
    [
      "script-src 'self' 'wasm-unsafe-eval'",
      { auto: works, webgl2: works, webgl: works, headlessgl: /for Node/, webasm: works, cpu: noText },
    ],
    [
      everything,
      { auto: works, webgl2: works, webgl: works, headlessgl: /for Node/, webasm: works, cpu: works },
    ],
  ])(
    '%s',
    async (policy, expected) => {
      const page = await open(policy)
      for (const [mode, said] of Object.entries(expected)) {
        const got = await page.evaluate((mode) => leven.opens(mode), mode as GpujsMode)
        expect(got, mode).toMatch(said)
      }
      await page.close()
    },
    30_000,
  )
})
