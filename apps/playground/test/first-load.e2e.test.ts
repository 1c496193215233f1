import { gzipSync } from 'node:zlib'
import { expect, inject, test } from 'vitest'
import { browser } from './visit.ts'

/** The files of a first visit, with their size as a host sends them, before anything is pressed. */
async function firstLoad(width: number, height: number): Promise<ReadonlyMap<string, number>> {
  const opened = await browser().newContext({ viewport: { width, height } })
  try {
    const page = await opened.newPage()
    const bodies = new Map<string, Promise<Buffer>>()
    page.on('response', (response) => {
      bodies.set(new URL(response.url()).pathname.split('/').at(-1) || 'index.html', response.body())
    })
    await page.goto(inject('site').url)
    await page.locator('.unit').first().waitFor()
    // Whatever comes near the window by itself is asked for by now.
    await page.waitForLoadState('networkidle')
    const sizes = new Map<string, number>()
    for (const [name, body] of bodies) sizes.set(name, gzipSync(await body).length)
    return sizes
  } finally {
    await opened.close()
  }
}

test.each([
  [360, 800],
  [800, 900],
  [1280, 800],
  [2560, 1440],
  [1280, 6000],
])('the first load is under 100 kB compressed in a window of %i × %i', async (width, height) => {
  const sizes = await firstLoad(width, height)
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  expect(total, [...sizes].map(([name, size]) => `${name} ${size}`).join('\n')).toBeLessThan(100_000)
})

test('a pointer that rests loads nothing, and one that moves loads what is in the window', async () => {
  const opened = await browser().newContext({ viewport: { width: 1280, height: 6000 } })
  try {
    const page = await opened.newPage()
    await page.goto(inject('site').url)
    await page.locator('.unit').first().waitFor()
    const further = page.getByRole('heading', { name: 'Keep and share' })
    const tell = (clientX: number) =>
      page.evaluate(
        (x) => document.body.dispatchEvent(new PointerEvent('pointermove', { clientX: x })),
        clientX,
      )
    // Told twice of the same place, as browsers do where the page moves under a pointer: Chromium's starts at 0.
    for (let times = 0; times < 2; times++) await tell(0)
    await page.waitForLoadState('networkidle')
    expect(await further.count()).toBe(0)
    await tell(10)
    await further.waitFor()
  } finally {
    await opened.close()
  }
})
