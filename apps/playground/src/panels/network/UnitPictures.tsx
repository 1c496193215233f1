import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { useInView } from '../../controls/use-in-view.ts'
import { type Axis, inputAt, valueAt } from '../../data/plane.ts'
import { fits, type Problem } from '../../data/problem.ts'
import { density } from '../../painting/density.ts'
import { activationColors, diverging, predictionColors } from '../../painting/heat-map.ts'
import { Mosaic, type Tile } from '../../painting/mosaic.ts'
import { type Palette, palette } from '../../painting/palette.ts'
import { heightScale } from '../../painting/scene.ts'
import { problem } from '../../session/session.ts'
import type { Frame } from '../../training/frame.ts'
import type { DiagramLayout } from './diagram-layout.ts'

/** The radius of a unit's corners, as page.css has it. */
const corner = 6

/** The pictures of the units, twenty times a second. */
const pictured = frameInTurn(50)

/** What every unit says about the plane, on one canvas below the units. */
export function UnitPictures({ layout }: { readonly layout: DiagramLayout }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const inView = useInView(canvas)
  const mosaic = useRef<Mosaic | null>(null)
  const now = pictured.value
  const { value: about } = problem
  const colors = palette.value
  // What an input says about the plane changes with the plane alone.
  const inputs = useMemo(() => ({}), [about.plane, colors])
  useLayoutEffect(() => {
    mosaic.current?.forget()
  }, [layout, colors, about])
  useLayoutEffect(() => {
    if (!inView || !canvas.current || !now || !fits(about, now.network.sizes)) return
    if (layout.layers.length !== now.network.sizes.length) return
    mosaic.current ??= new Mosaic(canvas.current)
    mosaic.current.draw(tilesOf(now, about, colors, layout, inputs), {
      pixels: now.picture.units.side,
      side: layout.side,
      corner,
      density: density(),
    })
  }, [now?.picture, layout, colors, about, inView])
  return (
    <canvas
      class="unit-pictures"
      ref={canvas}
      width={Math.round(layout.width * density())}
      height={Math.round(layout.height * density())}
    />
  )
}

function tilesOf(
  now: Frame,
  about: Problem,
  colors: Palette,
  layout: DiagramLayout,
  inputs: object,
): readonly Tile[] {
  const { picture } = now
  return layout.layers.flatMap((units, layer) =>
    units.map((unit) => {
      const { x, y } = layout.at(layer, unit)
      return {
        x: x - layout.side / 2,
        y: y - layout.side / 2,
        faint: now.health[layer - 1]?.[unit] === 'dead',
        source: layer === 0 ? inputs : picture,
        colorAt: unitColors(now, about, colors, layer, unit),
      }
    }),
  )
}

/** The colours of what a unit says about the plane, in rows from the top left. */
export function unitColors(
  { picture, network: { sizes } }: Frame,
  { plane, labels, outputs }: Problem,
  colors: Palette,
  layer: number,
  unit: number,
): (pixel: number) => number {
  const { side, layers } = picture.units
  if (layer === 0) {
    const { across, up, rest } = plane
    const value = (axis: Axis, step: number) => inputAt(axis, valueAt(axis, (2 * step + 1) / (2 * side)))
    return (pixel) => {
      const [column, row] = [pixel % side, Math.floor(pixel / side)]
      const input =
        unit === across.input
          ? value(across, column)
          : unit === up.input
            ? value(up, side - 1 - row)
            : (rest[unit] ?? 0)
      return diverging(colors.scale, input / 2)
    }
  }
  const A = layers[layer - 1]
  if (layer < sizes.length - 1 && A) return activationColors(colors, A, unit, sizes[layer] ?? 1)
  const { side: fine, T } = picture.prediction
  const ofPrediction =
    outputs > 1
      ? (pixel: number) => diverging(colors.scale, 2 * (T[pixel * outputs + unit] ?? 0) - 1)
      : predictionColors(colors, T, labels, heightScale)
  const at = (step: number) => Math.floor(((step + 0.5) * fine) / side)
  return (pixel) => ofPrediction(at(Math.floor(pixel / side)) * fine + at(pixel % side))
}
