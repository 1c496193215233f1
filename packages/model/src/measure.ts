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
  pieceSize,
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

/** How long what has been learnt is measured after a signal, in milliseconds: whoever gave it waits. */
const measuredFor = 300

/** When it has been measured enough after a signal. */
export function enoughMeasured(): AbortSignal {
  return AbortSignal.timeout(measuredFor)
}

/**
 * The same where a signal ended the training: of the first rows, as many as there is time for.
 * @returns also whether these are all.
 */
export async function measuredSoFar(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  target: TargetColumn,
  { plain, targets, rowWeights }: Measured,
  enough: AbortSignal = enoughMeasured(),
): Promise<{ readonly T: Values; readonly metrics: Metrics; readonly isWhole: boolean }> {
  const T = await predictAll(on, network, parameters, plain, enough)
  const rows = T.length / (network.sizes.at(-1) ?? 1)
  const [known, weights] = [targets.subarray(0, rows), rowWeights?.subarray(0, rows)]
  const metrics = await inTurns(computeMetricsInTurns(target, known, T, undefined, weights))
  return { T, metrics, isWhole: rows === plain.instances }
}

function weighted(data: Instances, sampleWeights: Values): Instances {
  return isSource(data) ? withWeights(data, sampleWeights) : { ...data, sampleWeights }
}

/**
 * T of every instance, nL × m. Each prediction needs its own instance alone, so pieces give the same bits.
 * @param enough ends it after the piece in which it comes; what follows is left out.
 */
async function predictAll(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  data: Instances,
  enough?: AbortSignal,
): Promise<Values> {
  if (!isSource(data) && !enough) return predict(on, network, parameters, data.X, data.instances)
  const [features = 0, outputs = 0] = [network.sizes[0], network.sizes.at(-1)]
  const size = outputs * data.instances
  const predictor = openPredictor(on, network, parameters)
  let T: Values | undefined
  let at = 0
  try {
    for await (const { X, instances } of piecesOf(network, data)) {
      const most = enough ? pieceSize(network) : instances
      for (let begin = 0; begin < instances; begin += most) {
        const end = Math.min(begin + most, instances)
        const some = await predictor.predict(X.subarray(begin * features, end * features), end - begin)
        T ??= some instanceof Float64Array ? new Float64Array(size) : new Float32Array(size)
        T.set(some, at)
        at += some.length
        if (enough?.aborted) return T.subarray(0, at)
      }
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
