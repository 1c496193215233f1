import type { Output, Values } from './backend.ts'
import { InvalidDataError } from './errors.ts'
import type { Network } from './network.ts'

/** Instances and their targets. Column-major: an instance is contiguous. */
export interface Dataset {
  /** m: the number of instances. */
  readonly instances: number
  /** X, n0 × m. */
  readonly X: Values
  /** Y, nL × m: from 0 to 1 for sigmoid, a distribution over the classes for softmax, any number for identity. */
  readonly Y: Values
  /** One weight for each instance, not negative; scaled to mean 1 before use. */
  readonly sampleWeights?: Values
}

/**
 * Returns when the data fit the network: lengths, finite numbers, targets in the output's range, usable weights.
 * @throws InvalidDataError that names the instance and feature, target or weight at fault, counted from 0.
 */
export function checkDataset({ sizes, output }: Network, { instances, X, Y, sampleWeights }: Dataset): void {
  const features = sizes[0] ?? 0
  const outputs = sizes.at(-1) ?? 0
  checkCount(instances)
  checkMatrix('X', X, features, instances)
  checkMatrix('Y', Y, outputs, instances)
  checkTargets(output, Y, outputs)
  checkWeights(instances, sampleWeights)
}

/** @throws InvalidDataError unless there are instances, and weights of theirs that can be used, if any. */
export function checkWeights(instances: number, sampleWeights: Values | undefined): void {
  checkCount(instances)
  if (!sampleWeights) return
  checkMatrix('sampleWeights', sampleWeights, 1, instances)
  const negative = sampleWeights.findIndex((weight) => weight < 0)
  if (negative >= 0) {
    throw new InvalidDataError(
      `The sample weight of instance ${negative} is ${sampleWeights[negative]}.`,
      'Give weights that are not negative.',
    )
  }
  if (sampleWeights.every((weight) => weight === 0)) {
    throw new InvalidDataError('Every sample weight is 0.', 'Give at least one instance a weight above 0.')
  }
}

function checkCount(instances: number): void {
  if (Number.isSafeInteger(instances) && instances > 0) return
  throw new InvalidDataError(`There are ${instances} instances to learn from.`, 'Give at least one instance.')
}

/** @throws InvalidDataError unless X has a whole number of instances of finite numbers. */
export function checkMatrix(name: string, values: Values, rows: number, columns: number): void {
  if (values.length !== rows * columns) {
    throw new InvalidDataError(
      `${name} holds ${values.length} numbers but must hold ${rows}×${columns}.`,
      'Give column-major values, one column for each instance.',
    )
  }
  if (areFinite(values)) return
  const wrong = values.findIndex((value) => !Number.isFinite(value))
  throw new InvalidDataError(
    `${name} is ${values[wrong]} in row ${wrong % rows} of instance ${Math.floor(wrong / rows)}.`,
    'Give finite numbers.',
  )
}

/** Four sums at a time: a product with 0 is 0, but NaN where the number is not finite. */
function areFinite(values: Values): boolean {
  const whole = values.length & ~3
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0; i < whole; i += 4) {
    a += (values[i] ?? 0) * 0
    b += (values[i + 1] ?? 0) * 0
    c += (values[i + 2] ?? 0) * 0
    d += (values[i + 3] ?? 0) * 0
  }
  for (let i = whole; i < values.length; i++) a += (values[i] ?? 0) * 0
  return a + b + c + d === 0
}

function checkTargets(output: Output, Y: Values, outputs: number): void {
  if (output === 'identity') return
  const outside = Y.findIndex((y) => y < 0 || y > 1)
  if (outside >= 0) {
    throw new InvalidDataError(
      `The target of instance ${Math.floor(outside / outputs)} is ${Y[outside]}.`,
      `Give targets from 0 to 1 for a ${output} output.`,
    )
  }
  if (output !== 'softmax') return
  for (let start = 0; start < Y.length; start += outputs) {
    let sum = 0
    for (let k = start; k < start + outputs; k++) sum += Y[k] ?? 0
    if (Math.abs(sum - 1) < 1e-6) continue
    throw new InvalidDataError(
      `The targets of instance ${start / outputs} add up to ${sum}.`,
      'Give a distribution over the classes for a softmax output: one 1 and zeros, or shares that add up to 1.',
    )
  }
}

/** The same weights, scaled so that their mean is 1. */
export function meanOne(weights: Values): Float64Array {
  let sum = 0
  for (const weight of weights) sum += weight
  const scale = weights.length / sum
  return Float64Array.from(weights, (weight) => weight * scale)
}

/**
 * A weight for each instance that makes every class count the same, m / (classes · instances of the class), as
 * scikit-learn's 'balanced'. Instances with weights count by these; the result is to be multiplied with them. The class is the target of a single sigmoid output (above ½ or not) or the
 * largest target of a softmax.
 */
export function balancedWeights({ instances, Y, sampleWeights }: Dataset): Float64Array {
  const outputs = Y.length / instances
  const classes = Math.max(2, outputs)
  const classOf = Int32Array.from({ length: instances }, (_, i) => {
    const targets = Y.subarray(i * outputs, (i + 1) * outputs)
    return outputs === 1 ? Number((targets[0] ?? 0) > 0.5) : targets.indexOf(Math.max(...targets))
  })
  return weightsByClass(classOf, classes, sampleWeights)
}

/** The same, where the class of each instance is known. @param classes how many there may be */
export function weightsByClass(classOf: Int32Array, classes: number, sampleWeights?: Values): Float64Array {
  const counts = new Float64Array(classes)
  let all = 0
  for (const [i, index] of classOf.entries()) {
    const weight = sampleWeights?.[i] ?? 1
    counts[index] = (counts[index] ?? 0) + weight
    all += weight
  }
  const present = counts.filter((count) => count > 0).length
  return Float64Array.from(classOf, (index) => all / (present * (counts[index] || 1)))
}
