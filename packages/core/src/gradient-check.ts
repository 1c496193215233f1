import type { Backend, Tensor } from './backend.ts'
import { checkDataset, type Dataset } from './dataset.ts'
import { InvalidOptionError } from './errors.ts'
import { EventLoop } from './event-loop.ts'
import { placeDataset } from './feed.ts'
import { backward, forward, step } from './learn.ts'
import { checkNetwork, checkParameters, type Network, type NetworkParameters } from './network.ts'
import { openReference } from './reference.ts'
import {
  Allocation,
  type LearningWorkspace,
  learningWorkspace,
  placeParameters,
  withGradients,
} from './workspace.ts'

/** Above this difference a gradient is wrong. */
export const gradientTolerance = 1e-7

/** How gradients are checked. */
export interface GradientCheckOptions {
  /** L2 strength, as in training; its term is checked by itself. Default 0. */
  readonly l2?: number
  /** h, times max(1, |parameter|): differences are taken over 100 h at most, and at a kink within h of it a parameter is left out. Default 1e-5. */
  readonly stepSize?: number
  /** A backend in float64; float32 has no room for a difference quotient. Default the reference. */
  readonly on?: Backend
}

/** One parameter block: W1, b1, W2, … */
export interface GradientBlock {
  /** The parameters compared: 'W1', 'b2'. */
  readonly name: string
  /**
   * ‖a − n‖ / max(‖a‖ + ‖n‖, ‖r‖ / 1e-7) of the analytic gradient a and the numeric n, r what rounding can do to n: rounding
   * alone stays below 1e-7. 0 where both are 0, infinite where one is NaN or infinite.
   */
  readonly relativeDifference: number
  /**
   * The same of the L2 term that a step adds: λ p of a weight and 0 of a bias. Infinite for anything else on a bias.
   */
  readonly penaltyDifference: number
  /** Parameters compared. */
  readonly checked: number
  /** Parameters left out because a ReLU changes sides within h of them, where J has no derivative. */
  readonly kinks: number
  /** a and n, column-major in the block's shape, without the L2 term; NaN where left out. */
  readonly analytic: Float64Array
  /** n, central differences of the cost, as `analytic` is laid out. */
  readonly numeric: Float64Array
}

/** Every gradient beside its central difference, block by block. */
export interface GradientCheck {
  /** One for each W and b, first layer first. */
  readonly blocks: readonly GradientBlock[]
  /** The largest difference of a block, of its gradient or its penalty; infinite where nothing at all was compared. */
  readonly worst: number
}

/**
 * Proves the gradients of (11)–(14): holds each against differences of J, (8 (J₁ − J₋₁) − (J₂ − J₋₂)) / 12d at p ± d and
 * p ± 2d, d a hundred times `stepSize` or, beside the kink of a ReLU or where J bends strongly, a quarter of that, a
 * sixteenth and so on.
 * Correct gradients agree to about 1e-9 in float64; a wrong term shows as 1e-2 or more.
 *
 * J is off by about ε|J| times the roundings on its way, so a quotient is by about 10 ε|J| / d. That much counts as rounding:
 * without it, right gradients that nearly vanish in a deep sigmoid network would be called wrong.
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
    const loop = new EventLoop()
    const gradients: Omit<GradientBlock, 'penaltyDifference'>[] = []
    for (const [l, { W, b, dW, db }] of workspace.layers.entries()) {
      const check = (name: string, P: Tensor, dP: Tensor) =>
        checkBlock({ on, workspace, J, h: stepSize, loop }, `${name}${l + 1}`, P, dP)
      gradients.push(await check('W', W, dW), await check('b', b, db))
    }
    const penalties = await checkPenalties(on, workspace, l2)
    const blocks = gradients.map((block, i) => ({ ...block, penaltyDifference: penalties[i] ?? Number.NaN }))
    const compared = blocks.some(({ checked }) => checked > 0)
    const differences = blocks.flatMap((block) => [block.relativeDifference, block.penaltyDifference])
    return { blocks, worst: compared ? Math.max(...differences) : Number.POSITIVE_INFINITY }
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
  /** Two passes for each parameter are long: others have their turn between them. */
  readonly loop: EventLoop
}

async function checkBlock(
  probe: Probe,
  name: string,
  P: Tensor,
  dP: Tensor,
): Promise<Omit<GradientBlock, 'penaltyDifference'>> {
  const values = Float64Array.from(await probe.on.read(P))
  const analytic = Float64Array.from(await probe.on.read(dP))
  const numeric = new Float64Array(values.length)
  const floor = new Float64Array(values.length)
  const left = new Set<number>()
  for (const [i, p] of values.entries()) {
    const found = await difference(probe, P, values, i, probe.h * Math.max(1, Math.abs(p)))
    if (!found) left.add(i)
    numeric[i] = found?.slope ?? Number.NaN
    floor[i] = found?.floor ?? 0
    if (!found) analytic[i] = Number.NaN
    if (probe.loop.due()) await probe.loop.handBack()
  }
  probe.on.write(P, values)
  return {
    name,
    relativeDifference: relativeDifference(analytic, numeric, floor, left),
    checked: values.length - left.size,
    kinks: left.size,
    analytic,
    numeric,
  }
}

