import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { openCpuBackend } from '../packages/backend-cpu/src/index.ts'
import { notes, recipe, type Table, type Trained } from '../packages/backend-gpujs/test/page.ts'
import { tableOf } from '../packages/backend-gpujs/test/table.ts'
import { inOneGo, predict, train, type Values } from '../packages/core/src/index.ts'
import { binaryMetrics } from '../packages/tabular/src/metrics/binary.ts'

/** The breast-cancer table: 569 instances of 30 features. */
export const table: Table = tableOf(
  readFileSync(new URL('../examples/breast-cancer.csv', import.meta.url), 'utf8'),
)
export const epochs = 200

/** Accuracy, areas and Brier score of predictions, and their mean loss. */
function metricsOf(predictions: Values): Record<string, number | null> {
  const truth = table.Y.map((y) => y === 1)
  const losses = truth.map(
    (positive, i) => -Math.log(positive ? (predictions[i] ?? 0) : 1 - (predictions[i] ?? 0)),
  )
  const cost = losses.reduce((a, b) => a + b, 0) / losses.length
  const { accuracy, rocAuc, prAuc, brier, f1 } = inOneGo(binaryMetrics(truth, predictions, cost))
  return { cost, accuracy, rocAuc, prAuc, brier, f1 }
}

/** The same training on backend-cpu, once. */
let expected: Promise<Record<string, number | null>> | undefined
async function onCpu(): Promise<Record<string, number | null>> {
  const on = await openCpuBackend()
  const shape = notes(table)
  const [X, Y] = [Float64Array.from(table.X), Float64Array.from(table.Y)]
  const run = train(on, shape, { instances: Y.length, X, Y }, { ...recipe, epochs })
  for await (const _ of run);
  const T = await predict(on, shape, await run.parameters(), X, Y.length)
  await on.close()
  return metricsOf(T)
}

/** What a step and its cost call. */
const operations = [
  'backpropagate relu',
  'cost sigmoid',
  'dense identity',
  'dense relu',
  'gradients',
  'output sigmoid',
  'residual',
  'update gradientDescent',
]

/** Every operation of every step was within its bar, and the network is as good as backend-cpu's to three decimals. */
export async function expectEqualTraining(trained: Trained): Promise<void> {
  expected ??= onCpu()
  expect(Object.keys(trained.ratios).sort()).toEqual(operations)
  for (const [operation, ratio] of Object.entries(trained.ratios))
    expect(ratio, operation).toBeLessThanOrEqual(1)
  expect(trained.costs.at(-1)).toBeLessThan(0.1)
  const metrics = metricsOf(Float64Array.from(trained.predictions))
  for (const [name, value] of Object.entries(await expected)) {
    expect(metrics[name]?.toFixed(3), name).toBe(value?.toFixed(3))
  }
}
