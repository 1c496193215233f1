import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { unitColors } from '../../controls/unit-colors.ts'
import { useInView } from '../../controls/use-in-view.ts'
import { fits, type Problem } from '../../data/problem.ts'
import { density } from '../../painting/density.ts'
import { Mosaic, type Tile } from '../../painting/mosaic.ts'
import { type Palette, palette } from '../../painting/palette.ts'
import { problem } from '../../session/session.ts'
import type { Frame } from '../../training/frame.ts'
import type { DiagramLayout } from './diagram-layout.ts'

/** The radius of a unit's corners, as network.css has it. */
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
        colorAt: unitColors(now, about, colors, { layer, unit }, picture.units.side),
      }
    }),
  )
}
