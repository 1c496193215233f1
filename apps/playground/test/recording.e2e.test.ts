import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { button, epoch, violations, visit } from './visit.ts'

const hash = '#shape=circles&hidden=4&learningRate=0.5'

/** Goes to the card. */
async function come(page: Page): Promise<void> {
  await page.locator('.sharing-region').scrollIntoViewIfNeeded()
  await page.getByRole('heading', { name: 'Pictures' }).waitFor()
}

/** Begins to record, and waits for some seconds of it. */
async function begin(page: Page, kind: 'video' | 'GIF', seconds: number): Promise<void> {
  await button(page, `Record ${kind}`).click()
  await page
    .getByRole('timer')
    .filter({ hasText: new RegExp(`Recording: ([${seconds}-9]|\\d\\d) of`) })
    .waitFor()
}

/** Records for some seconds, as a person would, and saves what was recorded. */
async function recorded(page: Page, kind: 'video' | 'GIF', seconds: number) {
  await begin(page, kind, seconds)
  await button(page, 'Stop').click()
  const save = page.getByRole('button', { name: /^Save circles-run/ })
  await save.waitFor()
  return saved(page, /^Save circles-run/)
}

async function saved(page: Page, name: RegExp): Promise<{ file: string; bytes: Buffer }> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name }).click()
  const file = await download
  return { file: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** The page's own drawing of the plane, which ends with the epoch and the costs; and the same with other epochs. */
async function drawings(page: Page): Promise<{ readonly epochs: number[]; readonly svgs: string[] }> {
  const svg = (await saved(page, /^Save Plane as SVG$/)).bytes.toString()
  const now = Number((await epoch(page)).replace(/\D/g, ''))
  const written = new Intl.NumberFormat('en').format(now)
  expect(svg).toContain(`Epoch ${written} ·`)
  const epochs = [-10, -1, 0, 1, 10].map((by) => now + by)
  const others = epochs.map((other) => svg.replace(`Epoch ${written} ·`, `Epoch ${format(other)} ·`))
  return { epochs, svgs: others }
}

function format(value: number): string {
  return new Intl.NumberFormat('en').format(value)
}

/** The pictures of a recording as a browser that has never seen the page shows them, and how far each drawing is from the last. */
interface Seen {
  readonly width: number
  readonly height: number
  readonly seconds: number
  /** Mean difference of a colour between the first picture's plane and the last's, 0 … 255. */
  readonly change: number
  /** The same, for each drawing, between its line of epoch and costs and the last picture's. */
  readonly distances: readonly number[]
}

/** Decodes in the browser: a video by its <video>, a GIF by its ImageDecoder. */
function decode(page: Page, bytes: Buffer, type: string, svgs: readonly string[]): Promise<Seen> {
  return page.evaluate(
    async ({ base64, type, svgs }) => {
      const blob = await (await fetch(`data:${type};base64,${base64}`)).blob()
      const pixels = (image: CanvasImageSource, width: number, height: number) => {
        const canvas = document.createElement('canvas')
        canvas.width = width
        canvas.height = height
        const context = canvas.getContext('2d')
        if (!context) throw new Error('no canvas')
        context.drawImage(image, 0, 0, width, height * 1)
        return context
      }
      const loaded = <T extends EventTarget>(target: T, event: string) =>
        new Promise<void>((resolve, reject) => {
          target.addEventListener(event, () => resolve(), { once: true })
          target.addEventListener('error', () => reject(new Error(`no ${event}`)), { once: true })
        })
      const pictures: CanvasRenderingContext2D[] = []
      let [width, height, seconds] = [0, 0, 0]
      if (type.startsWith('video')) {
        const video = document.createElement('video')
        video.src = URL.createObjectURL(blob)
        await loaded(video, 'loadeddata')
        width = video.videoWidth
        height = video.videoHeight
        seconds = video.duration
        for (const at of [0, seconds - 0.02]) {
          const seeked = loaded(video, 'seeked')
          video.currentTime = at
          await seeked
          pictures.push(pixels(video, width, height))
        }
      } else {
        const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type })
        await decoder.completed
        await decoder.tracks.ready
        const frames = decoder.tracks.selectedTrack?.frameCount ?? 0
        for (let i = 0; i < frames; i++) {
          const { image } = await decoder.decode({ frameIndex: i })
          seconds += (image.duration ?? 0) / 1e6
          width = image.displayWidth
          height = image.displayHeight
          if (i === 0 || i === frames - 1) pictures.push(pixels(image, width, height))
          image.close()
        }
      }
      const [first, last] = pictures
      if (!first || !last) throw new Error('no pictures')
      const distance = (
        a: CanvasRenderingContext2D,
        b: CanvasRenderingContext2D,
        from: number,
        to: number,
      ) => {
        const [top, rows] = [Math.round(from * width), Math.round((to - from) * width)]
        const one = a.getImageData(0, top, width, rows).data
        const other = b.getImageData(0, top, width, rows).data
        return one.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / one.length
      }
      const distances: number[] = []
      for (const svg of svgs) {
        const image = new Image()
        image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
        await image.decode()
        const drawn = pixels(image, width, Math.round((width * image.naturalHeight) / image.naturalWidth))
        // The line lies between 30 and 50 of 640 below the plane.
        distances.push(distance(drawn, last, 670 / 640, 690 / 640))
      }
      return { width, height, seconds, change: distance(first, last, 0, 1), distances }
    },
    { base64: bytes.toString('base64'), type, svgs },
  )
}

