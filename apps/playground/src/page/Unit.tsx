import { useLayoutEffect, useRef } from 'preact/hooks'
import { scale } from '../data/scaling.ts'
import { reach } from '../data/shapes.ts'
import type { Neuron } from '../derivation-props.ts'
import { activationColors, diverging, drawHeatMap, predictionColors } from '../drawing/heat-map.ts'
import { type Palette, palette } from '../drawing/palette.ts'
import type { Frame } from '../training/frame.ts'
import { ClassMark } from './ClassMark.tsx'
import type { DiagramLayout } from './diagram-layout.ts'
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
  const { picture, generation } = now
  const isInput = layer === 0
  // What an input says about the plane never changes.
  const drawn = isInput ? generation : picture
  useLayoutEffect(() => {
    if (canvas.current) drawUnit(canvas.current, colors, now, neuron)
  }, [drawn, colors, layer, unit])

  const health = now.health[layer - 1]?.[unit] ?? 'well'
  const { labels } = problem.value
  const name = unitName(now.network, labels, neuron)
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
        <span class="unit-name">
          <var>x</var>
          <sub>{unit + 1}</sub>
        </span>
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
          <ClassMark label={labels[unit] ?? 'blue'} />
        </span>
      )}
    </button>
  )
}

/** Pixels along an input's heat-map. */
const inputSide = 28

function drawUnit(canvas: HTMLCanvasElement, colors: Palette, now: Frame, { layer, unit }: Neuron): void {
  const { picture, network } = now
  const { labels, encoding } = problem.value
  if (layer === 0) {
    const scaling = unit === 0 ? encoding.x1 : encoding.x2
    const colorAt = (pixel: number) => {
      const step = unit === 0 ? pixel % inputSide : inputSide - 1 - Math.floor(pixel / inputSide)
      return diverging(colors, scale(scaling, ((2 * step + 1) / inputSide - 1) * reach) / 2)
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
  const outputs = network.sizes.at(-1) ?? 1
  const colorAt =
    outputs > 1
      ? (pixel: number) => diverging(colors, 2 * (T[pixel * outputs + unit] ?? 0) - 1)
      : predictionColors(colors, T, labels, 0.5)
  drawHeatMap(canvas, side, colorAt)
}
