import { columnName } from '../../controls/column-name.ts'

/** Where the units of a network stand. All in CSS pixels. */
export interface DiagramLayout {
  readonly width: number
  readonly height: number
  /** Side of a unit. */
  readonly side: number
  /** Width of a layer's column. */
  readonly column: number
  /** The units of each layer that are drawn, from top to bottom. */
  readonly layers: readonly (readonly number[])[]
  /** The middle of a unit that is drawn. */
  at(layer: number, unit: number): { readonly x: number; readonly y: number }
}

/** The most units of a layer that are drawn. */
const mostDrawn = 8

/** The units of each layer that are drawn: all of up to eight; of more inputs the plotted ones and the first others. */
export function drawnUnits(
  sizes: readonly number[],
  plotted: readonly number[],
): readonly (readonly number[])[] {
  return sizes.map((size, layer) => {
    const units = Array.from({ length: size }, (_, unit) => unit)
    if (size <= mostDrawn) return units
    if (layer > 0) return units.slice(0, mostDrawn)
    const others = units.filter((unit) => !plotted.includes(unit)).slice(0, mostDrawn - plotted.length)
    return units.filter((unit) => plotted.includes(unit) || others.includes(unit))
  })
}

/** Whether every input's name is short enough to stand in its square, in columns of a width; else they stand below. */
export function namesFit(names: readonly string[], column: number): boolean {
  return column >= leastColumn && names.every((name) => columnName(name) !== name)
}

/** The narrowest column whose squares hold a written name. */
const leastColumn = 64

/** The height of a diagram to its width, unless its units need more. */
const upright = 0.64

/**
 * Lays a network out in a width: layers side by side, each centred on one line. Where there is more height than its
 * units need they are drawn larger and wider apart, and the height stays as units are added.
 * @param gap the least between two units, for what is written there.
 */
export function layOut(layers: readonly (readonly number[])[], width: number, gap = 9): DiagramLayout {
  const column = width / layers.length
  const tallest = Math.max(4, ...layers.map(({ length }) => length))
  const room = (width * upright) / tallest
  const usual = Math.max(22, Math.min(Math.max(46, width / 13), column * 0.68))
  const side = Math.max(usual, Math.min(room / 1.32, room - gap, column * 0.5))
  // What is written below the last unit stays inside, too.
  const pitch = Math.max(room, side + Math.max(gap, side * 0.32))
  const height = tallest * pitch
  return {
    width,
    height,
    side,
    column,
    layers,
    at(layer, unit) {
      const units = layers[layer] ?? []
      return {
        x: column * (layer + 0.5),
        y: height / 2 + (units.indexOf(unit) - (units.length - 1) / 2) * pitch,
      }
    },
  }
}

/** The units of a layer and of the next that are drawn, each with each. */
export function pairs(
  { layers }: DiagramLayout,
  layer: number,
): readonly (readonly [from: number, to: number])[] {
  return (layers[layer] ?? []).flatMap((from) => (layers[layer + 1] ?? []).map((to) => [from, to] as const))
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
