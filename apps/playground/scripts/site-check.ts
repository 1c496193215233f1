/**
 * Checks the built page as a careful visitor's browser would: its markup, head, icons and policy, what it fetches
 * and how large that is, and that it goes on without its host. Exits 1 where something is wrong.
 * Run: node_modules/.bin/tsx --conditions=@leven/source apps/playground/scripts/site-check.ts
 */
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright'
import { openSite } from './site.ts'
import { siteFiles, siteProblems } from './site-problems.ts'

const site = await openSite()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const problems = [...(await siteProblems(site.folder))]
try {
  const page = await browser.newPage()
  const fetched: { readonly path: string; readonly body: Promise<Buffer> }[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.status() === 200) fetched.push({ path: pathname, body: response.body() })
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== new URL(site.url).origin && url.protocol.startsWith('http'))
      problems.push(`A request to ${url.origin}.`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`The console says: ${message.text()}`)
  })
  await page.goto(site.url)
  await page.locator('.unit').first().waitFor()
  const sizes = await Promise.all(
    fetched.map(async ({ path, body }) => ({ path, compressed: gzipSync(await body).length })),
  )
  console.log('First load, compressed:')
  for (const { path, compressed } of sizes) console.log(`  ${kilobytes(compressed)}  ${path}`)
  const total = sizes.reduce((sum, { compressed }) => sum + compressed, 0)
  console.log(`  ${kilobytes(total)}  in all (at most 100 kB)`)
  if (total >= 100_000) problems.push('The first load is 100 kB or more.')

  const first = new Set(sizes.map(({ path }) => path.split('/').at(-1)))
  console.log('\nLater, when it is wanted:')
  for (const { path, compressed } of await siteFiles(site.folder)) {
    if (!first.has(path.split('/').at(-1)) && compressed > 2000)
      console.log(`  ${kilobytes(compressed)}  ${path}`)
  }

  await site.close()
  await page.getByRole('button', { name: 'Play' }).click()
  await page.waitForTimeout(1000)
  const epoch = Number((await page.locator('[data-reading="epoch"]').textContent())?.replace(/\D/g, ''))
  console.log(`\nWithout its host it trained to epoch ${epoch}.`)
  if (!(epoch > 10)) problems.push('Training did not go on without the host.')
} finally {
  await browser.close()
}
if (problems.length > 0) {
  console.log(`\n${problems.join('\n')}`)
  process.exitCode = 1
} else console.log('Nothing is wrong.')

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`
}
