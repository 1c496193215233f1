import type { Dataset, Network } from '@leven/core'

/** Some instances of a data set, in the order given. */
export function subset({ sizes }: Network, data: Dataset, rows: Int32Array): Dataset {
  const [features = 0, outputs = 0] = [sizes[0], sizes.at(-1)]
  const X = new Float32Array(features * rows.length)
  const Y = new Float32Array(outputs * rows.length)
  rows.forEach((row, i) => {
    X.set(data.X.subarray(row * features, (row + 1) * features), i * features)
    Y.set(data.Y.subarray(row * outputs, (row + 1) * outputs), i * outputs)
  })
  const { sampleWeights } = data
  return {
    instances: rows.length,
    X,
    Y,
    ...(sampleWeights && { sampleWeights: Float64Array.from(rows, (row) => sampleWeights[row] ?? 0) }),
  }
}
