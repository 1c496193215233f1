import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Engine } from '../apps/playground/test/engines/engine.ts'
import { openFirefox } from '../apps/playground/test/engines/marionette.ts'
import { serveTrainingPage } from '../apps/playground/test/engines/training-page.ts'
import { openWebKit } from '../apps/playground/test/engines/webkit.ts'
import { digestEverywhere } from '../packages/backend-cpu/test/random-recipes.ts'

// Chromium has the same digest by packages/backend-cpu/test/training-bits.browser.test.ts, runtimes by scripts/same-bits.mjs.
const engines = [
  { name: 'Firefox', executable: '/usr/bin/firefox-esr', open: openFirefox },
  { name: 'WebKit', executable: '/usr/bin/WebKitWebDriver', open: openWebKit },
]
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
    let page: Awaited<ReturnType<typeof serveTrainingPage>>

    beforeAll(async () => {
      page = await serveTrainingPage(fileURLToPath(new URL('random-recipes.page.ts', import.meta.url)))
      engine = new Engine(await open(executable))
    })

    afterAll(async () => {
      await engine?.close()
      await page?.close()
    })

    test('forty random recipes end in the bits of every engine', async () => {
      await engine.open(page.url)
      await engine.until('window.trainRandomRecipes')
      await engine.run('trainRandomRecipes().then((digest) => { window.digest = digest })')
      await engine.until('window.digest', 60)
      expect(await engine.run('return digest')).toBe(digestEverywhere)
      expect(await engine.run('return problems')).toEqual([])
    }, 90_000)
  },
)
