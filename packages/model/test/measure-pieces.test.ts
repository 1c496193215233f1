import { openCpuBackend } from '@leven/backend-cpu'
import { openReference } from '@leven/core'
import { encodeFeatures, encodeTargets, encodeWeights, readTargets, type Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measure, measurePieces, trainModel } from '../src/index.ts'

/** Numbers that look random and are the same everywhere. */
const noise = (i: number) => ((Math.imul(i + 1, 2654435761) >>> 8) % 10007) / 10007

const rows = 5000 // more than one of the parts in which a cost is computed
const a = Array.from({ length: rows }, (_, i) => noise(2 * i))
const b = Array.from({ length: rows }, (_, i) => noise(2 * i + 1))
const targets = {
  binary: a.map((one, i) => (one + noise(9 * i) > 1 ? 'yes' : 'no')),
  multiclass: a.map((one, i) => 'xyz'.charAt(Math.floor(3 * ((one + (b[i] ?? 0)) / 2.001)))),
  regression: a.map((one, i) => String(one * 3 - (b[i] ?? 0))),
}
const tableOf = (task: keyof typeof targets): Table => ({
  source: 't.csv',
  rows,
  columns: [
    { name: 'a', cells: a.map(String) },
    { name: 'b', cells: b.map(String) },
    { name: 'w', cells: b.map((_, i) => String(1 + (i % 3))) },
    { name: 'y', cells: targets[task] },
  ],
})

describe('rows that come in pieces', () => {
  const cases = [['binary'], ['multiclass'], ['regression']] as const
  it.each(cases)('are measured as one table, to the bit: %s', async (task) => {
    const [cpu, reference] = [await openCpuBackend(), await openReference()]
    const table = tableOf(task)
    for (const weightColumn of [undefined, 'w']) {
      const options = { target: 'y', members: 1, epochs: 1, task, ...(weightColumn && { weightColumn }) }
      const { model } = await trainModel(cpu, table, options)
      const { encoder, network, parameters } = model
      const part = (rows?: Int32Array) => {
        const { X, instances } = encodeFeatures(encoder, table, rows)
        const rowWeights = encodeWeights(encoder, table, rows)
        return {
          ...{ X, instances, Y: encodeTargets(encoder, table, rows), rowWeights },
          targets: readTargets(encoder.target, table, rows),
        }
      }
      const { X, Y, instances, targets, rowWeights } = part()
      const plain = { X, Y, instances }
      const whole = { plain, weighted: plain, targets, ...(rowWeights && { rowWeights }) }
      for (const on of [cpu, reference]) {
        const wanted = await measure(on, network, parameters, encoder.target, whole)
        await fc.assert(
          fc.asyncProperty(
            fc.uniqueArray(fc.integer({ min: 1, max: rows - 1 }), { maxLength: 3 }),
            async (cuts) => {
              const measurement = measurePieces(on, model)
              const ends = [...cuts.sort((one, other) => one - other), rows]
              for (const [at, end] of ends.entries()) {
                const begin = ends[at - 1] ?? 0
                await measurement.add(part(Int32Array.from({ length: end - begin }, (_, i) => begin + i)))
              }
              expect(await measurement.metrics()).toEqual(wanted)
            },
          ),
          { numRuns: 3 },
        )
      }
    }
    await cpu.close()
  })
})
