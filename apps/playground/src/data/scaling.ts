/** How a column of numbers becomes an input or a target: (value − mean) / standardDeviation, rounded to float32. */
export interface Scaling {
  readonly mean: number
  /** The population's; 0 for a constant column, which becomes 0 everywhere. */
  readonly standardDeviation: number
}

/** A column that is left as it is. */
export const unscaled: Scaling = { mean: 0, standardDeviation: 1 }

/** Mean and standard deviation of a column, in float64 and in order, as the encoder of @leven/tabular has them. */
export function fitScaling(values: readonly number[]): Scaling {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) * (value - mean)
  return { mean, standardDeviation: Math.sqrt(squares / values.length) }
}

/** What the network sees of a value. */
export function scale({ mean, standardDeviation }: Scaling, value: number): number {
  return standardDeviation === 0 ? 0 : Math.fround((value - mean) / standardDeviation)
}

/** The value that the network means. */
export function unscale({ mean, standardDeviation }: Scaling, value: number): number {
  return value * standardDeviation + mean
}
