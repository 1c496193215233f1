/**
 * Pictures of the page, to be looked at: four widths, light and dark, each after some training.
 * Run: node_modules/.bin/tsx --conditions=@leven/source apps/playground/scripts/screenshots.ts [folder] [#settings]
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { openSite } from './site.ts'

const [folder = 'screenshots', hash = ''] = process.argv.slice(2)
const site = await openSite()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox'],
})
try {
  await mkdir(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 800, 1280, 2560]) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
      page.on('console', (message) => {
        if (message.type() === 'error') console.error(message.text())
      })
      page.on('pageerror', (error) => console.error(error))
      await page.goto(site.url + hash)
      // Who walks the page by keyboard has all of it loaded.
      await page.keyboard.press('Tab')
      await page.getByRole('button', { name: 'Play' }).click()
      await page.waitForTimeout(2500)
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.waitForTimeout(300)
      const file = join(folder, `${width}-${colorScheme}.png`)
      await page.screenshot({ path: file, fullPage: true })
      console.log(file)
      await page.close()
    }
  }
} finally {
  await browser.close()
  await site.close()
}
