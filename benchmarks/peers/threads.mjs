// What a second thread gains, on an idle machine: node threads.mjs [rounds [busy]], after pnpm run build and pnpm run
// native. With `busy` processes that only count beside it: what it loses where the cores are others'.
// Interleaved: a step of 784-512-1 on 1,024 rows with one thread, with two, and with one in two processes at once, which
// is what the machine's two cores can do at most. And what WebAssembly reaches of the core's peak, by peak.c.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sizes } from './problem.mjs'
import { startProcess } from './process.mjs'

const [rounds = 9, busy = 0] = process.argv.slice(2).map(Number)
const here = fileURLToPath(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'leven-threads-'))
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const start = (name) => startProcess(process.execPath, [join(here, 'peer.mjs'), name, folder])
/** Milliseconds of a step, by the wall. */
const step = async (peer) => {
  const { wall, error } = await peer.ask('step large')
  if (error) throw new Error(error)
  return wall / 1000
}
const others = Array.from({ length: busy }, () => spawn(process.execPath, ['-e', 'for (;;);']))

console.log(
  `${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}, ${rounds} rounds, ${busy} busy processes beside`,
)
console.log('\n| | one thread, ms | two threads, ms | gain | two processes at once gain |')
console.log('|---|---|---|---|---|')
const alone = {}
for (const mode of ['wasm', 'native']) {
  const [one, other, two] = [`leven ${mode}`, `leven ${mode}`, `leven ${mode}, 2 threads`].map(start)
  for (const peer of [one, other, two]) await step(peer)
  const samples = []
  for (let round = 0; round < rounds; round++) {
    const single = await step(one)
    const pair = await Promise.all([step(one), step(other)])
    samples.push({ single, pair: (pair[0] + pair[1]) / 2, threads: await step(two) })
  }
  for (const peer of [one, other, two]) peer.end()
  alone[mode] = median(samples.map(({ single }) => single))
  const of = (figure) => median(samples.map(figure)).toFixed(2)
  console.log(
    `| ${[mode, alone[mode].toFixed(1), of(({ threads }) => threads), of(({ single, threads }) => single / threads), of(({ single, pair }) => (2 * single) / pair)].join(' | ')} |`,
  )
}

for (const other of others) other.kill()

execFileSync('gcc', ['-O2', join(here, 'peak.c'), '-o', join(folder, 'peak')])
const peak = Number(execFileSync(join(folder, 'peak'), { encoding: 'utf8' }))
// Z[1], dW[1]: a product and a sum for each weight and instance in each; the output layer is 1/512 of that.
const { n0, n1, m } = sizes.large
const reached = (2 * 2 * n0 * n1 * m) / (alone.wasm * 1e6)
console.log(
  `\nWebAssembly: ${reached.toFixed(1)} GFLOP/s of the peak of 128 bits, ${peak.toFixed(1)}: ${((100 * reached) / peak).toFixed(0)} %.`,
)
