import type { Dataset } from '@leven/core'

/**
 * The two of some inputs that tell most of the targets: first the one whose correlation with an output is
 * strongest, then the one that is strongest where the first says nothing of it. Ties go to the earlier input.
 * @param candidates inputs to choose from, at least two.
 */
export function tellingInputs(
  { X, Y, instances }: Dataset,
  inputs: number,
  candidates: readonly number[],
): readonly [number, number] {
  const outputs = Y.length / instances
  const input = (k: number) => centred(instances, (i) => X[i * inputs + k] ?? 0)
  const columns = candidates.map(input)
  const targets = Array.from({ length: outputs }, (_, j) =>
    centred(instances, (i) => Y[i * outputs + j] ?? 0),
  )
  const tells = columns.map((column) =>
    Math.max(...targets.map((target) => squaredCorrelation(column, target))),
  )
  const first = placeOfLargest(tells)
  const known = columns[first] ?? new Float64Array()
  const beside = columns.map((column, k) =>
    k === first ? -1 : (tells[k] ?? 0) * (1 - squaredCorrelation(column, known)),
  )
  return [candidates[first] ?? 0, candidates[placeOfLargest(beside)] ?? 0]
}

function centred(instances: number, value: (i: number) => number): Float64Array {
  const values = Float64Array.from({ length: instances }, (_, i) => value(i))
  const mean = values.reduce((sum, one) => sum + one, 0) / instances
  return values.map((one) => one - mean)
}

/** r² of two centred columns; 0 where one is constant. */
function squaredCorrelation(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0]
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa > 0 && bb > 0 ? (ab * ab) / (aa * bb) : 0
}

function placeOfLargest(values: readonly number[]): number {
  let best = 0
  for (const [place, value] of values.entries()) if (value > (values[best] ?? 0)) best = place
  return best
}
