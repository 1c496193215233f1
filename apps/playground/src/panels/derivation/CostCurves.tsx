import { numberText } from '../../notes/number-text.ts'
import { mistakesTexts } from '../../texts/mistakes.ts'
import type { CostCurve } from './side-by-side.ts'

const size = { width: 440, height: 200 }
const plot = { left: 52, right: 12, top: 12, bottom: 34 }

/** Two cost curves on one logarithmic axis: right as a solid line, wrong as a broken one. */
export function CostCurves({ right, wrong }: { readonly right: CostCurve; readonly wrong: CostCurve }) {
  const t = mistakesTexts()
  const usable = (cost: number) => Number.isFinite(cost) && cost > 0
  const largestRight = Math.max(...right.filter(usable))
  // A run that leaves the numbers would flatten all others: the picture ends at a hundred times the right one.
  const all = [...right, ...wrong].filter((cost) => usable(cost) && cost <= 100 * largestRight)
  const clipped = wrong.some((cost) => !(cost <= 100 * largestRight))
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const last = right.length - 1
  const x = (epoch: number) => plot.left + (epoch / last) * (size.width - plot.left - plot.right)
  const y = (cost: number) => {
    const share = high > low ? Math.log(cost / low) / Math.log(high / low) : 0.5
    return size.height - plot.bottom - Math.min(1.06, share) * (size.height - plot.top - plot.bottom)
  }
  const path = (curve: CostCurve) => {
    const end = curve.findIndex((cost) => !usable(cost))
    return curve
      .slice(0, end < 0 ? curve.length : end)
      .map((cost, epoch) => `${epoch === 0 ? 'M' : 'L'}${x(epoch).toFixed(1)} ${y(cost).toFixed(1)}`)
      .join('')
  }
  const ticks = high / low > 1.5 ? [low, Math.sqrt(low * high), high] : [low, high]
  return (
    <figure class="curves">
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={t.curves(
          last,
          numberText(right[0] ?? Number.NaN),
          numberText(right.at(-1) ?? Number.NaN),
          numberText(wrong.at(-1) ?? Number.NaN),
        )}
      >
        {ticks.map((cost) => (
          <g key={cost}>
            <line class="curves-grid" x1={plot.left} x2={size.width - plot.right} y1={y(cost)} y2={y(cost)} />
            <text class="curves-label" x={plot.left - 6} y={y(cost) + 4} text-anchor="end">
              {numberText(cost)}
            </text>
          </g>
        ))}
        <text class="curves-label" x={x(0)} y={size.height - 12} text-anchor="middle">
          0
        </text>
        <text class="curves-label" x={(x(0) + x(last)) / 2} y={size.height - 12} text-anchor="middle">
          {t.epoch}
        </text>
        <text class="curves-label" x={x(last)} y={size.height - 12} text-anchor="end">
          {last}
        </text>
        <path class="curves-right" d={path(right)} />
        <path class="curves-wrong" d={path(wrong)} />
      </svg>
      <figcaption>
        <span class="curves-key curves-key-right">{t.rightRun}</span>
        <span class="curves-key curves-key-wrong">{t.brokenRun}</span>
        <span>{clipped ? t.costAxisClipped : t.costAxis}</span>
      </figcaption>
    </figure>
  )
}