/** The roundings of J that count in a difference of two of its values. */
const roundingsOfCost = 10

interface Difference {
  readonly slope: number
  /** What rounding can do to the slope. */
  readonly floor: number
}

/**
 * ∂J/∂p of parameter i from four points, the nearer two at first 100 h away; nothing where a kink is nearer than h. The
 * points draw nearer while one lies beyond a kink, and while J bends so much between them that it could show: a weight
 * whose input is 1000 moves z a thousand times as far as one whose input is 1.
 */
async function difference(
  probe: Probe,
  P: Tensor,
  values: Float64Array,
  i: number,
  h: number,
): Promise<Difference | undefined> {
  const p = values[i] ?? Number.NaN
  const around = async (distance: number) => {
    const above = await evaluate(probe, P, values, i, p + distance)
    const below = await evaluate(probe, P, values, i, p - distance)
    const smooth = above.sides === below.sides
    return {
      slope: (above.cost - below.cost) / (2 * distance),
      cost: Math.abs(above.cost),
      sides: smooth ? above.sides : undefined,
    }
  }
  let found: Difference | undefined
  for (let near = 100 * h; near > h / 1000; near /= 4) {
    const far = await around(2 * near)
    const close = far.sides === undefined ? undefined : await around(near)
    if (!close || close.sides !== far.sides) {
      if (2 * near < h) return undefined
      continue
    }
    const floor = (1.5 * roundingsOfCost * Number.EPSILON * close.cost) / near
    found = { slope: (4 * close.slope - far.slope) / 3, floor }
    // Two points are wrong by about b = |S₂ − S₁|, a part b / |S₁| of the slope; four by about the square of that part.
    const bend = Math.abs(far.slope - close.slope)
    if (bend * bend <= floor * (Math.abs(close.slope) + bend)) break
  }
  return found
}

/** How far the L2 term of one real step is from λ p for weights and from nothing for biases; W1, b1, W2, … */
async function checkPenalties(on: Backend, workspace: LearningWorkspace, l2: number): Promise<number[]> {
  const blocks = workspace.layers.flatMap(({ W, b, dW, db }) => [
    { P: W, dP: dW, strength: l2 },
    { P: b, dP: db, strength: 0 },
  ])
  const before: Float64Array[] = []
  for (const { P } of blocks) before.push(Float64Array.from(await on.read(P)))
  const plain = { kind: 'gradientDescent', learningRate: 1 } as const
  step(on, workspace, { weights: { ...plain, l2 }, biases: { ...plain, l2: 0 } })
  const differences: number[] = []
  for (const [k, { P, dP, strength }] of blocks.entries()) {
    const [was, now, dp] = [before[k] ?? new Float64Array(), await on.read(P), await on.read(dP)]
    const right = was.map((p) => strength * p)
    // P − (∂J/∂P + λP) is rounded three times: what is as near as that is the same.
    const term = was.map((p, i) => {
      const [slope, wanted] = [dp[i] ?? Number.NaN, right[i] ?? Number.NaN]
      const added = p - (now[i] ?? Number.NaN) - slope
      const rounding = 4 * Number.EPSILON * (Math.abs(p) + Math.abs(slope) + Math.abs(wanted))
      return Math.abs(added - wanted) <= rounding ? wanted : added
    })
    differences.push(relativeDifference(term, right, new Float64Array(), new Set()))
  }
  for (const [k, { P }] of blocks.entries()) on.write(P, before[k] ?? new Float64Array())
  return differences
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

/** ‖a − n‖ / max(‖a‖ + ‖n‖, ‖floor‖ / tolerance), without the places left out. */
function relativeDifference(
  a: Float64Array,
  n: Float64Array,
  floor: Float64Array,
  left: ReadonlySet<number>,
): number {
  let [difference, sizeOfA, sizeOfN, rounding] = [0, 0, 0, 0]
  for (const [i, value] of a.entries()) {
    if (left.has(i)) continue
    const other = n[i] ?? Number.NaN
    difference += (value - other) * (value - other)
    sizeOfA += value * value
    sizeOfN += other * other
    rounding += (floor[i] ?? 0) * (floor[i] ?? 0)
  }
  const size = Math.max(Math.sqrt(sizeOfA) + Math.sqrt(sizeOfN), Math.sqrt(rounding) / gradientTolerance)
  if (!Number.isFinite(size) || !Number.isFinite(difference)) return Number.POSITIVE_INFINITY
  return size === 0 ? 0 : Math.sqrt(difference) / size
}
