// Opens and closes the cpu backend 200 times in each mode and trains 2,000 networks, and fails where memory or threads stay:
// npx tsx --expose-gc --conditions=@leven/source packages/backend-cpu/bench/leaks.ts
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { adam, type Backend, network, train } from '@leven/core'
import { openCpuBackend } from '../src/index.ts'

/** What the process holds after everything unreachable is gone. */
async function held(): Promise<{ readonly megabytes: number; readonly threads: number }> {
  for (let round = 0; round < 3; round++) {
    await setTimeout(10)
    globalThis.gc?.()
  }
  const status = readFileSync('/proc/self/status', 'utf8')
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  return { megabytes: of('VmRSS') / 1024, threads: of('Threads') }
}

const rows = 64
const X = Float32Array.from({ length: 8 * rows }, (_, k) => ((k * 37) % 19) / 9 - 1)
const Y = Float32Array.from({ length: rows }, (_, i) => Number((X[8 * i] ?? 0) > 0))
const shape = network({ features: 8, hidden: [16], outputs: 1, activation: 'relu', output: 'sigmoid' })

async function trained(on: Backend): Promise<void> {
  await train(on, shape, { X, Y, instances: rows }, { optimizer: adam(), epochs: 3, batchSize: 16, seed: 1 })
}

/** A product that is wide enough for several threads. Gives how many the process has then. */
async function multiplied(on: Backend): Promise<number> {
  const [A, W, B, b] = [on.tensor(512, 1024), on.tensor(512, 784), on.tensor(784, 1024), on.tensor(512, 1)]
  on.dense(A, W, B, b, 'relu')
  on.dense(A, W, B, b, 'relu')
  await on.read(A)
  const { threads } = await held()
  for (const tensor of [A, W, B, b]) on.free(tensor)
  return threads
}

/** Does something so often twice, and says what the second half added. */
async function repeated(name: string, times: number, once: () => Promise<void>): Promise<boolean> {
  for (let i = 0; i < times / 2; i++) await once()
  const before = await held()
  for (let i = 0; i < times / 2; i++) await once()
  const after = await held()
  const grown = after.megabytes - before.megabytes
  const holds = grown < 16 && after.threads <= before.threads
  console.log(
    `${holds ? 'holds' : 'LEAKS'}  ${name}, ${times} times: the second half added ${grown.toFixed(1)} MB to ${before.megabytes.toFixed(0)}, ${after.threads - before.threads} threads to ${before.threads}`,
  )
  return holds
}

if (!globalThis.gc) throw new Error('Run with --expose-gc.')
let all = true
for (const mode of ['wasm', 'native']) {
  for (const threads of [1, 2]) {
    let most = 0
    const opened = async () => {
      const on = await openCpuBackend(mode, { threads })
      await trained(on)
      most = Math.max(most, await multiplied(on))
      await on.close()
    }
    all =
      (await repeated(`open, train, multiply and close cpu:${mode}, threads ${threads}`, 200, opened)) && all
    console.log(`       at most ${most} threads of the process while it was open`)
  }
  const on = await openCpuBackend(mode)
  all = (await repeated(`train on cpu:${mode}`, 2000, () => trained(on))) && all
  await on.close()
}
process.exitCode = all ? 0 : 1
