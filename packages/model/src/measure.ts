import { type Backend, cost, type Network, type NetworkParameters, predict, type Values } from '@leven/core'
import { computeMetrics, type Metrics, majorityPredictions, type TargetColumn } from '@leven/tabular'
import type { Part } from './prepare.ts'

/** Metrics of a network on some rows, a row of weight 2 counting as two; the cost is the backend's own, without L2. */
export async function measure(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  target: TargetColumn,
  part: Pick<Part, 'plain' | 'targets' | 'rowWeights'>,
): Promise<Metrics> {
  return (await measured(on, network, parameters, target, part)).metrics
}

/** The same, with the predictions that were measured. */
export async function measured(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  target: TargetColumn,
  { plain, targets, rowWeights }: Pick<Part, 'plain' | 'targets' | 'rowWeights'>,
): Promise<{ readonly T: Values; readonly metrics: Metrics }> {
  const T = await predict(on, network, parameters, plain.X, plain.instances)
  const loss = await cost(
    on,
    network,
    parameters,
    rowWeights ? { ...plain, sampleWeights: rowWeights } : plain,
  )
  return { T, metrics: computeMetrics(target, targets, T, loss, rowWeights) }
}

/** Metrics of the baseline that knows only how often each label occurs, or the mean. */
export function measureMajority(
  target: TargetColumn,
  training: Pick<Part, 'targets' | 'rowWeights'>,
  shown: Pick<Part, 'targets' | 'rowWeights'>,
): Metrics {
  const T = majorityPredictions(target, training.targets, shown.targets.length, training.rowWeights)
  return computeMetrics(target, shown.targets, T, undefined, shown.rowWeights)
}
