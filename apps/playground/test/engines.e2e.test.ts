import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { promised } from '../src/panels/device/promise.ts'
import { Engine } from './engines/engine.ts'
import { openFirefox } from './engines/marionette.ts'
import { serveTrainingPage } from './engines/training-page.ts'
import { openWebKit } from './engines/webkit.ts'
import { reloadOnceKeptAt } from './kept.ts'

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
const says = (text: string) => `document.body.innerText.includes(${JSON.stringify(text)})`
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
  ({ executable, open }) => {
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
      await engine.run(`[...document.querySelectorAll('.result label')]
      .find((label) => label.textContent === 'Draw').querySelector('input').click()`)
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
      await engine.run(`
      const make = URL.createObjectURL
      URL.createObjectURL = (blob) => {
        blob.arrayBuffer().then((bytes) => { window.saved = Array.from(new Uint8Array(bytes)) })
        return make.call(URL, blob)
      }
    `)
      await engine.press('Save model')
      await engine.until('window.saved')
      const saved = await engine.run('return saved')
      const path = join(folder, 'model.safetensors')
      await writeFile(path, Uint8Array.from(Array.isArray(saved) ? saved.map(Number) : []))
      await visit()
      await engine.run(comeTo('.sharing-region'))
      await engine.until(`document.querySelector('.sharing-region input[type="file"]')`)
      await engine.give(`document.querySelector('.sharing-region input[type="file"]')`, path)
      await engine.until(`${reading('cost')} === ${JSON.stringify(cost)}`)
      expect(await engine.run('return location.hash')).toContain('shape=circles')
      await well()
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
