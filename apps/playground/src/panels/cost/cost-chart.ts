import './usable-language.ts'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Palette } from '../../painting/palette.ts'
import { whole, written } from '../../texts/numbers.ts'
import type { Frame } from '../../training/frame.ts'
import type { Curve } from '../../training/history.ts'
import { isRegularised } from './regularised.ts'

/**
 * An empty chart of costs in a box.
 * @param rem of the page, in pixels.
 * @param log whether the cost axis is logarithmic.
 * @param moment the epoch where the run stands, read as it is drawn.
 */
export function costChart(
  box: HTMLElement,
  width: number,
  rem: number,
  log: boolean,
  colors: Palette,
  moment: { readonly current: number },
): uPlot {
  return new uPlot(options(width, rem, log, colors, moment), [[], [], [], [], []], box)
}

/** The curves of a run by epoch: training, test, with L2, and what a fork left behind. */
export function chartData({ curve, forked }: Frame): uPlot.AlignedData {
  const none = new Array<null>(curve.epoch.length).fill(null)
  const objective = isRegularised(curve) ? positive(curve.objective) : none
  const own: uPlot.AlignedData = [curve.epoch, positive(curve.cost), positive(curve.testCost), objective]
  if (!forked) return [...own, none]
  return uPlot.join([distinct(own), distinct(forkedData(forked))])
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
        values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? whole(tick) : '')),
      },
      { ...axis, size: 3.5 * rem, values: (_, ticks) => ticks.map(costTick) },
    ],
    series: [
      {},
      { ...series, stroke: colors.ink, width: 2 },
      { ...series, stroke: colors.mark.orange, width: 2, dash: [6, 4] },
      { ...series, stroke: colors.mark.green, width: 2, dash: [10, 3, 2, 3] },
      { ...series, stroke: colors.inkSoft, width: 1, dash: [2, 3], spanGaps: true },
    ],
    hooks: { draw: [(plot) => markMoment(plot, moment.current, colors)] },
  }
}

/** Ticks between the powers of ten come as null. */
function costTick(tick: number | null): string {
  return tick === null ? '' : written(String(Number(tick.toPrecision(3))))
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
