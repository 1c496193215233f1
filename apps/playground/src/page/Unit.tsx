import { useLayoutEffect, useRef } from 'preact/hooks'
import { type Axis, inputAt, valueAt } from '../data/plane.ts'
import type { Neuron } from '../derivation-props.ts'
import { activationColors, diverging, drawHeatMap, predictionColors } from '../drawing/heat-map.ts'
import { type Palette, palette } from '../drawing/palette.ts'
import type { Frame } from '../training/frame.ts'
import { ClassMark } from './ClassMark.tsx'
import type { DiagramLayout } from './diagram-layout.ts'
import { heightScale } from './scene.ts'
import { highlighted, opened, problem } from './session.ts'
import { isSame, unitName } from './unit-names.ts'

/** One unit: its heat-map over the plane, its health, and the way to its numbers. */
export function Unit(props: {
  readonly now: Frame
  readonly neuron: Neuron
  readonly layout: DiagramLayout
}) {
  const { now, neuron, layout } = props
  const { layer, unit } = neuron
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = palette.value
  const { picture } = now
  const isInput = layer === 0
  const { value: about } = problem
  // What an input says about the plane changes with the plane alone.
  const drawn = isInput ? about.plane : picture
  useLayoutEffect(() => {
    if (canvas.current) drawUnit(canvas.current, colors, now, neuron)
  }, [drawn, colors, layer, unit])

  const health = now.health[layer - 1]?.[unit] ?? 'well'
  const { labels } = about
  const name = unitName(now.network, about, neuron)
  const { x, y } = layout.at(layer, unit)
  const place = {
    left: `${x - layout.side / 2}px`,
    top: `${y - layout.side / 2}px`,
    width: `${layout.side}px`,
    height: `${layout.side}px`,
  }
  const point = () => {
    highlighted.value = neuron
  }
  const leave = () => {
    highlighted.value = null
  }
  const marks = `unit ${health}${isSame(highlighted.value, neuron) ? ' pointed' : ''}`
  const heatMap = <canvas class="heat" ref={canvas} />
  if (isInput) {
    return (
      <div class={marks} style={place} onPointerEnter={point} onPointerLeave={leave}>
        {heatMap}
        <InputName name={about.features[unit] ?? ''} layout={layout} />
      </div>
    )
  }
  const isOpen = isSame(opened.value, neuron)
  return (
    <button
      type="button"
      class={marks}
      style={place}
      aria-label={health === 'well' ? name : `${name}, ${health}`}
      aria-expanded={isOpen}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
      onClick={() => {
        opened.value = isOpen ? null : neuron
      }}
    >
      {heatMap}
      {health !== 'well' && (
        <span class="badge" aria-hidden="true">
          {health === 'dead' ? '×' : '='}
        </span>
      )}
      {labels.length > 2 && layer === now.network.sizes.length - 1 && (
        <span class="unit-name">
          <ClassMark labels={labels} index={unit} />
        </span>
      )}
    </button>
  )
}

/** What an input is called: in its square where it is x1 or x2, else below it, as far as there is room. */
function InputName({ name, layout }: { readonly name: string; readonly layout: DiagramLayout }) {
  const number = /^x(\d)$/.exec(name)?.[1]
  if (number !== undefined) {
    return (
      <span class="unit-name">
        <var>x</var>
        <sub>{number}</sub>
      </span>
    )
  }
  return (
    <span class="input-name" title={name} style={{ width: `${layout.column}px` }}>
      {name}
    </span>
  )
}

/** Pixels along an input's heat-map. */
const inputSide = 28

function drawUnit(canvas: HTMLCanvasElement, colors: Palette, now: Frame, { layer, unit }: Neuron): void {
  const { picture, network } = now
  const { labels, plane, outputs } = problem.value
  if (layer === 0) {
    const { across, up, rest } = plane
    const value = (axis: Axis, step: number) => inputAt(axis, valueAt(axis, (2 * step + 1) / (2 * inputSide)))
    const colorAt = (pixel: number) => {
      const [column, row] = [pixel % inputSide, Math.floor(pixel / inputSide)]
      const input =
        unit === across.input
          ? value(across, column)
          : unit === up.input
            ? value(up, inputSide - 1 - row)
            : (rest[unit] ?? 0)
      return diverging(colors.scale, input / 2)
    }
    drawHeatMap(canvas, inputSide, colorAt)
    return
  }
  if (layer < network.sizes.length - 1) {
    const A = picture.units.layers[layer - 1]
    if (A) {
      const units = network.sizes[layer] ?? 1
      drawHeatMap(canvas, picture.units.side, activationColors(colors, A, unit, units))
    }
    return
  }
  const { side, T } = picture.prediction
  const colorAt =
    outputs > 1
      ? (pixel: number) => diverging(colors.scale, 2 * (T[pixel * outputs + unit] ?? 0) - 1)
      : predictionColors(colors, T, labels, heightScale)
  drawHeatMap(canvas, side, colorAt)
}
