/**
 * How the time of an epoch grows with rows, inputs and units: full-batch gradient descent on cpu, one thread.
 * Run with: tsx --conditions=@leven/source benchmarks/growth.ts
 * The least of several epochs of each size, since others only ever add; exponents by least squares on logarithms.
 */

import { openCpuBackend } from '../packages/backend-cpu/src/index.ts'
import {
  Allocation,
  learningWorkspace,
  network,
  placeParameters,
  repeatable,
  step,
  withGradients,
} from '../packages/core/src/index.ts'

const sizes = {
  rows: [1e3, 1e4, 1e5, 1e6].map((rows) => ({ at: rows, rows, inputs: 30, units: 64 })),
  inputs: [16, 64, 256, 1024].map((inputs) => ({ at: inputs, rows: 4096, inputs, units: 64 })),
  units: [16, 64, 256, 1024].map((units) => ({ at: units, rows: 4096, inputs: 64, units })),
}

async function epoch(mode: string, rows: number, inputs: number, units: number): Promise<number> {
  const on = await openCpuBackend(mode, { threads: 1 })
  const shape = network({ features: inputs, hidden: [units] })
  const from = new Allocation(on)
  const values = (count: number) =>
    Float32Array.from({ length: count }, (_, i) => ((i * 2654435761) % 2001) / 1000 - 1)
  const parameters = [
    { W: values(units * inputs).map((w) => w / inputs), b: new Float32Array(units) },
    { W: values(units).map((w) => w / units), b: new Float32Array(1) },
  ]
  const layers = withGradients(from, placeParameters(from, shape, parameters), 0)
  const Y = values(rows).map((y) => (y > 0 ? 1 : 0))
  const batch = { X: on.tensor(inputs, rows, values(inputs * rows)), Y: on.tensor(1, rows, Y), s: undefined }
  const workspace = learningWorkspace(from, shape, layers, batch)
  const rule = { kind: 'gradientDescent', learningRate: 0.1, l2: 0 } as const
  const again = repeatable(on, (on) => step(on, workspace, { weights: rule, biases: rule }))
  again()
  const repeats = Math.max(3, Math.min(200, Math.ceil(2e9 / (rows * inputs * units))))
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < repeats; i++) {
    const cpu = process.cpuUsage()
    again()
    const { user, system } = process.cpuUsage(cpu)
    least = Math.min(least, (user + system) / 1000)
  }
  await on.close()
  return least
}

/** The slope of log y over log x. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (k: 0 | 1) => logs.reduce((sum, point) => sum + point[k], 0) / logs.length
  const [mx, my] = [mean(0), mean(1)]
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

console.log('| | multiply-adds of an epoch | native, ms | WebAssembly, ms |\n|---|---|---|---|')
for (const [name, cases] of Object.entries(sizes)) {
  const [native, wasm, work]: [number, number][][] = [[], [], []]
  for (const { at, rows, inputs, units } of cases) {
    const [a, b] = [await epoch('native', rows, inputs, units), await epoch('wasm', rows, inputs, units)]
    const products = rows * units * (2 * inputs + 3)
    native?.push([at, a])
    wasm?.push([at, b])
    work?.push([at, products])
    console.log(
      `| ${rows.toLocaleString('en')} rows, ${inputs}-${units}-1 | ${products.toExponential(2)} | ${a.toPrecision(3)} | ${b.toPrecision(3)} |`,
    )
  }
  const [n, w, o] = [native, wasm, work].map((points) => exponent(points ?? []).toFixed(2))
  console.log(`| **exponent in ${name}** | ${o} | ${n} | ${w} |`)
}
