import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Trained } from '../packages/backend-gpujs/test/page.ts'
import { type Served, serve } from '../packages/backend-gpujs/test/served.ts'
import { epochs, expectEqualTraining, table } from './gpujs-training.ts'

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

/** The training in a page, on a mode of the built and minified package. */
async function trained(mode: 'webgl2' | 'webgl'): Promise<Trained> {
  const page = await browser.newPage()
  await page.goto(served.url("script-src 'self'"))
  await page.waitForFunction(() => 'leven' in globalThis)
  return page.evaluate(([mode, table, epochs]) => leven.trains(mode, table, epochs), [
    mode,
    table,
    epochs,
  ] as const)
}

test('gpujs:webgl2 and gpujs:webgl train the breast-cancer table for 200 epochs within their bars, to the metrics of backend-cpu', async () => {
  const [webgl2, webgl] = await Promise.all([trained('webgl2'), trained('webgl')])
  expect(webgl2.info.device).toMatch(/^WebGL2 on /)
  expect(webgl.info.device).toMatch(/^WebGL on /)
  await expectEqualTraining(webgl2)
  await expectEqualTraining(webgl)
}, 120_000)
