import { type Backend, cost, type Network, type NetworkParameters, predict } from '@leven/core'
import { computeMetrics, type Metrics, majorityPredictions, type TargetColumn } from '@leven/tabular'
import type { Part } from './prepare.ts'

/** Metrics of a network on some rows; the cost is the backend's own, without L2 and class weights. */
export async function measure(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  target: TargetColumn,
  { plain, targets, rowWeights }: Part,
): Promise<Metrics> {
  const T = await predict(on, network, parameters, plain.X, plain.instances)
  const data = rowWeights ? { ...plain, sampleWeights: rowWeights } : plain
  return computeMetrics(target, targets, T, await cost(on, network, parameters, data), rowWeights)
}

/** Metrics of the baseline that knows only how often each label occurs, or the mean. */
export function measureMajority(target: TargetColumn, training: Part, shown: Part): Metrics {
  const T = majorityPredictions(target, training.targets, shown.plain.instances, training.rowWeights)
  return computeMetrics(target, shown.targets, T, undefined, shown.rowWeights)
}
