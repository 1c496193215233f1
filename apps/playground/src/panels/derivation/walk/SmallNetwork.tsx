import type { Network } from '@leven/core'
import type { LayerNumbers } from '../../../notes/calculation.ts'
import { numberText } from '../../../notes/number-text.ts'
import type { Neuron } from '../../../session/pointed.ts'
import { entry, largestSize } from '../quantity.ts'
import type { Showing, Stop } from './stops.ts'

/** In units of the drawing, of which 16 are a rem. */
const column = 104
const row = 22
const unit = { width: 50, height: 18 }

/** The most units of a layer that are drawn, from the first on. */
const mostDrawn = 8

/**
 * The network in small: at each unit the newest number of the walk, weights by their sign, and a flow along
 * the weights that the stop goes through. For eyes alone: the walk says the same in words.
 */
export function SmallNetwork(props: {
  readonly network: Network
  readonly layers: readonly LayerNumbers[]
  readonly stop: Stop
  readonly showing: Showing
  readonly highlighted: Neuron | null
}) {
  const { network, layers, stop, showing, highlighted } = props
  const drawn = network.sizes.map((size) => Math.min(size, mostDrawn))
  const [width, height] = [column * drawn.length, row * Math.max(...drawn) + 6]
  const at = (layer: number, index: number) => ({
    x: column * (layer + 0.5),
    y: height / 2 + (index - ((drawn[layer] ?? 1) - 1) / 2) * row,
  })
  const made = stop.made.rowAxis.kind === 'units' ? stop.made.rowAxis.layer : undefined
  const isLit = (layer: number, index: number) => highlighted?.layer === layer && highlighted.unit === index
  return (
    <svg
      class="walk-network"
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width / 16}rem`, height: `${height / 16}rem` }}
      aria-hidden="true"
    >
      {drawn.slice(1).flatMap((units, below) => {
        const l = below + 1
        const derivative = showing.weights[below]
        const largest = derivative ? largestSize(derivative) : 0
        const W = layers[below]?.W ?? []
        return Array.from({ length: units * (drawn[below] ?? 0) }, (_, place) => {
          const [i, j] = [place % units, Math.floor(place / units)]
          const own = derivative ? entry(derivative, i, j) : (W[j * (network.sizes[l] ?? 1) + i] ?? 0)
          const [from, to] = [at(below, j), at(l, i)]
          const marks = [
            'walk-link',
            own < 0 ? 'is-negative' : own > 0 ? 'is-positive' : 'is-zero',
            stop.through.includes(l) ? `is-flowing is-${stop.direction}` : '',
            isLit(below, j) || isLit(l, i) ? 'is-lit' : '',
          ]
          return (
            <line
              key={`${l}-${i}-${j}`}
              class={marks.filter(Boolean).join(' ')}
              data-weight={`${l} ${i} ${j}`}
              x1={from.x + unit.width / 2}
              y1={from.y}
              x2={to.x - unit.width / 2}
              y2={to.y}
              stroke-width={derivative && largest > 0 ? 1 + (3 * Math.abs(own)) / largest || 1 : 1}
            />
          )
        })
      })}
      {drawn.flatMap((units, layer) =>
        Array.from({ length: units }, (_, index) => {
          const { x, y } = at(layer, index)
          const quantity = showing.units[layer]
          const marks = [
            'walk-unit',
            made === layer ? 'is-made' : '',
            quantity ? '' : 'is-empty',
            isLit(layer, index) ? 'is-lit' : '',
          ]
          return (
            <g
              key={`${layer}-${index}`}
              class={marks.filter(Boolean).join(' ')}
              data-layer={layer}
              data-unit={index}
            >
              <rect x={x - unit.width / 2} y={y - unit.height / 2} {...unit} rx="4" />
              <text x={x} y={y} text-anchor="middle" dominant-baseline="central">
                {quantity ? numberText(entry(quantity, index, 0)) : ''}
              </text>
            </g>
          )
        }),
      )}
    </svg>
  )
}
