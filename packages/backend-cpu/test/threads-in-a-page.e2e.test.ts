import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Site, serveSite } from './threads-in-a-page.site.ts'
import type { Told } from './threads-in-a-page.worker.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: { executablePath: string; args: string[] }
  }
}

let browser: Browser
let site: Site

beforeAll(async () => {
  site = await serveSite()
  browser = await chromium.launch(inject('chromium'))
}, 120_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
})

/** What a worker of the page tells. */
async function told(page: 'isolated' | 'plain'): Promise<Told> {
  const tab = await browser.newPage()
  await tab.goto(site.address(page))
  return tab.evaluate(
    () =>
      new Promise<Told>((resolve, reject) => {
        const worker = new Worker('worker.js', { type: 'module' })
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = ({ message }) => reject(new Error(message))
      }),
  )
}

describe('a worker of a page', () => {
  test('that is isolated from other origins runs two threads, which take part, with the bits of one', async () => {
    const { device, sameBits, helped } = await told('isolated')
    expect(device).toBe('WebAssembly SIMD, 2 threads')
    expect(sameBits).toBe(true)
    const [before = 0, after = 0] = helped
    expect(before).toBeGreaterThan(0)
    expect(after).toBeGreaterThan(before)
  })

  test('on a plain host runs one, and says why', async () => {
    expect(await told('plain')).toEqual({
      device: 'WebAssembly SIMD, one thread',
      reason: expect.stringMatching(/threads need Node or a page that is cross-origin isolated$/),
      sameBits: true,
      helped: [0, 0],
    })
  })
})
