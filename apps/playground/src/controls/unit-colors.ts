import { pixels } from '../data/plane.ts'
import type { Problem } from '../data/problem.ts'
import { activationColors, diverging, predictionColors } from '../painting/heat-map.ts'
import type { Palette } from '../painting/palette.ts'
import { heightScale } from '../painting/scene.ts'
import type { Neuron } from '../session/pointed.ts'
import type { Frame } from '../training/frame.ts'
import { isSame } from './unit-names.ts'

/** Pixels along the side of the finest picture that there is of a unit. */
export function finestSide({ picture, network: { sizes } }: Frame, unit: Neuron): number {
  const { prediction, units, enlarged } = picture
  const isCoarse = unit.layer < sizes.length - 1 && !(enlarged && isSame(enlarged.neuron, unit))
  return isCoarse ? units.side : prediction.side
}

/**
 * The colours of what a unit says about the plane, in rows from the top left.
 * @param side of the picture, in pixels: a hidden unit's is that of its layer's pictures, or its finest.
 */
export function unitColors(
  { picture, network: { sizes } }: Frame,
  { plane, labels, outputs }: Problem,
  colors: Palette,
  { layer, unit }: Neuron,
  side: number,
): (pixel: number) => number {
  const { layers } = picture.units
  if (layer === 0) {
    const X = pixels(plane, side)
    const inputs = plane.rest.length
    return (pixel) => diverging(colors.scale, (X[pixel * inputs + unit] ?? 0) / 2)
  }
  const { side: fine, T } = picture.prediction
  const A = layers[layer - 1]
  if (layer < sizes.length - 1 && A) {
    const { enlarged } = picture
    if (side === fine && enlarged && isSame(enlarged.neuron, { layer, unit }))
      return activationColors(colors, enlarged.A, 0, 1)
    return activationColors(colors, A, unit, sizes[layer] ?? 1)
  }
  const ofPrediction =
    outputs > 1
      ? (pixel: number) => diverging(colors.scale, 2 * (T[pixel * outputs + unit] ?? 0) - 1)
      : predictionColors(colors, T, labels, heightScale)
  const at = (step: number) => Math.floor(((step + 0.5) * fine) / side)
  return (pixel) => ofPrediction(at(Math.floor(pixel / side)) * fine + at(pixel % side))
}
