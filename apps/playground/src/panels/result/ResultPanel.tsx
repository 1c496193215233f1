import { useLayoutEffect, useRef } from 'preact/hooks'
import { ClassMark } from '../../controls/ClassMark.tsx'
import { columnName } from '../../controls/column-name.ts'
import { Panel } from '../../controls/fields.tsx'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { finestSide, unitColors } from '../../controls/unit-colors.ts'
import { unitName } from '../../controls/unit-names.ts'
import { useInView } from '../../controls/use-in-view.ts'
import { useWidth } from '../../controls/use-width.ts'
import type { Axis } from '../../data/plane.ts'
import { fits } from '../../data/problem.ts'
import { type Contour, contourLines } from '../../painting/contours.ts'
import { density } from '../../painting/density.ts'
import { drawHeatMap, predictionColors } from '../../painting/heat-map.ts'
import { drawMarks } from '../../painting/marks.ts'
import { type Palette, palette } from '../../painting/palette.ts'
import { heightScale, sceneOf, spotsOf } from '../../painting/scene.ts'
import type { Neuron } from '../../session/pointed.ts'
import { blocked, frame, highlighted, problem, source } from '../../session/session.ts'
import { isShown } from '../../settings/view.ts'
import { isolated } from '../../texts/isolated.ts'
import { within } from '../../texts/numbers.ts'
import { resultTexts } from '../../texts/result.ts'
import type { Frame } from '../../training/frame.ts'
import { Bar, Surface, Tools } from '../sketch/draw-parts.tsx'

/** What the network makes of the plane. */
export function ResultPanel() {
  return (
    <Panel title={resultTexts().title} name="result" aside={isShown('tools') && <Tools />}>
      <Plane />
      <Bar />
      <Axes />
      <ResultKey />
    </Panel>
  )
}

function Plane() {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  return (
    <div class="plane" ref={box}>
      {width > 0 && (
        <>
          <Prediction />
          <Contours width={width} />
          <Points width={width} />
          <Surface width={width} />
          <Shown />
        </>
      )}
    </div>
  )
}

/** The unit that is pointed at, where the network has it. */
function pointedOf(now: Frame | undefined): Neuron | null {
  const { value: unit } = highlighted
  return now && unit && unit.unit < (now.network.sizes[unit.layer] ?? 0) ? unit : null
}

/** Says so while the plane shows what a unit says of it. */
function Shown() {
  const now = frame.value
  const pointed = pointedOf(now)
  return (
    <output class={pointed ? 'reading shown' : 'reading empty'} data-reading="shown">
      {now && pointed && resultTexts().shown(unitName(now.network, problem.value, pointed))}
    </output>
  )
}

/** The prediction, or what the unit says that is pointed at, as a small picture that the browser stretches. */
function Prediction() {
  const area = useRef<HTMLCanvasElement>(null)
  const inView = useInView(area)
  const now = frame.value
  const colors = palette.value
  const { value: about } = problem
  const { labels } = about
  const pointed = pointedOf(now)
  useLayoutEffect(() => {
    if (!inView || !area.current || !now || !fits(about, now.network.sizes)) return
    const { side, T } = now.picture.prediction
    if (pointed) {
      const finest = finestSide(now, pointed)
      drawHeatMap(area.current, finest, unitColors(now, about, colors, pointed, finest))
    } else drawHeatMap(area.current, side, predictionColors(colors, T, labels, heightScale))
  }, [now?.picture, now?.generation, colors, about, inView, pointed])
  return <canvas class="layer" ref={area} />
}

/** The sharp lines over the prediction, thirty times a second: to find and draw them takes longer than all colours. */
const outlined = frameInTurn(33)

function Contours({ width }: { readonly width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const inView = useInView(canvas)
  const now = outlined.value
  const colors = palette.value
  const { value: about } = problem
  const { task, outputs } = about
  const pointed = pointedOf(now)
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!inView || pointed || !context || !now || !fits(about, now.network.sizes)) return
    const { side, T } = now.picture.prediction
    drawContours(context, contourLines(T, side, outputs, task), side, colors)
  }, [now?.picture, now?.generation, width, colors, about, inView, pointed])
  const size = Math.round(width * density())
  return <canvas class="layer" ref={canvas} hidden={pointed !== null} width={size} height={size} />
}

function drawContours(
  context: CanvasRenderingContext2D,
  contours: readonly Contour[],
  side: number,
  colors: Palette,
): void {
  const { width } = context.canvas
  const unit = width / side
  context.clearRect(0, 0, width, width)
  context.lineJoin = 'round'
  for (const { strong, lines } of contours) {
    context.beginPath()
    for (const line of lines) {
      context.moveTo((line[0] ?? 0) * unit, (line[1] ?? 0) * unit)
      for (let i = 2; i < line.length; i += 2) {
        context.lineTo((line[i] ?? 0) * unit, (line[i + 1] ?? 0) * unit)
      }
    }
    context.strokeStyle = strong ? colors.ink : colors.inkSoft
    context.lineWidth = (strong ? 1.75 : 0.75) * density()
    context.setLineDash(strong ? [] : [4 * density(), 3 * density()])
    context.stroke()
  }
}

function Points({ width }: { readonly width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = palette.value
  const { value: about } = problem
  // Points of which nothing can be learned yet are no problem's.
  const loose = blocked.value !== '' && source.value.kind === 'drawn' ? source.value : undefined
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const size = context.canvas.width
    context.clearRect(0, 0, size, size)
    const radius = (width / 105) * density()
    if (loose) {
      const { scene, spots } = spotsOf(loose)
      drawMarks(context, colors, spots, scene, { size, radius, hollow: false })
      return
    }
    const scene = sceneOf(about)
    drawMarks(context, colors, about.training, scene, { size, radius, hollow: false })
    drawMarks(context, colors, about.test, scene, { size, radius, hollow: true })
  }, [width, colors, about, loose])
  const size = Math.round(width * density())
  return <canvas class="layer" ref={canvas} width={size} height={size} />
}

/** What runs across and up the plane, and what rests. */
function Axes() {
  const { plane, inputs } = problem.value
  const others = inputs - 2 - plane.derived.length
  return (
    <p class="axes">
      <AxisText sign="→" axis={plane.across} />
      <AxisText sign="↑" axis={plane.up} />
      {others > 0 && <span>{others === 1 ? resultTexts().restsOne : resultTexts().rest(others)}</span>}
    </p>
  )
}

function AxisText({ sign, axis }: { readonly sign: string; readonly axis: Axis }) {
  const { column, lower, upper } = axis
  const span = upper - lower
  return (
    <span>
      <span aria-hidden="true">{`${sign}\u00a0`}</span>
      {resultTexts().span(isolated(columnName(column.name)), within(span, lower), within(span, upper))}
    </span>
  )
}

function ResultKey() {
  const { labels } = problem.value
  return (
    <ul class="key">
      {labels.map((label, index) => (
        <li key={label}>
          <ClassMark labels={labels} index={index} />
          {label}
        </li>
      ))}
      {labels.length === 0 && (
        <li>
          <span class="ramp" aria-hidden="true" />
          {resultTexts().lowToHigh}
        </li>
      )}
      <li>
        <svg viewBox="0 0 12 12" aria-hidden="true" class="mark hollow">
          <circle cx="6" cy="6" r="4" />
        </svg>
        {resultTexts().hollow}
      </li>
    </ul>
  )
}
