import type { Backend, Tensor } from './backend.ts'
import { checkDataset, type Dataset } from './dataset.ts'
import { InvalidOptionError } from './errors.ts'
import { placeDataset } from './evaluation.ts'
import { backward, forward } from './learn.ts'
import { checkNetwork, checkParameters, type Network, type NetworkParameters } from './network.ts'
import { openReference } from './reference.ts'
import {
  Allocation,
  type LearningWorkspace,
  learningWorkspace,
  placeParameters,
  withGradients,
} from './workspace.ts'

/** How gradients are checked. */
export interface GradientCheckOptions {
  /** L2 strength, as in training. Default 0. */
  readonly l2?: number
  /** h of the central difference, times max(1, |parameter|). Default 1e-5. */
  readonly stepSize?: number
  /** A backend in float64; float32 has no room for a difference quotient. Default the reference. */
  readonly on?: Backend
}

/** One parameter block: W1, b1, W2, … */
export interface GradientBlock {
  readonly name: string
  /** ‖a − n‖ / (‖a‖ + ‖n‖) of the analytic gradient a and the numeric n; 0 where both are 0. */
  readonly relativeDifference: number
  /** Parameters compared. */
  readonly checked: number
  /** Parameters left out because a ReLU changes sides between J(p − h) and J(p + h), where J has no derivative. */
  readonly kinks: number
  /** a and n, column-major in the block's shape; NaN where left out. */
  readonly analytic: Float64Array
  readonly numeric: Float64Array
}

/** Every gradient beside its central difference, block by block. */
export interface GradientCheck {
  readonly blocks: readonly GradientBlock[]
  /** The largest relative difference of a block. */
  readonly worst: number
}

/**
 * Proves the gradients of (11)–(14): holds each against the central difference (J(p + h) − J(p − h)) / 2h.
 * Correct gradients agree to about 1e-9 in float64; a wrong term shows as 1e-2 or more.
 *
 * @throws InvalidOptionError for a backend that is not float64, or parameters that do not fit; InvalidDataError for such data.
 * @example
 * const { worst } = await gradientCheck(network, initialParameters(network, 0), data)
 * // worst < 1e-7
 */
export async function gradientCheck(
  network: Network,
  parameters: NetworkParameters,
  data: Dataset,
  options: GradientCheckOptions = {},
): Promise<GradientCheck> {
  const { l2 = 0, stepSize = 1e-5, on = await openReference() } = options
  checkNetwork(network)
  checkParameters(network, parameters)
  checkDataset(network, data)
  if (on.info.arithmetic.unitRoundoff > Number.EPSILON) {
    throw new InvalidOptionError(
      `The backend ${on.info.name} is too coarse for difference quotients.`,
      'Check gradients on a float64 backend, such as the reference.',
    )
  }
  const from = new Allocation(on)
  try {
    const placed = withGradients(from, placeParameters(from, network, parameters), 0)
    const workspace = learningWorkspace(from, network, placed, placeDataset(from, network, data))
    const J = from.tensor(1, 1)
    forward(on, workspace)
    backward(on, workspace)
    const blocks: GradientBlock[] = []
    for (const [l, { W, b, dW, db }] of workspace.layers.entries()) {
      const check = (name: string, P: Tensor, dP: Tensor, strength: number) =>
        checkBlock({ on, workspace, J, h: stepSize }, `${name}${l + 1}`, P, dP, strength)
      blocks.push(await check('W', W, dW, l2), await check('b', b, db, 0))
    }
    return { blocks, worst: Math.max(...blocks.map((block) => block.relativeDifference)) }
  } finally {
    from.free()
  }
}

/** What every difference quotient needs. */
interface Probe {
  readonly on: Backend
  readonly workspace: LearningWorkspace
  readonly J: Tensor
  readonly h: number
}

async function checkBlock(
  probe: Probe,
  name: string,
  P: Tensor,
  dP: Tensor,
  l2: number,
): Promise<GradientBlock> {
  const values = Float64Array.from(await probe.on.read(P))
  const analytic = Float64Array.from(await probe.on.read(dP), (g, i) => g + l2 * (values[i] ?? 0))
  const numeric = new Float64Array(values.length)
  let kinks = 0
  for (const [i, p] of values.entries()) {
    const h = probe.h * Math.max(1, Math.abs(p))
    const above = await evaluate(probe, P, values, i, p + h)
    const below = await evaluate(probe, P, values, i, p - h)
    if (above.sides === below.sides) {
      // ((p + h)² − (p − h)²) / 4h is p itself: the penalty's part needs no difference.
      numeric[i] = (above.cost - below.cost) / (2 * h) + l2 * p
    } else {
      kinks++
      numeric[i] = Number.NaN
      analytic[i] = Number.NaN
    }
  }
  probe.on.write(P, values)
  return {
    name,
    relativeDifference: relativeDifference(analytic, numeric),
    checked: values.length - kinks,
    kinks,
    analytic,
    numeric,
  }
}

/** J with parameter i at another value, and the side of its kink that each rectified unit is on. */
async function evaluate(
  { on, workspace, J }: Probe,
  P: Tensor,
  values: Float64Array,
  i: number,
  value: number,
): Promise<{ cost: number; sides: string }> {
  on.write(P, values.with(i, value))
  forward(on, workspace)
  on.cost(J, workspace.Z, workspace.Y, workspace.output, workspace.s)
  let sides = ''
  for (const { A, g } of workspace.layers) {
    if (g !== 'relu' && g !== 'leakyRelu') continue
    for (const a of await on.read(A)) sides += a > 0 ? '+' : '-'
  }
  const [cost = Number.NaN] = await on.read(J)
  return { cost, sides }
}

/** ‖a − n‖ / (‖a‖ + ‖n‖), without the places that are NaN in both. */
function relativeDifference(a: Float64Array, n: Float64Array): number {
  let [difference, sizeOfA, sizeOfN] = [0, 0, 0]
  for (const [i, value] of a.entries()) {
    const other = n[i] ?? Number.NaN
    if (Number.isNaN(value) && Number.isNaN(other)) continue
    difference += (value - other) * (value - other)
    sizeOfA += value * value
    sizeOfN += other * other
  }
  const size = Math.sqrt(sizeOfA) + Math.sqrt(sizeOfN)
  return size === 0 ? 0 : Math.sqrt(difference) / size
}
