/**
 * Full-batch epochs a second of the page's training worker at its default network, drawing off, beside
 * TensorFlow.js on the same work in the same browser: rounds in turn, medians. First it holds the parameters after
 * a hundred epochs against each other. Peers are no part of the workspace:
 *     npm install --prefix apps/playground/.pack/peers @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
 * Run: node_modules/.bin/tsx --conditions=@leven/source apps/playground/scripts/throughput.ts [rounds]
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { openSite } from './site.ts'
import type { Throughput, Trained, Work } from './throughput/page.ts'

declare const throughput: Throughput
declare const peer: {
  open(backend: string, work: Work): Promise<void>
  train(milliseconds: number): Promise<Trained>
  after(epochs: number): Promise<readonly (readonly number[])[]>
}

const wanted = 10_000
const rounds = Number(process.argv[2] ?? 7)
const milliseconds = 1500
const peers = fileURLToPath(new URL('../.pack/peers/node_modules/@tensorflow', import.meta.url))
const peerFiles = ['tfjs/dist/tf.min.js', 'tfjs-backend-wasm/dist/tf-backend-wasm.min.js']

const site = await openSite('/', fileURLToPath(new URL('throughput', import.meta.url)))
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const own = await openPage()
  const work = await own.evaluate(() => throughput.work())
  const runners = [
    { name: 'leven, cpu', train: () => own.evaluate((time) => throughput.train(time), milliseconds) },
  ]
  if (existsSync(peers)) {
    const expected = await own.evaluate(() => throughput.after(100))
    for (const backend of ['cpu', 'wasm']) {
      const page = await openPeer(backend, work)
      const apart = distance(expected, await page.evaluate(() => peer.after(100)))
      console.log(`tfjs, ${backend}: parameters after 100 epochs differ by ${apart.toExponential(1)} at most`)
      if (!(apart < 1e-4)) throw new Error('That is not the same work.')
      await page.evaluate(([name, all]) => peer.open(name, all), [backend, work] as const)
      runners.push({
        name: `tfjs, ${backend}`,
        train: () => page.evaluate((time) => peer.train(time), milliseconds),
      })
    }
  } else console.log('No peers: see the head of this script for how to install them.')

  const speeds = runners.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, { train }] of runners.entries()) {
      const { epochs, seconds } = await train()
      speeds[i]?.push(epochs / seconds)
    }
  }
  const medians = speeds.map(median)
  console.log(
    `\n${work.sizes.join('-')}, ${work.instances} training instances, full batch, ${rounds} rounds in turn`,
  )
  for (const [i, { name }] of runners.entries()) {
    const speed = medians[i] ?? Number.NaN
    const all = (speeds[i] ?? []).toSorted((a, b) => a - b)
    const times = i === 0 ? '' : `; leven ${((medians[0] ?? 0) / speed).toFixed(0)} times`
    console.log(
      `${name.padEnd(12)} ${Math.round(speed)} epochs a second (${Math.round(all[0] ?? 0)} to ${Math.round(all.at(-1) ?? 0)})${times}`,
    )
  }
  const reached = (medians[0] ?? 0) >= wanted
  console.log(`wanted       ${wanted}: ${reached ? 'reached' : 'missed'}`)
  if (!reached) process.exitCode = 1
} finally {
  await browser.close()
  await site.close()
}

async function openPage(): Promise<Page> {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(site.url)
  await page.waitForFunction('globalThis.throughput !== undefined')
  return page
}

/** A page without our scripts, with the peer's. */
async function openPeer(backend: string, work: Work): Promise<Page> {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error))
  const empty = 'http://peer.test/'
  await page.route(`${empty}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1)
    if (!name.endsWith('.wasm')) return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
    const body = await readFile(join(peers, 'tfjs-backend-wasm/dist', name))
    return route.fulfill({ contentType: 'application/wasm', body })
  })
  await page.goto(empty)
  for (const file of peerFiles) await page.addScriptTag({ path: join(peers, file) })
  await page.addScriptTag({ path: fileURLToPath(new URL('throughput/peer.js', import.meta.url)) })
  await page.evaluate("tf.wasm?.setWasmPaths('http://peer.test/')")
  await page.evaluate(([name, all]) => peer.open(name, all), [backend, work] as const)
  return page
}

function distance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  return Math.max(
    ...a.flatMap((block, i) => block.map((value, k) => Math.abs(value - (b[i]?.[k] ?? Number.NaN)))),
  )
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
