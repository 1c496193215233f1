/** Where the units of a network stand. All in CSS pixels. */
export interface DiagramLayout {
  readonly width: number
  readonly height: number
  /** Side of a unit. */
  readonly side: number
  /** Width of a layer's column. */
  readonly column: number
  /** The middle of unit `unit` of layer `layer`. */
  at(layer: number, unit: number): { readonly x: number; readonly y: number }
}

/** Lays a network out in a width: layers side by side, each centred on one line. */
export function layOut(sizes: readonly number[], width: number): DiagramLayout {
  const column = width / sizes.length
  const side = Math.max(22, Math.min(Math.max(46, width / 13), column * 0.68))
  const pitch = side + Math.max(9, side * 0.32)
  const tallest = Math.max(4, ...sizes)
  const height = tallest * pitch
  return {
    width,
    height,
    side,
    column,
    at(layer, unit) {
      const count = sizes[layer] ?? 1
      return { x: column * (layer + 0.5), y: height / 2 + (unit - (count - 1) / 2) * pitch }
    },
  }
}

/** The curve from one unit's right edge to another's left. */
export function link(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  side: number,
): string {
  const [x1, x2] = [from.x + side / 2, to.x - side / 2]
  const bend = (x2 - x1) * 0.5
  const at = (value: number) => value.toFixed(1)
  return `M${at(x1)} ${at(from.y)}C${at(x1 + bend)} ${at(from.y)} ${at(x2 - bend)} ${at(to.y)} ${at(x2)} ${at(to.y)}`
}
