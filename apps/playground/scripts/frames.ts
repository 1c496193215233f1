/**
 * What drawing costs: traces ten seconds of training at full speed, six layers of eight units on 1000 points, and
 * prints how the main thread's work and the intervals between its frames are distributed, in Chromium as it starts
 * without options, with GL in software, and without GL for compositing.
 * Run: node_modules/.bin/tsx --conditions=@leven/source apps/playground/scripts/frames.ts [seconds] [#settings]
 */
import { chromium } from 'playwright'
import { openSite } from './site.ts'
import { type FrameTimes, frameTimes, selfTimes } from './trace.ts'

const [seconds = '10', hash = '#shape=spiral&size=1000&hidden=8-8-8-8-8-8'] = process.argv.slice(2)

/** How Chromium composites; on a machine with a GPU the first uses it. */
const ways = [
  { title: 'Chromium without options', args: [] },
  { title: 'GL in software', args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] },
  { title: 'no GL', args: ['--disable-gpu-compositing', '--disable-accelerated-2d-canvas'] },
]

/** What is in view while it trains: the page as it opens, or what it is scrolled to. */
const views = [
  { view: 'the board', part: undefined },
  { view: 'the network and the cost', part: '.diagram' },
  { view: 'the derivation', part: '.derivation' },
] as const

const site = await openSite()
console.log(`${hash}, ${seconds} s each. Times in milliseconds: median, 95 %, 99 %, longest.\n`)
for (const { title, args } of ways) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...args],
  })
  for (const { view, part } of views) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(site.url + hash)
    await page.locator('.unit').first().waitFor()
    if (part) {
      await page.locator('.derivation-region').scrollIntoViewIfNeeded()
      await page.locator('.derivation-region math').first().waitFor()
    }
    await page.getByRole('slider', { name: 'Pace' }).fill('6')
    await page.getByRole('button', { name: 'Play' }).click()
    // Only now, since what is pressed is scrolled to.
    if (part) {
      const top = await page.locator(part).evaluate((found) => {
        found.scrollIntoView()
        return found.getBoundingClientRect().top
      })
      // Below the controls, which stay.
      if (top < 0 || top > 200) throw new Error(`${part} is not at the top of the window, but at ${top}.`)
    }
    // Compilation and the first pictures are not what is measured.
    await page.waitForTimeout(2000)
    await browser.startTracing(page, {
      categories: ['cc', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    })
    await page.waitForTimeout(1000 * Number(seconds))
    const trace = await browser.stopTracing()
    print(`${title}, ${view}`, frameTimes(trace.toString('utf8')))
    if (process.env.EVENTS) console.log(selfTimes(trace.toString('utf8')).slice(0, 16))
    await page.close()
  }
  await browser.close()
}
await site.close()

function print(title: string, { work, processor, intervals, longestTask }: FrameTimes): void {
  console.log(title)
  console.log(`  frames            ${work.length}`)
  console.log(`  main thread       ${distribution(work)}; ${target(work)}`)
  console.log(`  … processor time  ${distribution(processor)}; ${target(processor)}`)
  console.log(`  frame to frame    ${distribution(intervals)}`)
  console.log(`  longest task      ${longestTask.toFixed(1)}\n`)
}

/** How many frames meet what is wanted of them: 99 % under 17 ms, none over 50. */
function target(times: readonly number[]): string {
  const under = times.filter((time) => time < 17).length / times.length
  return `${(100 * under).toFixed(1)} % under 17, ${times.filter((time) => time > 50).length} over 50`
}

function distribution(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return [0.5, 0.95, 0.99, 1].map((share) => at(share).toFixed(1).padStart(6)).join(' ')
}
