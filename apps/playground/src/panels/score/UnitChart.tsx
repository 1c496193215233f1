import type { ComponentChildren } from 'preact'
import { written } from '../../texts/numbers.ts'

/** Where a share of 1 stands along the axes of a UnitChart, in its own units. */
export const side = 200

/** A square chart with both axes from 0 to 1, its diagonal, and what is drawn in it with y upwards from 0 to `side`. */
export function UnitChart(props: {
  /** What the chart says, for those who do not see it. */
  readonly words: string
  readonly x: string
  readonly y: string
  readonly children: ComponentChildren
}) {
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  return (
    <svg class="chart" viewBox={`-38 -8 ${side + 52} ${side + 46}`} role="img" aria-label={props.words}>
      <rect class="frame" width={side} height={side} />
      {ticks.slice(1, -1).map((tick) => (
        <path key={tick} class="grid" d={`M0 ${side * tick}H${side}M${side * tick} 0V${side}`} />
      ))}
      {ticks
        .filter((tick) => tick !== 0.25 && tick !== 0.75)
        .map((tick) => (
          <g key={tick}>
            <text x={side * tick} y={side + 14} text-anchor="middle">
              {written(String(tick))}
            </text>
            <text x={-6} y={side * (1 - tick) + 3} text-anchor="end">
              {written(String(tick))}
            </text>
          </g>
        ))}
      <text x={side / 2} y={side + 30} text-anchor="middle">
        {props.x}
      </text>
      <text x={-28} y={side / 2} text-anchor="middle" transform={`rotate(-90 -28 ${side / 2})`}>
        {props.y}
      </text>
      <g transform={`matrix(1 0 0 -1 0 ${side})`}>
        <path class="diagonal" d={`M0 0L${side} ${side}`} />
        {props.children}
      </g>
    </svg>
  )
}
