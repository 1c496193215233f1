// What one prediction costs: rows of 30 numbers, a single network 30-16-1 and eight such members folded into one network.
// Run: npx tsx --conditions=@leven/source packages/leven/bench/one-row.ts
import { fit } from '../src/index.ts'

const columns = Array.from({ length: 30 }, (_, k) => `c${k}`)
const value = (i: number, k: number) => (((i * 31 + k * 17) % 97) + 0.5) / 10
const rows = Array.from({ length: 400 }, (_, i) => ({
  ...Object.fromEntries(columns.map((name, k) => [name, value(i, k)])),
  y: value(i, 3) + value(i, 5) > 9.7,
}))

/** Microseconds a call, the median of several rounds. */
function microseconds(call: (i: number) => void): number {
  const rounds = Array.from({ length: 15 }, () => {
    const begun = performance.now()
    for (let i = 0; i < 4000; i++) call(i)
    return ((performance.now() - begun) * 1000) / 4000
  }).sort((a, b) => a - b)
  return rounds[7] ?? Number.NaN
}

for (const [title, options] of [
  ['a single network', { members: 1, hidden: [16], epochs: 2 }],
  ['eight members folded', { hidden: [16], epochs: 4 }],
] as const) {
  const model = await fit(rows, { target: 'y', ...options })
  const one = microseconds((i) => model.predict(rows[i % rows.length] ?? {}))
  const begun = performance.now()
  for (let round = 0; round < 50; round++) await model.predictMany(rows)
  const many = ((performance.now() - begun) * 1000) / (50 * rows.length)
  console.log(
    `${title} (${model.model.network.sizes.join('-')}): predict ${one.toFixed(1)} µs a row, predictMany ${many.toFixed(1)} µs a row`,
  )
  await model.close()
}
