import {
  Allocation,
  type Backend,
  type Dataset,
  forward,
  forwardWorkspace,
  type Network,
  type NetworkParameters,
  placeParameters,
} from '@leven/core'
import type { LearnerState } from '../learner/learner.ts'
import { type ParameterPlane, parametersAt, placeAt, planeOf, type Slice, shadowOn } from './slice.ts'

/** The cost over a plane through the parameters, as a device computes it, and the run's way over that plane. */
export interface Landscape {
  readonly slice: Slice
  /** Points along each side; odd, so that the middle one is where the run stood. */
  readonly side: number
  /** The plane is as far from the middle to each side: x and y run from −reach to reach. */
  readonly reach: number
  /** J (10), without L2, side × side, in rows from the top left: y falls from row to row. */
  readonly J: Float64Array
  /** x and y of each moment of the run that is kept, oldest first: its shadow on the plane. */
  readonly path: readonly (readonly [x: number, y: number])[]
  /** The parameters in the middle. */
  readonly centre: NetworkParameters
}

/** Points along a side: about a thousand costs, which a device computes in well under a second. */
const usualSide = 33

/** The plane reaches a quarter further than the run has come, and at least so far. */
const margin = 1.25
const leastReach = { numbers: 2, directions: 1 }

/** The parameters of a run, oldest first, to its newest state: while it plays, that may not be kept yet. */
export function wayTo(state: LearnerState, kept: readonly LearnerState[]): readonly NetworkParameters[] {
  const last = kept.at(-1)
  const isKept = last?.epoch === state.epoch && last.seen === state.seen
  return (isKept ? kept : [...kept, state]).map(({ layers }) => layers)
}

/**
 * Surveys the cost around the newest parameters of a run.
 * @param moments parameters of the run, oldest first; the last are those in the middle.
 * @returns undefined without moments.
 */
export async function survey(
  on: Backend,
  network: Network,
  data: Dataset,
  slice: Slice,
  moments: readonly NetworkParameters[],
  side = usualSide,
): Promise<Landscape | undefined> {
  const centre = moments.at(-1)
  if (!centre) return undefined
  const plane = planeOf(slice, centre)
  const path = moments.map((parameters) => shadowOn(plane, parameters))
  const furthest = Math.max(0, ...path.flat().map(Math.abs))
  const reach = Math.max(leastReach[slice.kind], margin * furthest)
  return { slice, side, reach, path, centre, J: await costs(on, network, data, plane, { side, reach }) }
}

/** The cost at every point of the grid, by the device that trains. */
async function costs(
  on: Backend,
  network: Network,
  data: Dataset,
  plane: ParameterPlane,
  grid: Pick<Landscape, 'side' | 'reach'>,
): Promise<Float64Array> {
  const { side } = grid
  const from = new Allocation(on)
  try {
    const placed = placeParameters(from, network, plane.centre)
    const X = from.tensor(network.sizes[0] ?? 0, data.instances, data.X)
    const Y = from.tensor(network.sizes.at(-1) ?? 0, data.instances, data.Y)
    const workspace = forwardWorkspace(from, network, placed, X)
    const row = Array.from({ length: side }, () => from.tensor(1, 1))
    const J = new Float64Array(side * side)
    for (let down = 0; down < side; down++) {
      for (const [right, cost] of row.entries()) {
        const at = parametersAt(plane, placeAt(grid, right), -placeAt(grid, down))
        for (const [l, { W, b }] of at.entries()) {
          const layer = placed[l]
          if (!layer) continue
          on.write(layer.W, W)
          on.write(layer.b, b)
        }
        forward(on, workspace)
        on.cost(cost, workspace.Z, Y, network.output)
      }
      // A row at a time, so that the device's queue stays bounded.
      const read = await Promise.all(row.map((cost) => on.read(cost)))
      J.set(
        read.map(([cost = Number.NaN]) => cost),
        down * side,
      )
    }
    return J
  } finally {
    from.free()
  }
}