/** A page without the policy of the page, which lets no video in; its host makes it a secure one, as a decoder asks. */
async function elsewhere(page: Page, use: (other: Page) => Promise<void>): Promise<void> {
  const other = await page.context().newPage()
  await other.route('**/player', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>x</title>' }),
  )
  await other.goto(new URL('/player', page.url()).href)
  await use(other)
  await other.close()
}

test.each([
  { kind: 'video', file: 'circles-run.webm', type: 'video/webm', size: [960, 1080] },
  { kind: 'GIF', file: 'circles-run.gif', type: 'image/gif', size: [480, 540] },
] as const)('a $kind shows the run from where it was to the epoch at which the page stands', (asked) =>
  visit(
    async (page) => {
      await come(page)
      const { file, bytes } = await recorded(page, asked.kind, 2)
      expect(file).toBe(asked.file)
      const { epochs, svgs } = await drawings(page)
      await elsewhere(page, async (other) => {
        const seen = await decode(other, bytes, asked.type, svgs)
        expect([seen.width, seen.height]).toEqual(asked.size)
        expect(seen.seconds).toBeGreaterThan(2)
        expect(seen.seconds).toBeLessThan(30)
        expect(seen.change).toBeGreaterThan(2)
        const nearest = seen.distances.indexOf(Math.min(...seen.distances))
        expect(epochs[nearest], JSON.stringify(seen)).toBe(epochs[2])
      })
    },
    { hash },
  ),
)

test('to record starts a run that is paused, and its end pauses it; one that plays goes on', () =>
  visit(
    async (page) => {
      await come(page)
      await recorded(page, 'video', 1)
      await button(page, 'Play').waitFor()
      expect(
        await page.getByRole('status').filter({ hasText: 's recorded, up to epoch' }).textContent(),
      ).toContain(`up to epoch ${(await epoch(page)).split(' ')[0]}.`)
      await button(page, 'Play').click()
      await recorded(page, 'GIF', 1)
      await button(page, 'Pause').waitFor()
    },
    { hash },
  ))

