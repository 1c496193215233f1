import {
  Allocation,
  type Backend,
  forward,
  initialParameters,
  learningWorkspace,
  type Network,
  openReference,
  placeParameters,
  type StepRules,
  step,
  withGradients,
} from '@leven/core'
import { broken, type Mistake } from './broken.ts'
import type { Rates } from './calculation.ts'
import type { Instances } from './instances.ts'
import { unhurried } from './unhurried.ts'

/** The cost before the first step and after each epoch: one number more than epochs. */
export type CostCurve = readonly number[]

/** Two runs that differ in one mistake only. */
export interface SideBySide {
  readonly right: CostCurve
  readonly wrong: CostCurve
  /** Where the costs differ most: the epoch and by how much; NaN counts as infinite. */
  readonly largestDifference: { readonly epoch: number; readonly difference: number }
}

/** Epochs of the two runs. */
export const epochsSideBySide = 60

/**
 * Trains from the same first parameters (drawn by seed 0) with full batches and gradient descent, once
 * right and once with the mistake, on the reference backend.
 * @throws ShapeError where the mistake cannot even be computed.
 */
export async function trainSideBySide(
  network: Network,
  data: Instances,
  rates: Rates,
  mistake: Mistake,
): Promise<SideBySide> {
  const wrong = await costCurve(broken(unhurried(await openReference()), mistake), network, data, rates)
  const right = await costCurve(unhurried(await openReference()), network, data, rates)
  const differences = right.map((cost, epoch) => {
    const difference = Math.abs(cost - (wrong[epoch] ?? Number.NaN))
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
  })
  const difference = Math.max(...differences)
  return { right, wrong, largestDifference: { epoch: differences.indexOf(difference), difference } }
}

/** Trains on a backend, which it closes. */
async function costCurve(
  on: Backend,
  network: Network,
  { X, Y, instances }: Instances,
  { learningRate, l2 }: Rates,
): Promise<CostCurve> {
  const from = new Allocation(on)
  try {
    const first = placeParameters(from, network, initialParameters(network, 0))
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
    for (let epoch = 0; epoch <= epochsSideBySide; epoch++) {
      if (epoch > 0) step(on, workspace, rules)
      forward(on, workspace)
      on.cost(J, workspace.Z, workspace.Y, workspace.output)
      const [cost = Number.NaN] = await on.read(J)
      curve.push(cost)
    }
    return curve
  } finally {
    from.free()
    await on.close()
  }
}
