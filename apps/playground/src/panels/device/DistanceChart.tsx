import { deviceTexts } from '../../texts/device.ts'
import { significant, whole } from '../../texts/numbers.ts'

/** The size of the drawing, in its own units. */
const size = { width: 320, height: 150, left: 44, bottom: 24, top: 8, right: 8 }

/** The largest difference after each epoch, on a logarithmic scale; no line where there is none. */
export function DistanceChart({ values }: { readonly values: readonly number[] }) {
  const { race: t } = deviceTexts()
  const apart = values.filter((value) => value > 0)
  if (apart.length === 0) return null
  const least = Math.floor(Math.log10(Math.min(...apart)))
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...apart))))
  const { width, height, left, bottom, top, right } = size
  const x = (epoch: number) => left + ((width - left - right) * (epoch - 1)) / Math.max(1, values.length - 1)
  const y = (power: number) => top + ((height - top - bottom) * (most - power)) / (most - least)
  const line = values
    .map((value, i) => (value > 0 ? `${x(i + 1).toFixed(1)} ${y(Math.log10(value)).toFixed(1)}` : ''))
    .map((point, i, points) => (point ? `${points[i - 1] ? 'L' : 'M'}${point}` : ''))
    .join('')
  const stride = Math.ceil((most - least) / 4)
  const powers = Array.from({ length: most - least + 1 }, (_, i) => least + i).filter(
    (power) => (most - power) % stride === 0,
  )
  const words = t.chartWords(significant(values[0] ?? 0), significant(values.at(-1) ?? 0), values.length)
  return (
    <figure class="distance-chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        {powers.map((power) => (
          <g key={power}>
            <path class="rule" d={`M${left} ${y(power)}H${width - right}`} />
            <text x={left - 6} y={y(power) + 3} text-anchor="end">
              1e{power < 0 ? `\u2212${-power}` : power}
            </text>
          </g>
        ))}
        <path class="line" d={line} />
        <text x={left} y={height - 6}>
          1
        </text>
        <text x={width - right} y={height - 6} text-anchor="end">
          {t.epoch(whole(values.length))}
        </text>
      </svg>
      <figcaption>{t.chart}</figcaption>
    </figure>
  )
}
