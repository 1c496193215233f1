import type { NetworkParameters, Values } from '@leven/core'
import type { ParameterPlace } from '../learner/learner-state.ts'

/** A plane through the parameters of a network: along two of its numbers, or along two directions of any length. */
export type Slice =
  | { readonly kind: 'numbers'; readonly across: ParameterPlace; readonly up: ParameterPlace }
  | { readonly kind: 'directions'; readonly across: NetworkParameters; readonly up: NetworkParameters }

/** A plane in the space of all parameters: θ + x·u + y·v, in float64. */
export interface ParameterPlane {
  readonly centre: NetworkParameters
  readonly across: NetworkParameters
  readonly up: NetworkParameters
}

/** The plane of a slice through some parameters. */
export function planeOf(slice: Slice, centre: NetworkParameters): ParameterPlane {
  switch (slice.kind) {
    case 'numbers':
      return { centre, across: unitVector(centre, slice.across), up: unitVector(centre, slice.up) }
    case 'directions':
      return { centre, across: scaled(slice.across, centre), up: scaled(slice.up, centre) }
    default:
      return slice satisfies never
  }
}

/** θ + x·u + y·v. */
export function parametersAt(
  { centre, across, up }: ParameterPlane,
  x: number,
  y: number,
): NetworkParameters {
  return centre.map((layer, l) => ({
    W: moved(layer.W, x, across[l]?.W, y, up[l]?.W),
    b: moved(layer.b, x, across[l]?.b, y, up[l]?.b),
  }))
}

/** x of a column, or −y of a row, of side × side points over a plane from −reach to reach: the middle of its square. */
export function placeAt(
  { side, reach }: { readonly side: number; readonly reach: number },
  step: number,
): number {
  return reach * ((2 * step + 1) / side - 1)
}

/**
 * Where parameters stand on the plane: the x and y of the point of it that is nearest to them. Of two numbers that is
 * how far they have moved; what else has moved is left out.
 */
export function shadowOn(
  { centre, across, up }: ParameterPlane,
  parameters: NetworkParameters,
): readonly [x: number, y: number] {
  const away = parameters.map(({ W, b }, l) => ({
    W: moved(W, -1, centre[l]?.W, 0, undefined),
    b: moved(b, -1, centre[l]?.b, 0, undefined),
  }))
  const [uu, uv, vv] = [product(across, across), product(across, up), product(up, up)]
  const [du, dv] = [product(away, across), product(away, up)]
  // The normal equations of two unknowns; u and v are never parallel but where the same number is chosen twice.
  const determinant = uu * vv - uv * uv
  if (determinant === 0) return [uu === 0 ? 0 : du / uu, 0]
  return [(du * vv - dv * uv) / determinant, (dv * uu - du * uv) / determinant]
}

/** 1 at one number, 0 at all others. */
function unitVector(like: NetworkParameters, { layer, kind, index }: ParameterPlace): NetworkParameters {
  return like.map(({ W, b }, l) => {
    const zeros = { W: new Float64Array(W.length), b: new Float64Array(b.length) }
    if (l === layer) zeros[kind][index] = 1
    return zeros
  })
}

/**
 * A direction, in each layer as long as the layer's weights, so that one step along it changes every layer by as much as
 * it is (the scaling of Li, Xu, Taylor, Studer and Goldstein, "Visualizing the Loss Landscape of Neural Nets", 2018, by
 * layers). Biases stay.
 */
function scaled(direction: NetworkParameters, centre: NetworkParameters): NetworkParameters {
  return centre.map(({ W, b }, l) => {
    const drawn = direction[l]?.W ?? new Float64Array(W.length)
    const scale = Math.sqrt(squares(W) / Math.max(squares(drawn), Number.MIN_VALUE))
    return { W: Float64Array.from(drawn, (d) => d * scale), b: new Float64Array(b.length) }
  })
}

function moved(
  from: Values,
  x: number,
  u: Values | undefined,
  y: number,
  v: Values | undefined,
): Float64Array {
  return Float64Array.from(from, (value, i) => value + x * (u?.[i] ?? 0) + y * (v?.[i] ?? 0))
}

function product(one: NetworkParameters, other: NetworkParameters): number {
  let sum = 0
  for (const [l, { W, b }] of one.entries()) {
    const [ofW, ofB] = [other[l]?.W, other[l]?.b]
    for (let i = 0; i < W.length; i++) sum += (W[i] ?? 0) * (ofW?.[i] ?? 0)
    for (let i = 0; i < b.length; i++) sum += (b[i] ?? 0) * (ofB?.[i] ?? 0)
  }
  return sum
}

function squares(values: Values): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
