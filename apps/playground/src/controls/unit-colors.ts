import type { Values } from '@leven/core'
import { pixels } from '../data/plane.ts'
import type { Problem } from '../data/problem.ts'
import { activationColors, diverging, predictionColors } from '../painting/heat-map.ts'
import type { Palette } from '../painting/palette.ts'
import { heightScale } from '../painting/scene.ts'
import type { Neuron } from '../session/pointed.ts'
import type { Picture } from '../training/camera.ts'
import type { Frame } from '../training/frame.ts'
import { isSame } from './unit-names.ts'

/** Pixels along the side of the finest picture that there is of a unit. */
export function finestSide({ picture, network: { sizes } }: Frame, unit: Neuron): number {
  const isFine = unit.layer === sizes.length - 1 || enlargedOf(picture, unit)
  return isFine ? picture.prediction.side : picture.units.side
}

/** A of a hidden unit as finely as the prediction, where the picture has it. */
function enlargedOf({ enlarged }: Picture, unit: Neuron): Values | undefined {
  return enlarged && isSame(enlarged.neuron, unit) ? enlarged.A : undefined
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
    const enlarged = side === fine ? enlargedOf(picture, { layer, unit }) : undefined
    return enlarged
      ? activationColors(colors, enlarged, 0, 1)
      : activationColors(colors, A, unit, sizes[layer] ?? 1)
  }
  const ofPrediction =
    outputs > 1
      ? (pixel: number) => diverging(colors.scale, 2 * (T[pixel * outputs + unit] ?? 0) - 1)
      : predictionColors(colors, T, labels, heightScale)
  const at = (step: number) => Math.floor(((step + 0.5) * fine) / side)
  return (pixel) => ofPrediction(at(Math.floor(pixel / side)) * fine + at(pixel % side))
}
