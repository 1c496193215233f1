/**
 * The conformance suite, the accuracy of the elementary functions and 2,000 steps on headless-gl. Not in CI: `gl` compiles for
 * three minutes. Fails where `gl` or a display is missing; the README of this package says how to get both.
 */
import { conform, formatReport } from '@leven/conformance'
import { adam, network, train } from '@leven/core'
import { openGpujsBackend } from '../src/index.ts'
import { beyond, measure } from '../test/elementary.ts'

const mode = 'headlessgl'
const failures: string[] = []

const report = await conform(`gpujs:${mode}`, () => openGpujsBackend({ mode }), { shapes: 'few', runs: 20 })
console.log(formatReport(report))
if (!report.passed) failures.push('a law is broken')

const measured = await measure(mode)
console.log('worst errors in u:', measured.worst, 'keeps subnormals:', measured.keepsSubnormals)
failures.push(...beyond(measured))

const on = await openGpujsBackend({ mode })
console.log(on.info)
const shape = network({ features: 2, hidden: [16] })
const instances = 64
const X = Float32Array.from({ length: 2 * instances }, (_, i) => ((i * 37) % 101) / 50 - 1)
const Y = Float32Array.from({ length: instances }, (_, i) =>
  (X[2 * i] ?? 0) * (X[2 * i + 1] ?? 0) > 0 ? 1 : 0,
)
const megabytes: number[] = []
for await (const { epoch, cost } of train(
  on,
  shape,
  { instances, X, Y },
  { epochs: 2000, optimizer: adam(), reportEvery: 500 },
)) {
  megabytes.push(Math.round(process.memoryUsage.rss() / 1e6))
  console.log(`step ${epoch}, cost ${cost.toFixed(4)}, ${megabytes.at(-1)} MB`)
}
// The first 500 steps compile and fill the collector's room; a texture kept a step is 100 MB in the rest.
const [, early = 0] = megabytes
const late = megabytes.at(-1) ?? 0
if (late > early + 30) failures.push(`memory rises from ${early} MB to ${late} MB`)
await on.close()

if (failures.length > 0) throw new Error(`headless-gl fails: ${failures.join('; ')}.`)
console.log('headless-gl passes.')
