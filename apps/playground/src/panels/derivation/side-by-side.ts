import {
  Allocation,
  type Backend,
  forward,
  learningWorkspace,
  type Network,
  type NetworkParameters,
  openReference,
  placeParameters,
  type StepRules,
  step,
  type Values,
  withGradients,
} from '@leven/core'
import type { Rates } from '../../notes/calculation.ts'
import { unhurried } from '../../notes/unhurried.ts'
import { broken, type Mistake } from './broken.ts'
import type { Instances } from './instances.ts'

/** The cost before the first step and after each epoch: one number more than epochs. */
export type CostCurve = readonly number[]

/** Two runs that differ in one mistake only. */
export interface SideBySide {
  readonly right: CostCurve
  readonly wrong: CostCurve
  /** Where the costs differ most: the epoch and by how much; NaN counts as infinite. */
  readonly largestDifference: { readonly epoch: number; readonly difference: number }
  /** The first step of both, W1, b1, W2, b2, …: how far apart their moves are, ‖w − r‖ / (‖w‖ + ‖r‖). */
  readonly firstStep: readonly { readonly name: string; readonly difference: number }[]
}

/** Epochs of the two runs. */
export const epochsSideBySide = 60

/**
 * Trains from the same parameters with full batches and gradient descent, once right and once with the mistake,
 * on the reference backend.
 * @throws ShapeError where the mistake cannot even be computed.
 */
export async function trainSideBySide(
  network: Network,
  from: NetworkParameters,
  data: Instances,
  rates: Rates,
  mistake: Mistake,
): Promise<SideBySide> {
  const reference = async () => unhurried(await openReference())
  const { curve: wrong, moved: wrongMove } = await trained(
    broken(await reference(), mistake),
    network,
    from,
    data,
    rates,
  )
  const { curve: right, moved: rightMove } = await trained(await reference(), network, from, data, rates)
  const differences = right.map((cost, epoch) => {
    const difference = Math.abs(cost - (wrong[epoch] ?? Number.NaN))
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
  })
  const difference = Math.max(...differences)
  const firstStep = rightMove.map((move, i) => ({
    name: `${i % 2 === 0 ? 'W' : 'b'}${Math.floor(i / 2) + 1}`,
    difference: relativeDifference(move, wrongMove[i] ?? move),
  }))
  return {
    right,
    wrong,
    firstStep,
    largestDifference: { epoch: differences.indexOf(difference), difference },
  }
}

/** ‖a − b‖ / (‖a‖ + ‖b‖); 0 where both are 0. */
function relativeDifference(a: Values, b: Values): number {
  const apart = size(a.map((value, i) => value - (b[i] ?? 0)))
  return apart === 0 ? 0 : apart / (size(a) + size(b))
}

function size(values: Values): number {
  let squares = 0
  for (const value of values) squares += value * value
  return Math.sqrt(squares)
}

/** Trains on a backend, which it closes: the costs, and how far the first step moved each W and b. */
async function trained(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  { X, Y, instances }: Instances,
  { learningRate, l2 }: Rates,
): Promise<{ readonly curve: CostCurve; readonly moved: readonly Values[] }> {
  const from = new Allocation(on)
  try {
    const first = placeParameters(from, network, parameters)
    const workspace = learningWorkspace(from, network, withGradients(from, first, 0), {
      X: from.tensor(network.sizes[0] ?? 0, instances, X),
      Y: from.tensor(network.sizes.at(-1) ?? 0, instances, Y),
      s: undefined,
    })
    const J = from.tensor(1, 1)
    const rules: StepRules = {
      weights: { kind: 'gradientDescent', learningRate, l2 },
      biases: { kind: 'gradientDescent', learningRate, l2: 0 },
    }
    const curve: number[] = []
    const moved: Values[] = []
    for (let epoch = 0; epoch <= epochsSideBySide; epoch++) {
      if (epoch > 0) step(on, workspace, rules)
      if (epoch === 1) {
        for (const [l, { W, b }] of first.entries()) {
          const before = parameters[l]
          moved.push(difference(await on.read(W), before?.W), difference(await on.read(b), before?.b))
        }
      }
      forward(on, workspace)
      on.cost(J, workspace.Z, workspace.Y, workspace.output)
      const [cost = Number.NaN] = await on.read(J)
      curve.push(cost)
    }
    return { curve, moved }
  } finally {
    from.free()
    await on.close()
  }
}

function difference(after: Values, before: Values | undefined): Values {
  return after.map((value, i) => value - (before?.[i] ?? 0))
}
