// How often the 95 % interval of each figure holds the figure's true value: 1,000 drawn tables of each size, the truth
// from one of 400,000 rows. docs/decisions/0015-intervals-by-formula.md shows what it printed.
// Usage: npx tsx --conditions=@leven/source packages/tabular/bench/interval-coverage.ts
import { computeMetrics, metricIntervals, type TargetColumn } from '../src/index.ts'
import { normals, sigmoid } from '../test/draws.ts'

interface Drawn {
  readonly target: TargetColumn
  readonly targets: Float64Array
  readonly T: Float64Array
}

/** Rows whose truth the predictions see through noise: `strength` says how well. */
type Draw = (rows: number, seed: number, strength: number) => Drawn

/** About a quarter of the rows are positive. */
const drawBinary: Draw = (rows, seed, strength) => {
  const normal = normals(seed)
  const targets = Float64Array.from({ length: rows }, () => (normal() < -0.6 ? 1 : 0))
  const T = targets.map((y) => sigmoid(strength * (y - 0.5) - 0.5 + normal()))
  return { target: { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }, targets, T }
}

const drawClasses: Draw = (rows, seed, strength) => {
  const normal = normals(seed)
  const targets = Float64Array.from({ length: rows }, normal).map((u) => (u < -0.6 ? 0 : u < 0.5 ? 1 : 2))
  const T = Float64Array.from(
    Array.from(targets).flatMap((y) => {
      const odds = [0, 1, 2].map((k) => Math.exp((k === y ? strength : 0) + normal()))
      return odds.map((one) => one / odds.reduce((sum, odd) => sum + odd, 0))
    }),
  )
  return { target: { task: 'multiclass', name: 'y', labels: ['a', 'b', 'c'] }, targets, T }
}

const drawNumbers: Draw = (rows, seed, strength) => {
  const normal = normals(seed)
  const T = Float64Array.from({ length: rows }, normal)
  const targets = T.map((t) => 3 + 2 * (t + normal() / strength))
  return { target: { task: 'regression', name: 'y', mean: 3, standardDeviation: 2 }, targets, T }
}

const cases: readonly (readonly [string, Draw, readonly number[]])[] = [
  ['binary', drawBinary, [1, 3]],
  ['multiclass', drawClasses, [1, 3]],
  ['regression', drawNumbers, [1, 4]],
]
const tables = 1000

for (const [task, draw, strengths] of cases) {
  for (const strength of strengths) {
    const many = draw(400_000, 1_000_000, strength)
    const truth = new Map(Object.entries(computeMetrics(many.target, many.targets, many.T)))
    for (const rows of [60, 200, 1000]) {
      const held = new Map<string, number>()
      for (let seed = 0; seed < tables; seed++) {
        const { target, targets, T } = draw(rows, seed, strength)
        for (const [name, interval] of Object.entries(metricIntervals(target, targets, T))) {
          const value = Number(truth.get(name))
          const isHeld = interval !== null && interval[0] <= value && value <= interval[1]
          held.set(name, (held.get(name) ?? 0) + (isHeld ? 1 : 0))
        }
      }
      const shares = [...held].map(
        ([name, count]) =>
          `${name} ${Number(truth.get(name)).toFixed(3)}: ${((100 * count) / tables).toFixed(1)} %`,
      )
      console.log(`${task}, ${rows} rows: ${shares.join(', ')}`)
    }
  }
}
