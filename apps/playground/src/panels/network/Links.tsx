import { effect } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { useInView } from '../../controls/use-in-view.ts'
import type { Neuron } from '../../session/pointed.ts'
import { highlighted } from '../../session/session.ts'
import type { Frame } from '../../training/frame.ts'
import { type DiagramLayout, link, pairs } from './diagram-layout.ts'

/** The weights that are drawn, twenty times a second. */
const drawn = frameInTurn(50)

/** The weights as curves: width by size; colour and dashes by sign. */
export function Links({ layout }: { readonly layout: DiagramLayout }) {
  const svg = useRef<SVGSVGElement>(null)
  const curves = useRef<readonly Curve[]>([])
  const inView = useInView(svg)
  useLayoutEffect(() => {
    if (svg.current) curves.current = draw(svg.current, layout)
  }, [layout])
  useLayoutEffect(() => {
    if (!inView) return
    return effect(() => {
      const now = drawn.value
      if (now) for (const curve of curves.current) follow(curve, now, highlighted.value)
    })
  }, [layout, inView])
  return (
    <svg
      class="links"
      ref={svg}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
    />
  )
}

/** One weight. There may be hundreds, so each remembers how it looks and changes only what has to. */
interface Curve {
  readonly path: SVGPathElement
  readonly from: Neuron
  readonly to: Neuron
  marks: string
  width: number
}

function draw(svg: SVGSVGElement, layout: DiagramLayout): readonly Curve[] {
  const curves = layout.layers.slice(1).flatMap((_, layer) =>
    pairs(layout, layer).map(([from, to]) => {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      path.setAttribute('d', link(layout.at(layer, from), layout.at(layer + 1, to), layout.side))
      return { path, from: { layer, unit: from }, to: { layer: layer + 1, unit: to }, marks: '', width: -1 }
    }),
  )
  svg.replaceChildren(...curves.map(({ path }) => path))
  return curves
}

function follow(curve: Curve, { parameters, network }: Frame, pointed: Neuron | null): void {
  const { from, to, path } = curve
  const units = network.sizes[to.layer] ?? 1
  const weight = parameters[from.layer]?.W[from.unit * units + to.unit] ?? 0
  const lit =
    pointed && [from, to].some(({ layer, unit }) => pointed.layer === layer && pointed.unit === unit)
  const marks = `link ${weight < 0 ? 'negative' : 'positive'}${lit ? ' lit' : ''}${pointed && !lit ? ' dim' : ''}`
  const width = widthOf(weight)
  if (marks !== curve.marks) path.setAttribute('class', marks)
  if (width !== curve.width) path.setAttribute('stroke-width', String(width))
  curve.marks = marks
  curve.width = width
}

/** The width of a weight's curve, in quarters of a pixel, so that small steps do not repaint. */
export function widthOf(weight: number): number {
  return Math.round(4 * Math.min(7, 0.5 + 1.9 * Math.abs(weight))) / 4
}