describe('to leave the card', () => {
  const offer = (page: Page) => page.locator('[data-notice="recording"]')

  test('ends a recording, and offers its file where one goes', () =>
    visit(
      async (page) => {
        await come(page)
        await begin(page, 'GIF', 2)
        await page.locator('.lesson-links summary').click()
        await page.getByRole('link', { name: 'Why hidden units' }).click()
        await page.getByRole('heading', { name: 'Pictures' }).waitFor({ state: 'detached' })
        await offer(page).getByText('s recorded, up to epoch').waitFor()
        await button(page, 'Play').waitFor()
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect(await violations(page)).toEqual([])
        }
        expect(await offer(page).evaluate((of) => of.getBoundingClientRect().bottom <= innerHeight)).toBe(
          true,
        )
        const { file, bytes } = await saved(page, /^Save circles-run/)
        expect(file).toBe('circles-run.gif')
        await offer(page).waitFor({ state: 'detached' })
        await elsewhere(page, async (other) => {
          const seen = await decode(other, bytes, 'image/gif', [])
          expect([seen.width, seen.height]).toEqual([480, 540])
          expect(seen.seconds).toBeGreaterThan(2)
          expect(seen.change).toBeGreaterThan(2)
        })
      },
      { hash },
    ))

  test('loses none that was not saved: it is offered until one is back', () =>
    visit(
      async (page) => {
        await come(page)
        await begin(page, 'GIF', 1)
        await button(page, 'Stop').click()
        await button(page, 'Save circles-run.gif').waitFor()
        await page.getByRole('group', { name: 'For a class' }).getByLabel('Files and links').click()
        await offer(page).getByRole('button', { name: 'Save circles-run.gif' }).waitFor()
        await button(page, 'Show everything').click()
        await come(page)
        await offer(page).waitFor({ state: 'detached' })
        expect((await saved(page, /^Save circles-run/)).file).toBe('circles-run.gif')
        // What was saved is not offered again.
        await page.getByRole('group', { name: 'For a class' }).getByLabel('Files and links').click()
        await page.getByRole('heading', { name: 'Pictures' }).waitFor({ state: 'detached' })
        expect(await offer(page).count()).toBe(0)
      },
      { hash },
    ))
})

test('the page asks before it is left while a recording would be lost, and not once it is saved', () =>
  visit(
    async (page) => {
      const asked: string[] = []
      page.on('dialog', (dialog) => {
        asked.push(dialog.type())
        void dialog.dismiss()
      })
      const leave = () => page.evaluate(() => location.assign('about:blank'))
      await come(page)
      await begin(page, 'GIF', 1)
      await leave()
      await expect.poll(() => asked).toEqual(['beforeunload'])
      await button(page, 'Stop').click()
      await button(page, 'Save circles-run.gif').waitFor()
      await leave()
      await expect.poll(() => asked).toEqual(['beforeunload', 'beforeunload'])
      await saved(page, /^Save circles-run/)
      await leave()
      await page.waitForURL('about:blank')
      expect(asked).toHaveLength(2)
    },
    { hash },
  ))

/** The scripts that the page has fetched by now which are for recordings alone. */
function fetched(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => /(record|video-tape|gif-tape)-[^/]*\.js$/.exec(name)?.[1] ?? '')
      .filter((name) => name !== ''),
  )
}

test('nothing of it is fetched before it is asked for, and then no more than its kind takes', () =>
  visit(
    async (page) => {
      await come(page)
      await page.waitForLoadState('networkidle')
      expect(await fetched(page)).toEqual([])
      await recorded(page, 'video', 1)
      expect(await fetched(page)).toEqual(['record', 'video-tape'])
    },
    { hash },
  ))

test('a recording that nobody stops ends at its longest, which the card says', () =>
  visit(
    async (page) => {
      await come(page)
      await page.getByText('A GIF, for slides and web pages, lasts up to 20 s').waitFor()
      // For the page, time runs ten times as fast.
      await page.evaluate(() => {
        const real = performance.now.bind(performance)
        const from = real()
        performance.now = () => from + (real() - from) * 10
      })
      await button(page, 'Record GIF').click()
      await page.getByRole('button', { name: 'Save circles-run.gif' }).waitFor()
      const said = await page.getByRole('status').filter({ hasText: 's recorded' }).textContent()
      expect(Number.parseFloat(said ?? '')).toBeGreaterThanOrEqual(20)
      await button(page, 'Play').waitFor()
    },
    { hash },
  ))

test('where the browser records no video, a GIF is offered alone', () =>
  visit(
    async (page) => {
      await page.evaluate(() => Reflect.deleteProperty(globalThis, 'MediaRecorder'))
      await come(page)
      expect(await button(page, 'Record video').count()).toBe(0)
      expect((await recorded(page, 'GIF', 1)).file).toBe('circles-run.gif')
    },
    { hash },
  ))

test('the card is clean by the rules of axe before, while and after it records', () =>
  visit(
    async (page) => {
      await come(page)
      expect(await violations(page, '.sharing')).toEqual([])
      await button(page, 'Record video').click()
      await page.getByRole('timer').waitFor()
      expect(await violations(page, '.sharing')).toEqual([])
      await button(page, 'Stop').click()
      await page.getByRole('button', { name: /^Save circles-run/ }).waitFor()
      expect(await violations(page, '.sharing')).toEqual([])
    },
    { hash },
  ))
