import type { Values } from '@leven/core'
import { firstStyle, stylesOf } from '../data/class-styles.ts'
import { mix, type Palette, packed, type Rgb, type Scale, scaleOf } from './palette.ts'

/** The pixels that were drawn last on each canvas, to be used again. */
const images = new WeakMap<HTMLCanvasElement | OffscreenCanvas, ImageData>()

/** Draws packed colours, a pixel each, in rows from the top left, on a canvas that is made as large. */
export function drawHeatMap(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  width: number,
  colorAt: (pixel: number) => number,
  height = width,
): void {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (!context || !('putImageData' in context)) return
  const known = images.get(canvas)
  const image =
    known?.width === width && known.height === height ? known : context.createImageData(width, height)
  images.set(canvas, image)
  const pixels = new Int32Array(image.data.buffer)
  for (let i = 0; i < pixels.length; i++) pixels[i] = colorAt(i)
  context.putImageData(image, 0, 0)
}

/** The colour of a value from −1 to 1 and beyond. */
export function diverging(scale: Scale, value: number): number {
  const place = Math.round(127.5 + 127.5 * value)
  return scale[Math.max(0, Math.min(255, place))] ?? 0
}

/** The colours of one row of a layer's activations, scaled so that the largest is full. `stride` is the layer's units. */
export function activationColors(
  palette: Palette,
  A: Values,
  unit: number,
  stride: number,
): (pixel: number) => number {
  let largest = 1e-9
  for (let i = unit; i < A.length; i += stride) largest = Math.max(largest, Math.abs(A[i] ?? 0))
  return (pixel) => diverging(palette.scale, (A[pixel * stride + unit] ?? 0) / largest)
}

/** The colours of predictions: a probability, shares of several classes, or a height. */
export function predictionColors(
  palette: Palette,
  T: Values,
  labels: readonly string[],
  heightScale: number,
): (pixel: number) => number {
  const areas = stylesOf(labels).map(({ color }) => palette.area[color])
  const [first = palette.middle, second = palette.middle] = areas
  const count = areas.length
  if (count === 0) return (pixel) => diverging(palette.scale, (T[pixel] ?? 0) * heightScale)
  if (count === 2) {
    const scale = scaleBetween(palette, first, second)
    return (pixel) => diverging(scale, 2 * (T[pixel] ?? 0) - 1)
  }
  return (pixel) => {
    let best = 0
    for (let k = 1; k < count; k++) {
      if ((T[pixel * count + k] ?? 0) > (T[pixel * count + best] ?? 0)) best = k
    }
    // How far above an even share the winner is.
    const certainty = ((T[pixel * count + best] ?? 0) * count - 1) / (count - 1)
    return packed(mix(palette.middle, areas[best] ?? palette.area[firstStyle.color], certainty))
  }
}

/** The scales that were made, by palette and ends. */
const scales = new WeakMap<Palette, Map<string, Scale>>()

function scaleBetween(palette: Palette, from: Rgb, to: Rgb): Scale {
  const known = scales.get(palette) ?? new Map<string, Scale>()
  scales.set(palette, known)
  const ends = `${from} ${to}`
  const scale = known.get(ends) ?? scaleOf(from, palette.middle, to)
  known.set(ends, scale)
  return scale
}
