import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useWidth } from '../../controls/use-width.ts'
import type { ParameterPlace } from '../../learner/learner-state.ts'
import { density } from '../../painting/density.ts'
import { palette } from '../../painting/palette.ts'
import { landscapeTexts } from '../../texts/landscape.ts'
import { signed, significant } from '../../texts/numbers.ts'
import type { Frame } from '../../training/frame.ts'
import type { Landscape } from '../../training/landscape.ts'
import { placeAt, planeOf, shadowOn } from '../../training/slice.ts'
import { drawCosts, drawWay } from './draw-landscape.ts'
import { keyOf, type NamedPlace } from './parameter-list.ts'
import { rangeOf } from './ranks.ts'
import type { Surveyed } from './use-survey.ts'

/** The map of a landscape, the way of the run on it, and the cost where it is pointed at, by mouse or by two sliders. */
export function LandscapeMap(props: {
  readonly surveyed: Surveyed
  readonly now: Frame
  readonly lists: readonly (readonly NamedPlace[])[]
}) {
  const t = landscapeTexts()
  const { surveyed, now, lists } = props
  const { landscape, current } = surveyed
  const { slice, side, J, reach, path } = landscape
  const middle = (side - 1) / 2
  const [right, setRight] = useState(middle)
  const [down, setDown] = useState(middle)
  const axes = axesOf(landscape, lists)
  const across = (x: number) => signed(axes.across.origin + x)
  const up = (y: number) => signed(axes.up.origin + y)
  const cost = (row: number, column: number) => significant(J[row * side + column] ?? Number.NaN)
  const [lowest, highest] = useMemo(() => rangeOf(J), [J])
  const [begun] = path
  const words = [
    t.map(axes.across.name, axes.up.name),
    t.range(significant(lowest), cost(middle, middle), significant(highest)),
    path.length > 1 && begun ? t.path(path.length, across(begun[0]), up(begun[1])) : t.noPath,
  ].join(' ')
  const plane = useMemo(() => planeOf(slice, landscape.centre), [landscape])
  // Of another run, these parameters have no place on the way.
  const way = current ? [...path, shadowOn(plane, now.parameters)] : path
  return (
    <div class="landscape-map" aria-busy={!current}>
      <Picture
        landscape={landscape}
        way={way}
        words={words}
        onPoint={(column, row) => {
          setRight(Math.max(0, Math.min(side - 1, column)))
          setDown(Math.max(0, Math.min(side - 1, row)))
        }}
        pointed={[(right + 0.5) / side, (down + 0.5) / side]}
      />
      <div class="landscape-reading">
        <p>{words}</p>
        <ProbeSlider
          label={t.probeAcross}
          most={side - 1}
          value={right}
          text={across(placeAt({ side, reach }, right))}
          onChange={setRight}
        />
        <ProbeSlider
          label={t.probeUp}
          most={side - 1}
          value={side - 1 - down}
          text={up(-placeAt({ side, reach }, down))}
          onChange={(value) => setDown(side - 1 - value)}
        />
        <p role="status" data-reading="landscape">
          {t.cost(
            cost(down, right),
            across(placeAt({ side, reach }, right)),
            up(-placeAt({ side, reach }, down)),
          )}
        </p>
        <ul class="key">
          <li>
            <span class="ramp" aria-hidden="true" />
            {t.low} – {t.high}
          </li>
          <li>
            <svg viewBox="0 0 32 8" aria-hidden="true">
              <path class="curve training" d="M0 4H32" />
            </svg>
            {t.wayOfRun}
          </li>
        </ul>
      </div>
    </div>
  )
}

function Picture(props: {
  readonly landscape: Landscape
  readonly way: readonly (readonly [x: number, y: number])[]
  readonly words: string
  /** Where the probe stands, as shares of the picture from its top left. */
  readonly pointed: readonly [right: number, down: number]
  onPoint(column: number, row: number): void
}) {
  const { landscape, way, words, pointed, onPoint } = props
  const box = useRef<HTMLDivElement>(null)
  const [area, lines, run] = [
    useRef<HTMLCanvasElement>(null),
    useRef<HTMLCanvasElement>(null),
    useRef<HTMLCanvasElement>(null),
  ]
  const size = Math.round(useWidth(box) * density())
  const colors = palette.value
  useLayoutEffect(() => {
    const context = lines.current?.getContext('2d')
    if (area.current && context && size > 0) drawCosts(area.current, context, landscape, colors)
  }, [landscape, colors, size])
  useLayoutEffect(() => {
    const context = run.current?.getContext('2d')
    if (context && size > 0) drawWay(context, way, landscape.reach, colors)
  })
  const point = (event: PointerEvent) => {
    const edges = box.current?.getBoundingClientRect()
    if (!edges) return
    const step = (at: number, from: number, width: number) =>
      Math.floor(((at - from) / width) * landscape.side)
    onPoint(step(event.clientX, edges.left, edges.width), step(event.clientY, edges.top, edges.height))
  }
  return (
    <div
      class="landscape-picture"
      ref={box}
      role="img"
      aria-label={words}
      onPointerMove={point}
      onPointerDown={point}
    >
      <canvas ref={area} />
      <canvas ref={lines} width={size} height={size} />
      <canvas ref={run} width={size} height={size} />
      <span class="landscape-probe" style={{ left: `${100 * pointed[0]}%`, top: `${100 * pointed[1]}%` }} />
    </div>
  )
}

function ProbeSlider(props: {
  readonly label: string
  readonly most: number
  readonly value: number
  readonly text: string
  onChange(value: number): void
}) {
  return (
    <label class="field">
      <span class="name">
        {props.label} <span class="value">{props.text}</span>
      </span>
      <input
        type="range"
        min={0}
        max={props.most}
        step={1}
        value={props.value}
        aria-valuetext={props.text}
        onInput={({ currentTarget }) => props.onChange(Number(currentTarget.value))}
      />
    </label>
  )
}

/** What an axis is called, and what stands in its middle: a number's own value, or no step along a direction. */
interface NamedAxis {
  readonly name: string
  readonly origin: number
}

function axesOf(
  { slice, centre }: Landscape,
  lists: readonly (readonly NamedPlace[])[],
): { readonly across: NamedAxis; readonly up: NamedAxis } {
  const t = landscapeTexts()
  if (slice.kind === 'directions') {
    return { across: { name: t.direction(1), origin: 0 }, up: { name: t.direction(2), origin: 0 } }
  }
  const axis = (place: ParameterPlace): NamedAxis => ({
    name: lists.flat().find((named) => keyOf(named.place) === keyOf(place))?.name ?? '',
    origin: centre[place.layer]?.[place.kind][place.index] ?? 0,
  })
  return { across: axis(slice.across), up: axis(slice.up) }
}
