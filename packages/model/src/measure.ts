import {
  type Backend,
  cost,
  type Instances,
  inOneGo,
  inTurns,
  isSource,
  type Network,
  type NetworkParameters,
  openPredictor,
  piecesOf,
  predict,
  type Turns,
  type Values,
} from '@leven/core'
import { computeMetricsInTurns, type Metrics, majorityPredictions, type TargetColumn } from '@leven/tabular'
import type { Part } from './prepare.ts'
import { withWeights } from './stream-part.ts'

/** What is measured of some rows. */
type Measured = Pick<Part<Instances>, 'plain' | 'targets' | 'rowWeights'>

/** Metrics of a network on some rows, a row of weight 2 counting as two; the cost is the backend's own, without L2. */
export async function measure(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  target: TargetColumn,
  part: Measured,
): Promise<Metrics> {
  return (await measured(on, network, parameters, target, part)).metrics
}

/** The same, with the predictions that were measured. */
export async function measured(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  target: TargetColumn,
  { plain, targets, rowWeights }: Measured,
): Promise<{ readonly T: Values; readonly metrics: Metrics }> {
  const T = await predictAll(on, network, parameters, plain)
  const loss = await cost(on, network, parameters, rowWeights ? weighted(plain, rowWeights) : plain)
  return { T, metrics: await inTurns(computeMetricsInTurns(target, targets, T, loss, rowWeights)) }
}

function weighted(data: Instances, sampleWeights: Values): Instances {
  return isSource(data) ? withWeights(data, sampleWeights) : { ...data, sampleWeights }
}

/** T of every instance, nL × m. Each prediction needs its own instance alone, so pieces give the same bits. */
async function predictAll(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  data: Instances,
): Promise<Values> {
  if (!isSource(data)) return predict(on, network, parameters, data.X, data.instances)
  const size = (network.sizes.at(-1) ?? 0) * data.instances
  const predictor = openPredictor(on, network, parameters)
  let T: Values | undefined
  let at = 0
  try {
    for await (const { X, instances } of piecesOf(network, data)) {
      const some = await predictor.predict(X, instances)
      T ??= some instanceof Float64Array ? new Float64Array(size) : new Float32Array(size)
      T.set(some, at)
      at += some.length
    }
  } finally {
    predictor.close()
  }
  return T ?? new Float32Array(0)
}

/** Metrics of the baseline that knows only how often each label occurs, or the mean. */
export function measureMajority(
  target: TargetColumn,
  training: Pick<Part, 'targets' | 'rowWeights'>,
  shown: Pick<Part, 'targets' | 'rowWeights'>,
): Metrics {
  return inOneGo(measureMajorityInTurns(target, training, shown))
}

/** As `measureMajority`. */
export function* measureMajorityInTurns(
  target: TargetColumn,
  training: Pick<Part, 'targets' | 'rowWeights'>,
  shown: Pick<Part, 'targets' | 'rowWeights'>,
): Turns<Metrics> {
  const T = majorityPredictions(target, training.targets, shown.targets.length, training.rowWeights)
  return yield* computeMetricsInTurns(target, shown.targets, T, undefined, shown.rowWeights)
}
