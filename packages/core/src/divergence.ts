import { isLevenError, LevenError } from './errors.ts'
import { type Instances, piecesOf } from './instances.ts'
import type { Network, NetworkParameters } from './network.ts'
import type { Best } from './training.ts'

/** One number of a network: 'W1' row 3, column 7. Rows and columns count from 0. */
export interface LocatedParameter {
  /** After which epoch it had this value. */
  readonly epoch: number
  /** The matrix: 'W1', 'b2'. */
  readonly name: string
  /** From 0: the unit. */
  readonly row: number
  /** From 0: the input; 0 in a bias. */
  readonly column: number
  /** What it was. */
  readonly value: number
}

/** Where a run went out of the range of numbers. */
export interface Divergence {
  /** The epoch after which it was seen. */
  readonly epoch: number
  /** The first layer that holds a number that is not finite, from 1; the last layer when only the cost is not. */
  readonly layer: number
  /** The largest finite parameter by magnitude; where none is finite any more, that of the best epoch. */
  readonly largest: LocatedParameter
  /** The feature with the largest magnitude in the data, from 0, and that magnitude: the likely cause. */
  readonly feature: number
  /** The largest magnitude of that feature. */
  readonly magnitude: number
  /** The rate of the last step, after its schedule. */
  readonly learningRate: number
}

/** Training left the range of numbers. The best parameters before that are in `best`. */
export class DivergenceError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'DivergenceError'
  /** Where the numbers were lost, and the likely cause. */
  readonly divergence: Divergence
  /** The best parameters that were seen, or the first ones. */
  readonly best: Best

  constructor(divergence: Divergence, best: Best) {
    const { epoch, layer, largest, feature, magnitude, learningRate } = divergence
    const when = largest.epoch === epoch ? '' : ` at epoch ${largest.epoch}, before its numbers were lost,`
    super(
      'DIVERGED',
      `Training diverged by epoch ${epoch} in layer ${layer}: the largest parameter${when} was ` +
        `${largest.name}[${largest.row}, ${largest.column}] = ${largest.value.toPrecision(3)}.`,
      `Lower the learning rate, now ${learningRate}` +
        (magnitude > 100 ? `, or scale feature ${feature}, which reaches ${magnitude.toPrecision(3)}.` : '.'),
    )
    this.divergence = divergence
    this.best = best
  }
}

/** Whether training went out of the range of numbers, by the error's code: another copy of core has another class. */
export function isDivergence(error: unknown): error is DivergenceError {
  return isLevenError(error) && error.code === 'DIVERGED' && 'divergence' in error
}

/** Whether every parameter is a finite number. */
export function isFiniteNetwork(parameters: NetworkParameters): boolean {
  return parameters.every(({ W, b }) => W.every(Number.isFinite) && b.every(Number.isFinite))
}

/** Finds, on the host, what went wrong: devices do not propagate NaN reliably. */
export async function diagnose(
  network: Network,
  data: Instances,
  parameters: NetworkParameters,
  at: { readonly epoch: number; readonly learningRate: number },
  best: Best,
): Promise<DivergenceError> {
  const broken = parameters.findIndex((layer) => !isFiniteNetwork([layer]))
  const { feature, magnitude } = await largestFeature(network, data)
  return new DivergenceError(
    {
      ...at,
      layer: broken < 0 ? parameters.length : broken + 1,
      largest:
        largestParameter(parameters, at.epoch) ?? largestParameter(best.parameters, best.epoch) ?? nothing,
      feature,
      magnitude,
    },
    best,
  )
}

/** All zeros have no largest. */
const nothing: LocatedParameter = { epoch: 0, name: 'W1', row: 0, column: 0, value: 0 }

function largestParameter(parameters: NetworkParameters, epoch: number): LocatedParameter | undefined {
  let largest: LocatedParameter | undefined
  for (const [l, { W, b }] of parameters.entries()) {
    const rows = b.length
    for (const [kind, values] of Object.entries({ W, b })) {
      for (const [i, value] of values.entries()) {
        if (!Number.isFinite(value) || Math.abs(value) <= Math.abs(largest?.value ?? 0)) continue
        largest = { epoch, name: `${kind}${l + 1}`, row: i % rows, column: Math.floor(i / rows), value }
      }
    }
  }
  return largest
}

async function largestFeature(
  network: Network,
  data: Instances,
): Promise<{ readonly feature: number; readonly magnitude: number }> {
  let [feature, magnitude] = [0, 0]
  for await (const { X } of piecesOf(network, data)) {
    for (let i = 0; i < X.length; i++) {
      if (Math.abs(X[i] ?? 0) <= magnitude) continue
      magnitude = Math.abs(X[i] ?? 0)
      feature = i % (network.sizes[0] ?? 1)
    }
  }
  return { feature, magnitude }
}
