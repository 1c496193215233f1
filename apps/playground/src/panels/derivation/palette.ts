/** Red, green, blue; each from 0 to 255. */
type Colour = readonly [number, number, number]

/** Colours for values from −1 to 1, 256 steps, as pixels of ImageData, with their sign. */
export type Palette = Int32Array

const known = new Map<string, Palette>()

/**
 * The palette of an element: its colour for 1, its background's for 0 and its top border's for −1, as the
 * style sheet resolves them now.
 */
export function paletteOf(element: Element): Palette {
  const { color, backgroundColor, borderTopColor } = getComputedStyle(element)
  const key = [borderTopColor, backgroundColor, color].join(' ')
  const palette = known.get(key) ?? between(pixel(borderTopColor), pixel(backgroundColor), pixel(color))
  known.set(key, palette)
  return palette
}

/** The place of a value in a palette; `scale` is what counts as 1. */
export function shade(palette: Palette, value: number, scale: number): number {
  if (Number.isNaN(value)) return 0
  const share = scale > 0 ? Math.max(-1, Math.min(1, value / scale)) : 0
  return palette[Math.round((share + 1) * 127.5)] ?? 0
}

function between(low: Colour, middle: Colour, high: Colour): Palette {
  const bytes = new Uint8ClampedArray(256 * 4)
  for (let i = 0; i < 256; i++) {
    const share = i / 127.5 - 1
    const end = share < 0 ? low : high
    for (const channel of [0, 1, 2] as const) {
      bytes[4 * i + channel] = middle[channel] + Math.abs(share) * (end[channel] - middle[channel])
    }
    bytes[4 * i + 3] = 255
  }
  return new Int32Array(bytes.buffer)
}

/** A colour in any of CSS's notations, by painting it. */
function pixel(colour: string): Colour {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!context) return [128, 128, 128]
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}
