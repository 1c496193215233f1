import { effect, signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type uPlot from 'uplot'
import { type Palette, palette } from '../drawing/palette.ts'
import type { Frame } from '../training/frame.ts'
import type { Curve } from '../training/history.ts'
import { Panel } from './fields.tsx'
import { frameInTurn } from './frame-in-turn.ts'
import { significant } from './numbers.ts'
import { useInView } from './use-in-view.ts'
import { useWidth } from './use-width.ts'
import { useWhenNear } from './when-near.ts'

/** Whether the cost axis is logarithmic. */
const logarithmic = signal(true)

const plotted = frameInTurn(150)

/** Resolves when there is a curve: at its first moment a run has none. */
function begun(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if ((plotted.value?.curve.epoch.length ?? 0) < 2) return
      queueMicrotask(() => stop())
      resolve()
    })
  })
}

/** Fetches what draws curves, once there is one: a fifth of all that the page needs. */
async function fetchLibrary(): Promise<typeof uPlot> {
  await begun()
  const [library] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')])
  return library.default
}

/** Cost by epoch, on the training points and on the test points. */
export function CostPanel() {
  const now = plotted.value
  const regularised = now && isRegularised(now.curve)
  return (
    <Panel
      title="Cost"
      name="cost"
      aside={
        <label class="switch">
          <input
            type="checkbox"
            checked={logarithmic.value}
            onChange={({ currentTarget }) => {
              logarithmic.value = currentTarget.checked
            }}
          />
          log scale
        </label>
      }
    >
      <Plot />
      <ul class="key">
        <li>
          <svg viewBox="0 0 32 8" aria-hidden="true">
            <path class="curve training" d="M0 4H32" />
          </svg>
          training
        </li>
        <li>
          <svg viewBox="0 0 32 8" aria-hidden="true">
            <path class="curve test" d="M0 4H32" />
          </svg>
          test
        </li>
        {regularised && (
          <li>
            <svg viewBox="0 0 32 8" aria-hidden="true">
              <path class="curve objective" d="M0 4H32" />
            </svg>
            training with L2, which is minimised
          </li>
        )}
        {now?.forked && (
          <li>
            <svg viewBox="0 0 32 8" aria-hidden="true">
              <path class="curve forked" d="M0 4H32" />
            </svg>
            training, before the fork
          </li>
        )}
      </ul>
    </Panel>
  )
}

/** Whether L2 ever added to the cost. */
function isRegularised({ cost, objective }: Curve): boolean {
  return objective.some((value, i) => value !== cost[i])
}

function objectiveWords({ curve, moment }: Frame): string {
  if (!isRegularised(curve)) return ''
  return `, with L2 ${significant(curve.objective[moment] ?? Number.NaN)}`
}

function Plot() {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const moment = useRef(0)
  const width = useWidth(box)
  const Library = useWhenNear(box, fetchLibrary, '-10%')
  const inView = useInView(box)
  const now = plotted.value
  const colors = palette.value
  const log = logarithmic.value
  useLayoutEffect(() => {
    if (!Library || !box.current || width === 0) return
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const made = new Library(options(width, rem, log, colors, moment), [[], [], [], [], []], box.current)
    plot.current = made
    return () => {
      made.destroy()
      plot.current = null
    }
  }, [Library, width, colors, log])
  useLayoutEffect(() => {
    if (!Library || !inView || !now || !plot.current) return
    moment.current = now.curve.epoch[now.moment] ?? 0
    plot.current.setData(table(now, Library))
  }, [now?.curve, now?.moment, Library, width, colors, log, inView])
  const words = now
    ? `Cost by epoch. Training ${significant(now.training.cost)}${objectiveWords(now)}, test ${significant(now.test.cost)} at epoch ${now.epoch}.`
    : 'Cost by epoch.'
  return <div class="plot" ref={box} role="img" aria-label={words} />
}

function table({ curve, forked }: Frame, { join }: typeof uPlot): uPlot.AlignedData {
  const none = new Array<null>(curve.epoch.length).fill(null)
  const objective = isRegularised(curve) ? positive(curve.objective) : none
  const own: uPlot.AlignedData = [curve.epoch, positive(curve.cost), positive(curve.testCost), objective]
  if (!forked) return [...own, none]
  return join([distinct(own), distinct(forkedData(forked))])
}

function forkedData({ epoch, cost }: Curve): uPlot.AlignedData {
  return [epoch, positive(cost)]
}

/** Joining needs each epoch once: of several moments of one epoch, the last. */
function distinct(data: uPlot.AlignedData): uPlot.AlignedData {
  const [x, ...series] = data
  const kept = Array.from(x, (_, i) => i).filter((i) => x[i] !== x[i + 1])
  const pick = (values: ArrayLike<number | null | undefined>) => kept.map((i) => values[i] ?? null)
  return [kept.map((i) => x[i] ?? 0), ...series.map(pick)]
}

/** A logarithmic axis has no place for 0. */
function positive(costs: Float64Array): (number | null)[] {
  return Array.from(costs, (cost) => (cost > 0 ? cost : null))
}

function options(
  width: number,
  rem: number,
  log: boolean,
  colors: Palette,
  moment: { readonly current: number },
): uPlot.Options {
  const font = `${0.75 * rem}px ${getComputedStyle(document.body).fontFamily}`
  const axis = {
    stroke: colors.inkSoft,
    font,
    grid: { stroke: colors.rule, width: 1 },
    ticks: { show: false },
    gap: 4,
  }
  const series = { points: { show: false } }
  return {
    width,
    height: Math.round(Math.max(11 * rem, Math.min(width * 0.42, 16 * rem))),
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, least, most) => [least, Math.max(most, least + 1)] },
      y: log ? { distr: 3 } : { range: (_, __, most) => [0, Math.max(most * 1.05, 1e-6)] },
    },
    axes: [
      {
        ...axis,
        size: 1.75 * rem,
        values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? String(tick) : '')),
      },
      { ...axis, size: 3.5 * rem, values: (_, ticks) => ticks.map(costTick) },
    ],
    series: [
      {},
      { ...series, label: 'training', stroke: colors.ink, width: 2 },
      { ...series, label: 'test', stroke: colors.mark.orange, width: 2, dash: [6, 4] },
      { ...series, label: 'training with L2', stroke: colors.mark.green, width: 2, dash: [10, 3, 2, 3] },
      { ...series, label: 'before the fork', stroke: colors.inkSoft, width: 1, dash: [2, 3], spanGaps: true },
    ],
    hooks: { draw: [(plot) => markMoment(plot, moment.current, colors)] },
  }
}

/** Ticks between the powers of ten come as null. */
function costTick(tick: number | null): string {
  return tick === null ? '' : String(Number(tick.toPrecision(3)))
}

/** A line where the run stands, when that is not at its end. */
function markMoment(plot: uPlot, epoch: number, colors: Palette): void {
  const last = plot.data[0].at(-1) ?? 0
  if (epoch >= last) return
  const x = Math.round(plot.valToPos(epoch, 'x', true))
  const { ctx, bbox } = plot
  ctx.save()
  ctx.strokeStyle = colors.ink
  ctx.lineWidth = devicePixelRatio
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  ctx.restore()
}
