import { useLayoutEffect, useRef } from 'preact/hooks'
import { recipeOf, type Shape } from '../data/shapes.ts'
import { type Contour, contourLines } from '../drawing/contours.ts'
import { drawHeatMap, predictionColors } from '../drawing/heat-map.ts'
import { drawMarks } from '../drawing/marks.ts'
import { type Palette, palette } from '../drawing/palette.ts'
import { ClassMark } from './ClassMark.tsx'
import { Panel } from './fields.tsx'
import { Probe } from './Probe.tsx'
import { frame, problem, settings } from './session.ts'
import { useWidth } from './use-width.ts'

/** What the network makes of the plane. */
export function ResultPanel() {
  return (
    <Panel title="Result" name="result">
      <Plane />
      <ResultKey shape={settings.value.shape} />
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
          <Prediction width={width} />
          <Points width={width} />
          <Probe width={width} />
        </>
      )}
    </div>
  )
}

function density(): number {
  return Math.min(2, Math.max(1, devicePixelRatio))
}

/** The prediction as a small picture that the browser stretches; the lines over it are sharp. */
function Prediction({ width }: { readonly width: number }) {
  const area = useRef<HTMLCanvasElement>(null)
  const lines = useRef<HTMLCanvasElement>(null)
  const now = frame.value
  const colors = palette.value
  const { labels, task, outputs } = problem.value
  useLayoutEffect(() => {
    const context = lines.current?.getContext('2d')
    const picture = now?.picture.prediction
    if (!area.current || !context || !picture || now.network.sizes.at(-1) !== outputs) return
    const { side, T } = picture
    drawHeatMap(area.current, side, predictionColors(colors, T, labels, 0.5))
    drawContours(context, contourLines(T, side, outputs, task), side, colors)
  }, [now?.picture, now?.generation, width, colors, labels, task, outputs])
  const size = Math.round(width * density())
  return (
    <>
      <canvas class="layer" ref={area} />
      <canvas class="layer" ref={lines} width={size} height={size} />
    </>
  )
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
      for (const [i, [x, y]] of line.entries()) {
        if (i === 0) context.moveTo(x * unit, y * unit)
        else context.lineTo(x * unit, y * unit)
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
  const { training, test } = problem.value
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const size = context.canvas.width
    context.clearRect(0, 0, size, size)
    const radius = (width / 105) * density()
    drawMarks(context, colors, training, { size, radius, hollow: false })
    drawMarks(context, colors, test, { size, radius, hollow: true })
  }, [width, colors, training, test])
  const size = Math.round(width * density())
  return <canvas class="layer" ref={canvas} width={size} height={size} />
}

function ResultKey({ shape }: { readonly shape: Shape }) {
  const recipe = recipeOf(shape)
  const names = recipe.task === 'regression' ? [] : recipe.labels
  return (
    <ul class="key">
      {names.map((label) => (
        <li key={label}>
          <ClassMark label={label} />
          {label}
        </li>
      ))}
      {names.length === 0 && (
        <li>
          <span class="ramp" aria-hidden="true" />
          low to high
        </li>
      )}
      <li>
        <svg viewBox="0 0 12 12" aria-hidden="true" class="mark hollow">
          <circle cx="6" cy="6" r="4" />
        </svg>
        hollow: test points
      </li>
    </ul>
  )
}
