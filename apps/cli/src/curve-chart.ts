import type { CurvePoint } from '@leven/model'

/** The curve of the cost as a small chart, where stdout is a terminal wide enough; else nothing. */
export async function curveChart(points: readonly CurvePoint[]): Promise<readonly string[]> {
  const { columns = 0, isTTY } = process.stdout
  if (!isTTY || columns < 60 || points.length < 10) return []
  const { default: asciichart } = await import('asciichart')
  const held = points.every(({ validationCost }) => validationCost !== null)
  const values = resampled(
    points.map(({ cost, validationCost }) => (held ? validationCost : cost) ?? Number.NaN),
    60,
  )
  const first = points[0]?.epoch ?? 0
  const last = String(points.at(-1)?.epoch ?? 0)
  const chart = asciichart.plot(values, {
    height: 6,
    format: (value: number) => value.toPrecision(3).padStart(9),
  })
  return [
    `${held ? 'validation cost' : 'cost'} by epoch`,
    ...chart.split('\n'),
    `${' '.repeat(11)}${String(first).padEnd(values.length - last.length)}${last}`,
  ]
}

/** The same curve in a number of points. */
function resampled(values: readonly number[], count: number): number[] {
  const step = (values.length - 1) / (count - 1)
  return Array.from({ length: count }, (_, i) => values[Math.round(i * step)] ?? 0)
}
