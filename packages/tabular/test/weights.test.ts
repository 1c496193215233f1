import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeMetrics,
  encodeFeatures,
  encodeWeights,
  fitEncoder,
  fitTarget,
  majorityPredictions,
  readTargets,
  selectRows,
  type Table,
} from '../src/index.ts'
import { tableOf } from './tables.ts'

/** Rows with weights from 0 to 3. */
const drawn = fc
  .array(
    fc.tuple(
      fc.integer({ min: -50, max: 50 }),
      fc.constantFrom('red', 'blue', 'green', null),
      fc.constantFrom('u', 'v', 'w'),
      fc.integer({ min: 0, max: 3 }),
    ),
    { minLength: 12, maxLength: 30 },
  )
  // Two rows of every label, so that there is a question.
  .map((rows) => [
    ...rows,
    ...(['u', 'v', 'w', 'u', 'v', 'w'] as const).map((label, i) => [i, 'red', label, 1] as const),
  ])

type Row = readonly [x: number, c: string | null, label: string, weight: number]

function tableOfRows(rows: readonly Row[]): Table {
  return tableOf({
    x: rows.map(([x]) => String(x)),
    c: rows.map(([, c]) => c),
    at: rows.map(([x]) => `2024-01-01T${String((x + 50) % 24).padStart(2, '0')}:00:00`),
    w: rows.map((row) => String(row[3])),
    y: rows.map(([, , label]) => label),
    z: rows.map(([x, , label]) => String(x / 4 + (label === 'u' ? 10.25 : 0.5))),
  })
}

const repeated = (rows: readonly Row[]): readonly Row[] =>
  rows.flatMap((row) => Array.from({ length: row[3] }, (): Row => [row[0], row[1], row[2], 1]))

/** The same data, but for the last digits of numbers: sums in another order differ there. */
function expectSame(found: unknown, wanted: unknown): void {
  if (typeof wanted === 'number' && typeof found === 'number') {
    expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)))
  } else if (typeof wanted === 'object' && wanted !== null && typeof found === 'object' && found !== null) {
    expect(Object.keys(found)).toEqual(Object.keys(wanted))
    for (const [key, part] of Object.entries(wanted))
      expectSame(Object.entries(found).find(([k]) => k === key)?.[1], part)
  } else expect(found).toBe(wanted)
}

describe('a row of weight 2 is the row twice, one of weight 0 is absent', () => {
  it.each(['y', 'z'])('in what is learnt of the columns and of the target %s', (target) => {
    fc.assert(
      fc.property(drawn, (rows) => {
        const fit = (table: Table) => {
          const options = { target, weightColumn: 'w', ignore: target === 'y' ? ['z'] : ['y'] }
          const used = selectRows(table, fitTarget(table, options).rows)
          return { encoder: fitEncoder(used, options).encoder, used }
        }
        const weighted = fit(tableOfRows(rows))
        const plain = fit(tableOfRows(repeated(rows)))
        expectSame(weighted.encoder, plain.encoder)
        // Without dropping them first, too.
        const whole = fitEncoder(tableOfRows(rows), {
          target,
          weightColumn: 'w',
          ignore: target === 'y' ? ['z'] : ['y'],
        })
        expectSame(whole.encoder.features, plain.encoder.features)
      }),
    )
  })

  it.each(['y', 'z'])('in metrics and baselines of the target %s', (target) => {
    fc.assert(
      fc.property(
        drawn,
        fc.infiniteStream(fc.double({ min: 0.01, max: 0.99, noNaN: true })),
        (rows, stream) => {
          const scores = rows.map(() => Array.from({ length: 3 }, () => stream.next().value as number))
          const measure = (kept: readonly { readonly row: Row; readonly at: number }[]) => {
            const table = tableOfRows(kept.map(({ row }) => row))
            const { encoder } = fitEncoder(table, {
              target,
              weightColumn: 'w',
              ignore: [target === 'y' ? 'z' : 'y'],
            })
            const weights = encodeWeights(encoder, table)
            const targets = readTargets(encoder.target, table)
            const outputs = encoder.target.task === 'multiclass' ? encoder.target.labels.length : 1
            const T = Float64Array.from(kept.flatMap(({ at }) => (scores[at] ?? []).slice(0, outputs)))
            const { rows: count, ...metrics } = computeMetrics(encoder.target, targets, T, undefined, weights)
            const baseline = majorityPredictions(encoder.target, targets, 1, weights)
            return [metrics, [...baseline], count > 0]
          }
          const kept = rows.map((row, at) => ({ row, at })).filter(({ row }) => row[3] > 0)
          const often = kept.flatMap(({ row, at }) =>
            Array.from({ length: row[3] }, () => ({ row: [row[0], row[1], row[2], 1] as const, at })),
          )
          expectSame(measure(kept), measure(often))
        },
      ),
    )
  })

  it('whatever the scale of the weights', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('0.5', '4', '1000'), (rows, scale) => {
        const table = tableOfRows(rows)
        const scaled = {
          ...table,
          columns: table.columns.map((column) =>
            column.name === 'w'
              ? { ...column, cells: Array.from(column.cells, (cell) => String(Number(cell) * Number(scale))) }
              : column,
          ),
        }
        const fit = (one: Table) => fitEncoder(one, { target: 'z', weightColumn: 'w', ignore: ['y'] }).encoder
        expect(fit(scaled)).toEqual(fit(table))
        expect(encodeFeatures(fit(scaled), scaled).X).toEqual(encodeFeatures(fit(table), table).X)
      }),
    )
  })
})

describe('metrics of numbers', () => {
  const target = { task: 'regression', name: 'y', mean: 0, standardDeviation: 1e300 } as const

  it('near 1e300 are finite', () => {
    const y = [1e300, -2e300, 3e300, -1e299]
    const T = y.map((value) => value / 1e300 + 0.1)
    const { r2, mae, rmse } = computeMetrics(target, y, Float64Array.from(T))
    expect(r2).toBeGreaterThan(0.97)
    expect(mae).toBeCloseTo(1e299, -285)
    expect(rmse / 1e299).toBeCloseTo(1, 6)
  })

  it('say nothing of r² where all are the same', () => {
    const one = { ...target, standardDeviation: 1 }
    expect(computeMetrics(one, [0.1, 0.1, 0.1], Float64Array.of(0.1, 0.1, 0.2)).r2).toBeNull()
  })
})
