import { openCpuBackend } from '@leven/backend-cpu'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duckdb, type Engine, javascript, onnx, postgres, python, sqlite } from './engines.ts'
import { drawn, expected, modelOf } from './random-model.ts'

const on = await openCpuBackend()
const runs = Number(process.env.EXPORT_RUNS ?? 30)
const engines: readonly Engine[] = [javascript, python, onnx, duckdb, sqlite, postgres]

describe('a model exported to', () => {
  for (const engine of engines) {
    const title = `${engine.name} predicts any row as core does, within its bound`
    if (engine.missing !== undefined && process.env.REQUIRE_ENGINES) throw new Error(engine.missing)
    if (engine.missing !== undefined) {
      it.skip(`${title} (${engine.missing})`)
      continue
    }
    it(title, async () => {
      await fc.assert(
        fc.asyncProperty(drawn, async (one) => {
          const model = await modelOf(on, one)
          const { T, bounds } = await expected(on, model, one.rows, engine)
          const found = await engine.score(model, one.rows)
          expect(found.length).toBe(T.length)
          found.forEach((t, k) => {
            expect(Math.abs(t - (T[k] ?? Number.NaN)), `${k}: ${t} for ${T[k]}`).toBeLessThanOrEqual(
              bounds[k] ?? 0,
            )
          })
        }),
        // A process or session for each run takes a second.
        { numRuns: engine.quick ? runs : Math.ceil(runs / 3), endOnFailure: true },
      )
    })
  }
})
