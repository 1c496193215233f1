/// <reference path="../../packages/backend-gpujs/test/page.ts" />
/**
 * One training step of the notes' network in each gpu.js mode, beside backend-cpu and textbook loops, interleaved: four sizes,
 * with everything resident and with predictions and parameters read back after each step.
 * Software GL leaves the largest size out. Medians of rounds, in microseconds.
 * Run with: node_modules/.bin/tsx --conditions=@leven/source benchmarks/gpujs/modes.ts
 * The GL modes run in Chromium (CHROMIUM_PATH); on a machine without a GPU that is software, and the table says so.
 */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { Textbook } from '../../packages/backend-cpu/bench/textbook.ts'
import { openCpuBackend } from '../../packages/backend-cpu/src/index.ts'
import { noise, type Size, stepper, type Times } from '../../packages/backend-gpujs/bench/stepper.ts'
import { openGpujsBackend } from '../../packages/backend-gpujs/src/index.ts'
import { serve } from '../../packages/backend-gpujs/test/served.ts'
import type { Backend } from '../../packages/core/src/index.ts'

const sizes: readonly (Size & { readonly name: string; readonly rounds: number })[] = [
  { name: '2-4-1, 4 rows', n0: 2, n1: 4, m: 4, rounds: 5 },
  { name: '30-64-1, 569 rows', n0: 30, n1: 64, m: 569, rounds: 5 },
  { name: '100-256-1, 256 rows', n0: 100, n1: 256, m: 256, rounds: 3 },
  { name: '784-512-1, 1024 rows', n0: 784, n1: 512, m: 1024, rounds: 1 },
]
const milliseconds = 150

/** Something that can take steps of a size. */
interface Contender {
  readonly name: string
  readonly device: string
  /** The most products of a step that are worth waiting for; software GL takes half a minute for the largest size. */
  readonly patience: number
  open(size: Size): Promise<{ times(milliseconds: number): Promise<Times>; free(): void | Promise<void> }>
}

const textbook: Contender = {
  name: 'textbook',
  device: 'JavaScript loops, one thread',
  patience: Number.POSITIVE_INFINITY,
  async open({ n0, n1, m }) {
    const Y = noise(2, m, 1).map((y) => (y > 0 ? 1 : 0))
    const book = new Textbook(noise(1, n0 * m, 1), Y, noise(3, n1 * n0, 1), noise(4, n1, 1))
    const times = async (milliseconds: number): Promise<Times> => {
      const start = performance.now()
      let steps = 0
      do {
        book.step(0.1)
        steps++
      } while (performance.now() - start < milliseconds)
      const each = ((performance.now() - start) * 1000) / steps
      return { resident: each, readBack: each }
    }
    await times(milliseconds / 10)
    return { times, free() {} }
  },
}

const onBackend = (name: string, on: Backend): Contender => ({
  name,
  device: on.info.device,
  patience: Number.POSITIVE_INFINITY,
  open: (size) => stepper(on, size),
})

const backends = [
  ['cpu', await openCpuBackend()],
  ['gpujs:webasm', await openGpujsBackend('webasm')],
  ['gpujs:cpu', await openGpujsBackend('cpu')],
] as const
const contenders: Contender[] = [textbook, ...backends.map(([name, on]) => onBackend(name, on))]

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const args = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
const browser = existsSync(executablePath) ? await chromium.launch({ executablePath, args }) : undefined
const served = browser && (await serve())
if (!browser) console.log(`No Chromium at ${executablePath}: the GL modes are left out.`)
for (const mode of browser && served ? (['webgl2', 'webgl'] as const) : []) {
  const page = await browser?.newPage()
  if (!page || !served) continue
  await page.goto(served.url("script-src 'self'"))
  await page.waitForFunction(() => 'leven' in globalThis)
  const info = await page.evaluate((mode) => leven.startTiming(mode), mode)
  contenders.push({
    name: `gpujs:${mode}${info.accelerated === false ? ', in software' : ''}`,
    device: info.device,
    patience: info.accelerated === false ? 1e8 : Number.POSITIVE_INFINITY,
    async open(size) {
      await page.evaluate((size) => leven.prepareTiming(size), size)
      return {
        times: (milliseconds) => page.evaluate((ms) => leven.takeTimes(ms), milliseconds),
        free: () => page.evaluate(() => leven.endTiming()),
      }
    },
  })
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
console.table(contenders.map(({ name, device }) => ({ name, device })))
for (const size of sizes) {
  const open = []
  for (const contender of contenders)
    open.push({ contender, run: await contender.open(size), times: [] as Times[] })
  for (let round = 0; round < size.rounds; round++) {
    for (const { run, times } of open) times.push(await run.times(milliseconds))
  }
  const baseline = median(
    open.find(({ contender }) => contender.name === 'cpu')?.times.map((t) => t.resident) ?? [],
  )
  console.log(`\n${size.name}: microseconds a step`)
  console.table(
    open.map(({ contender, times }) => {
      const resident = median(times.map((t) => t.resident))
      return {
        name: contender.name,
        resident: Number(resident.toPrecision(3)),
        'read back': Number(median(times.map((t) => t.readBack)).toPrecision(3)),
        'of backend-cpu': Number((resident / baseline).toPrecision(3)),
      }
    }),
  )
  for (const { run } of open) await run.free()
}
await browser?.close()
await served?.close()
for (const [, on] of backends) await on.close()
