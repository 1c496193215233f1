import { effect, signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type uPlot from 'uplot'
import { Panel } from '../../controls/fields.tsx'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { useInView } from '../../controls/use-in-view.ts'
import { useWidth } from '../../controls/use-width.ts'
import { useWhenNear } from '../../controls/when-near.ts'
import { palette } from '../../painting/palette.ts'
import { isShown } from '../../settings/view.ts'
import { costTexts } from '../../texts/cost.ts'
import { significant, whole } from '../../texts/numbers.ts'
import type { Frame } from '../../training/frame.ts'
import { isRegularised } from './regularised.ts'

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
async function fetchChart(): Promise<typeof import('./cost-chart.ts')> {
  await begun()
  return import('./cost-chart.ts')
}

/** Cost by epoch, on the training points and on the test points. */
export function CostPanel() {
  const t = costTexts()
  const now = plotted.value
  const regularised = now && isRegularised(now.curve)
  return (
    <Panel
      title={t.title}
      name="cost"
      aside={
        isShown('logScale') && (
          <label class="switch">
            <input
              type="checkbox"
              checked={logarithmic.value}
              onChange={({ currentTarget }) => {
                logarithmic.value = currentTarget.checked
              }}
            />
            {t.logScale}
          </label>
        )
      }
    >
      <Plot />
      <ul class="key">
        <li>
          <svg viewBox="0 0 32 8" aria-hidden="true">
            <path class="curve training" d="M0 4H32" />
          </svg>
          {t.training}
        </li>
        <li>
          <svg viewBox="0 0 32 8" aria-hidden="true">
            <path class="curve test" d="M0 4H32" />
          </svg>
          {t.test}
        </li>
        {regularised && (
          <li>
            <svg viewBox="0 0 32 8" aria-hidden="true">
              <path class="curve objective" d="M0 4H32" />
            </svg>
            {t.withL2}
          </li>
        )}
        {now?.forked && (
          <li>
            <svg viewBox="0 0 32 8" aria-hidden="true">
              <path class="curve forked" d="M0 4H32" />
            </svg>
            {t.beforeFork}
          </li>
        )}
      </ul>
    </Panel>
  )
}

function objectiveWords({ curve, moment }: Frame): string {
  if (!isRegularised(curve)) return ''
  return costTexts().l2Words(significant(curve.objective[moment] ?? Number.NaN))
}

function Plot() {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const moment = useRef(0)
  const width = useWidth(box)
  const chart = useWhenNear(box, fetchChart, '-10%')
  const inView = useInView(box)
  const now = plotted.value
  const colors = palette.value
  const log = logarithmic.value
  useLayoutEffect(() => {
    if (!chart || !box.current || width === 0) return
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const made = chart.costChart(box.current, width, rem, log, colors, moment)
    plot.current = made
    return () => {
      made.destroy()
      plot.current = null
    }
  }, [chart, width, colors, log])
  useLayoutEffect(() => {
    if (!chart || !inView || !now || !plot.current) return
    moment.current = now.curve.epoch[now.moment] ?? 0
    plot.current.setData(chart.chartData(now))
  }, [now?.curve, now?.moment, chart, width, colors, log, inView])
  const t = costTexts()
  const words = now
    ? t.described(
        significant(now.training.cost),
        objectiveWords(now),
        significant(now.test.cost),
        whole(now.epoch),
      )
    : t.byEpoch
  return <div class="plot" ref={box} role="img" aria-label={words} />
}
