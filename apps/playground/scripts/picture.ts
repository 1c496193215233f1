/**
 * The picture of the page in the README.
 * Run: node_modules/.bin/tsx --conditions=@leven/source apps/playground/scripts/picture.ts docs/playground.jpg
 */
import { chromium } from 'playwright'
import { openSite } from './site.ts'

const [file = 'playground.jpg'] = process.argv.slice(2)
const settings = [
  'shape=spiral',
  'noise=0.06',
  'hidden=6-5',
  'activation=tanh',
  'optimizer=adam',
  'learningRate=0.03',
  'l2=0.001',
].join('&')
const site = await openSite()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, colorScheme: 'light' })
  await page.goto(`${site.url}#${settings}`)
  await page.locator('.unit').first().waitFor()
  await page.getByRole('slider', { name: 'Pace' }).fill('6')
  await page.getByRole('button', { name: 'Play' }).click()
  await page.waitForTimeout(2000)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Play' }).waitFor()
  await page.mouse.move(2, 2)
  await page.waitForTimeout(500)
  await page.screenshot({
    path: file,
    type: 'jpeg',
    quality: 82,
    clip: { x: 0, y: 0, width: 1280, height: 830 },
  })
} finally {
  await browser.close()
  await site.close()
}
