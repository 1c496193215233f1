import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { promised } from '../src/panels/device/promise.ts'
import { openHost } from './embed-host.ts'
import { Engine } from './engines/engine.ts'
import { withLateStyles } from './engines/late-styles.ts'
import { openFirefox } from './engines/marionette.ts'
import { containerOf, gifOf, videoOf } from './engines/recordings.ts'
import { saved, savedPictures } from './engines/saved.ts'
import { serveTrainingPage } from './engines/training-page.ts'
import { openWebKit } from './engines/webkit.ts'
import { reloadOnceKeptAt } from './kept.ts'

/** Keys, as WebDriver names them. */
const key = {
  escape: '\uE00C',
  left: '\uE012',
  right: '\uE014',
} as const
const engines = [
  { name: 'Firefox', executable: '/usr/bin/firefox-esr', open: openFirefox },
  { name: 'WebKit', executable: '/usr/bin/WebKitWebDriver', open: openWebKit },
]
/** The hash of the folded network that the README shows. */
const folded = /^sha256 +([0-9a-f]{64})$/m.exec(
  readFileSync(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8'),
)?.[1]
const penguins = fileURLToPath(new URL('../../../examples/penguins.csv', import.meta.url))
const reading = (name: string) => `document.querySelector('[data-reading="${name}"]')?.textContent.trim()`
const numbersOf = (found: unknown) => (Array.isArray(found) ? found.map(Number) : [])
const says = (text: string) => `document.body.innerText.includes(${JSON.stringify(text)})`
/** Chooses one of a few by its name. */
const choose = (place: string, name: string) =>
  `[...document.querySelectorAll('${place} label')]
    .find(({ textContent }) => textContent === '${name}').querySelector('input').click()`
const comeTo = (selector: string) =>
  `document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: 'start' })`

for (const { name, executable } of engines) {
  if (existsSync(executable)) continue
  const note = `No ${name} at ${executable}: .ci/run installs it from Debian's packages.`
  if (process.env.REQUIRE_CHROMIUM) throw new Error(note)
  console.log(`${note} Its tests are skipped.`)
}

describe.each(engines.filter(({ executable }) => existsSync(executable)))(
  'in $name',
  ({ name, executable, open }) => {
    let engine: Engine
    let folder: string

    beforeAll(async () => {
      engine = new Engine(await open(executable))
      folder = await mkdtemp(join(tmpdir(), 'leven-engine-'))
    })

    afterAll(async () => {
      await engine?.close()
      await rm(folder, { recursive: true })
    })

    const visit = (hash = '') => engine.open(inject('site').url + hash)
    const button = (start: string) =>
      `[...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith('${start}'))`
    /** Records for a second; undefined where the page says that nothing comes of it. */
    const recorded = async (kind: 'GIF' | 'video') => {
      await engine.click(`Record ${kind}`)
      const refused = says('nothing comes of it')
      await engine.until(
        `/Recording: [1-9]/.test(document.querySelector('[role="timer"]')?.textContent) || ${refused}`,
      )
      if (await engine.run(`return ${refused}`)) return undefined
      await engine.click('Stop')
      const file = button('Save circles-run')
      await engine.until(file)
      return saved(engine, String(await engine.run(`return ${file}.textContent`)))
    }
    const well = async () => expect(await engine.run('return problems')).toEqual([])

    test('the page trains, and shows the derivation of what it trains', async () => {
      await visit()
      await engine.press('Play')
      await engine.until(`Number(${reading('epoch')}.replace(/\\D/g, '')) > 30`)
      await engine.press('Pause')
      await engine.run(comeTo('.derivation-region'))
      await engine.until(`document.querySelectorAll('.derivation .equation').length > 5`)
      await engine.press('Check the gradient')
      await engine.until(`document.querySelector('.check-table [data-verdict="agrees"]')`)
      expect(await engine.run(`return document.querySelectorAll('[data-verdict="differs"]').length`)).toBe(0)
      await well()
    })

    test('an exercise is written, judged and trained with', async () => {
      await visit()
      await engine.press('Write it yourself')
      await engine.press('The solution')
      await engine.press('Put it into the editor')
      await engine.press('Check it')
      await engine.until(says('All 6 laws hold'))
      await well()
    })

    test('a table of one’s own is learned, and survives a reload', async () => {
      await visit()
      await engine.press('Your own table…')
      await engine.give(`document.querySelector('dialog input[type="file"]')`, penguins)
      await engine.until(`!document.querySelector('dialog[open]') && ${says('penguins.csv')}`)
      await engine.press('epoch')
      await engine.until(`${reading('epoch')} === '1'`)
      await well()
      await engine.run(`setTimeout(() => ${reloadOnceKeptAt(1)})`)
      await engine.until(says('You go on where you left off: penguins.csv, epoch 1'))
    })

    test('points are drawn', async () => {
      await visit()
      await engine.run(choose('.result', 'Draw'))
      await engine.until(`document.querySelector('.draw-bar')`)
      await engine.stroke(`document.querySelector('.plane')`, [
        [-60, -60],
        [-20, -50],
        [30, -60],
      ])
      await engine.until(`document.querySelector('.data').innerText.includes('Drawn points')`)
      await well()
    })

    test('a lesson sets the page up, and its step begins anew', async () => {
      await visit('#lesson=learning-rate')
      await engine.press('α = 0.3')
      await engine.press('epoch')
      await engine.until(`${reading('epoch')} === '1'`)
      await engine.press('α = 10')
      await engine.until(`${reading('epoch')} === '0'`)
      await well()
    })

    test('a link brings settings back, and a model file brings weights back', async () => {
      await visit('#shape=circles&hidden=3&activation=tanh')
      await engine.press('epoch')
      await engine.until(`${reading('epoch')} === '1'`)
      const cost = await engine.run(`return ${reading('cost')}`)
      await engine.run(comeTo('.sharing-region'))
      const path = join(folder, 'model.safetensors')
      await writeFile(path, await saved(engine, 'Save model'))
      await visit()
      await engine.run(comeTo('.sharing-region'))
      await engine.until(`document.querySelector('.sharing-region input[type="file"]')`)
      await engine.give(`document.querySelector('.sharing-region input[type="file"]')`, path)
      await engine.until(`${reading('cost')} === ${JSON.stringify(cost)}`)
      expect(await engine.run('return location.hash')).toContain('shape=circles')
      await well()
    })

    test('the page has its colours, however late its styles come, and names stand beside their buttons', async () => {
      const late = await withLateStyles(inject('site').url, 700)
      await engine.open(late.url)
      const corner = `document.querySelector('.plane canvas')?.getContext('2d').getImageData(5, 5, 1, 1).data`
      await engine.until(`${corner}?.[3] === 255`)
      // The first weights say orange there, which is as light as every area.
      expect(await engine.run(`return Math.min(...${corner})`)).toBeGreaterThan(150)
      const middles = (selector: string) =>
        engine.run(`
        const group = document.querySelector('${selector}')
        const words = document.createRange()
        words.selectNodeContents(group.querySelector('legend'))
        return [words, group.querySelector('button')].map((one) => {
          const { top, bottom } = one.getBoundingClientRect()
          return (top + bottom) / 2
        })
      `)
      for (const selector of ['.steps', '.counter']) {
        const [name, button] = numbersOf(await middles(selector))
        expect(Math.abs((name ?? 0) - (button ?? 99)), selector).toBeLessThan(4)
      }
      await late.close()
      await well()
    })

    test('pictures of the run are taken, and the run is recorded', async () => {
      await visit('#shape=circles&hidden=4&learningRate=0.5')
      await engine.press('epoch')
      await engine.until(`${reading('epoch')} === '1'`)
      await engine.run(comeTo('.sharing-region'))
      await engine.until(button('PNG'))
      const formats = [
        { format: 'PNG', type: 'image/png', least: 1280 },
        { format: 'SVG', type: 'image/svg+xml', least: 640 },
      ]
      for (const { format, type, least } of formats) {
        const names = ['Plane', 'Network', 'Cost curves'].map((one) => `Save ${one} as ${format}`)
        const drawn = await savedPictures(engine, names)
        expect(drawn).toHaveLength(3)
        for (const picture of drawn) {
          expect(picture.type).toBe(type)
          expect(picture.width).toBeGreaterThanOrEqual(least)
          expect(picture.colors).toBeGreaterThan(20)
        }
      }
      const gif = gifOf((await recorded('GIF')) ?? Buffer.alloc(0))
      expect(gif).toMatchObject({ signature: 'GIF89a', size: [480, 540] })
      expect(gif.pictures).toBeGreaterThan(1)
      // Debian's WebKit offers no video, or, with more of GStreamer's parts, MP4 without an encoder of it, which the page
      // finds out and says.
      const offered = await engine.run(`return Boolean(${button('Record video')})`)
      expect(offered || name === 'WebKit').toBe(true)
      const video = offered ? await recorded('video') : undefined
      expect(video !== undefined || name === 'WebKit').toBe(true)
      await well()
      if (!video) return
      const container = containerOf(video)
      expect(container).toBe(name === 'Firefox' ? 'webm' : 'mp4')
      const elsewhere = await openHost('<p class="unit">')
      await engine.open(elsewhere.url)
      const seen = await videoOf(engine, video, `video/${container}`)
      await elsewhere.close()
      expect(seen).toMatchObject({ size: [960, 1080] })
      const { seconds, pictures, change } = Object(seen)
      expect(seconds).toBeGreaterThan(1)
      expect(pictures).toBeGreaterThan(1)
      expect(change).toBeGreaterThan(0.1)
    }, 120_000)

    test('a unit is pointed at, a link’s weight is changed, and keys and Back do what they say', async () => {
      await visit('#shape=circles')
      await engine.type('s')
      await engine.until(`${reading('epoch')} === '1'`)
      await engine.type(key.right)
      await engine.until(`${reading('epoch')} === '2'`)
      await engine.type(key.left)
      await engine.until(`${reading('epoch')} === '1'`)
      await engine.type('?')
      await engine.until(`document.querySelector('dialog[open]')?.innerText.includes('Shortcuts')`)
      await engine.type(key.escape)
      await engine.until(`!document.querySelector('dialog[open]')`)
      const unit = `document.querySelector('[aria-label="hidden unit 1 of layer 1"]')`
      await engine.pointAt(unit)
      await engine.until(`${reading('shown')} === 'Shown: hidden unit 1 of layer 1, not the prediction'`)

      const cost = await engine.run(`return ${reading('cost')}`)
      await engine.until(`document.querySelector('.grip')`)
      const taken = `document.querySelector('.link-editor h3')?.textContent`
      const takeSecondLink = async () => {
        const before = await engine.run(`return ${taken}`)
        if (before) return before
        const place = await engine.run(`
          const units = document.querySelector('.units')
          units.scrollIntoView({ block: 'center' })
          const curve = document.querySelectorAll('.grip')[1]
          const { x, y } = curve.getPointAtLength(curve.getTotalLength() * 0.62)
          const { width, height } = units.getBoundingClientRect()
          return [x - width / 2, y - height / 2]
        `)
        const [x = 0, y = 0] = numbersOf(place)
        await engine.stroke(`document.querySelector('.units')`, [[Math.round(x), Math.round(y)]])
        return engine.run(`return ${taken}`)
      }
      // Where the page moved at that moment the click went beside it: a visitor sees that and clicks again.
      await expect.poll(takeSecondLink, { timeout: 30_000, interval: 500 }).toBe('W[1]2,1')
      const field = `document.querySelector('.link-editor [type="number"]')`
      await engine.run(`${field}.focus()`)
      await engine.run(`${field}.value = '3'; ${field}.dispatchEvent(new Event('input', { bubbles: true }))`)
      await engine.run(`${field}.dispatchEvent(new Event('change', { bubbles: true }))`)
      await engine.until(`${reading('cost')} !== ${JSON.stringify(cost)}`)
      await engine.type(key.escape)
      await engine.until(`${reading('cost')} === ${JSON.stringify(cost)}`)

      await engine.press('Add a unit to hidden layer 1')
      await engine.until(`document.querySelectorAll('.unit').length === 2 + 5 + 1`)
      await engine.run('history.back()')
      await engine.until(`document.querySelectorAll('.unit').length === 2 + 4 + 1`)
      await well()
    })

    test('the gallery sets the page up, with inputs that are derived; its cost is seen from above, and in German', async () => {
      await visit()
      await engine.press('Gallery')
      await engine.until(`document.querySelectorAll('dialog[open] canvas').length > 0`)
      const squares = `[...document.querySelectorAll('dialog[open] button')]
        .find((button) => button.textContent.startsWith('Squares as inputs'))`
      await engine.run(`${squares}.click()`)
      await engine.until(`!document.querySelector('dialog[open]')`)
      await engine.until(`document.querySelectorAll('.unit').length === 4 + 1`)
      await engine.run(`document.querySelector('.derived input').click()`)
      await engine.until(`document.querySelectorAll('.unit').length === 3 + 1`)
      for (const epoch of [1, 2]) {
        await engine.click('epoch')
        await engine.until(`${reading('epoch')} === '${epoch}'`)
      }
      await engine.run(comeTo('.cost'))
      await engine.until(`document.querySelector('.cost .uplot canvas')`)
      await engine.run(comeTo('.derivation-region'))
      await engine.until(`document.querySelector('.landscape [role="img"]')`)
      await engine.run(comeTo('.landscape'))
      await engine.until(
        `document.querySelector('.landscape [role="img"]').ariaLabel.includes('came here in 3 moments')`,
      )
      for (const [language, code, title] of [
        ['Deutsch', 'de', 'Kostenlandschaft'],
        ['日本語', 'ja', '損失地形'],
      ] as const) {
        await engine.run(choose('.foot', language))
        await engine.until(`document.documentElement.lang === '${code}' && ${says(title)}`)
      }
      await well()
    })

    test('a page in another one is played by messages', async () => {
      const host = await openHost(
        `<p class="unit"><iframe src="${inject('site').url}#embed" height="700" width="900"></iframe>`,
      )
      await engine.open(host.url)
      await engine.until(`heard.some(({ data }) => data.type === 'ready')`)
      await engine.run(
        `send({ leven: 1, id: 'set up', type: 'setUp', settings: { shape: 'circles', hidden: [3] } })`,
      )
      await engine.until(`heard.some(({ data }) => data.id === 'set up' && data.type === 'state')`)
      await engine.run(`send({ leven: 1, type: 'play', pace: 'full' })`)
      await engine.until(`heard.some(({ data }) => data.type === 'state' && data.playing)`)
      await engine.run(`send({ leven: 1, id: 'end', type: 'pause' })`)
      await engine.until(`heard.some(({ data }) => data.id === 'end' && !data.playing)`)
      await well()
      await host.close()
    })

    test('training by default, members and choice and all, has the command’s bits', async () => {
      const page = await serveTrainingPage()
      await engine.open(page.url)
      await engine.until('window.trainByDefault')
      await engine.run(
        `trainByDefault('breast-cancer.csv', 'diagnosis').then((hash) => { window.hash = hash })`,
      )
      await engine.until('window.hash', 60)
      expect(await engine.run('return hash')).toBe(folded)
      await well()
      await page.close()
    })

    test('the README’s promise is kept, bit for bit', async () => {
      await visit()
      await engine.run(comeTo('.device-region'))
      await engine.press('Prove it here')
      await engine.until(`${reading('hash')} === '${promised}'`, 60)
      await well()
    })
  },
)
