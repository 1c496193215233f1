// Holds the honest backends that run in Node to the laws, seed by seed: every one must pass. Prints each backend's seeds
// and processor time, then the laws whose worst ratio of all of them stays below a tenth of its bar.
//
//     npx tsx --conditions=@leven/source scripts/honest-backends.ts 1 30 [cpu:wasm,reference]
//
// takes the seeds from 1 to 30, of all backends or of some. gpu.js compiles for each shape: few shapes, 30 cases a law.
import openExample from '../examples/custom-backend/backend.ts'
import { openCpuBackend } from '../packages/backend-cpu/src/index.ts'
import { openGpujsBackend } from '../packages/backend-gpujs/src/index.ts'
import { type ConformOptions, conform, type Open } from '../packages/conformance/src/index.ts'
import { checked, openReference } from '../packages/core/src/index.ts'

const few: ConformOptions = { shapes: 'few', runs: 30 }
const backends: readonly (readonly [name: string, open: Open, options: ConformOptions])[] = [
  ['reference', openReference, {}],
  ['checked reference', async () => checked(await openReference()), {}],
  ['cpu:wasm', () => openCpuBackend('wasm'), {}],
  ['cpu:native', () => openCpuBackend('native'), {}],
  ['gpujs:webasm', () => openGpujsBackend({ mode: 'webasm' }), few],
  ['gpujs:cpu', () => openGpujsBackend({ mode: 'cpu' }), few],
  ['the example backend', openExample, {}],
]

const [first = '1', last = first, names] = process.argv.slice(2)
const only = names?.split(',')
const worst = new Map<string, number>()
let failed = 0
for (const [name, open, options] of backends) {
  if (only && !only.includes(name)) continue
  const took: number[] = []
  for (let seed = Number(first); seed <= Number(last); seed++) {
    const begun = process.cpuUsage()
    const { laws } = await conform(name, open, { ...options, seed })
    const { user, system } = process.cpuUsage(begun)
    took.push((user + system) / 1e6)
    for (const { law, passed, worstRatio } of laws) {
      if (!passed) {
        failed++
        console.log(`${name} breaks ${law} with seed ${seed}`)
      } else if (name !== 'reference' && name !== 'checked reference') {
        worst.set(law, Math.max(worst.get(law) ?? 0, worstRatio))
      }
    }
  }
  const median = took.toSorted((a, b) => a - b)[took.length >> 1] ?? 0
  console.log(`${name}: ${took.length} seeds, ${median.toFixed(1)} s of processor time each (median)`)
}
for (const [law, ratio] of [...worst].toSorted(([, a], [, b]) => a - b)) {
  if (ratio > 0 && ratio < 0.1) console.log(`${ratio.toFixed(3)} ${law}`)
}
process.exit(failed === 0 ? 0 : 1)
