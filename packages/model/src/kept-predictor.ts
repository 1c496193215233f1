import {
  type Backend,
  type Network,
  type NetworkParameters,
  openPredictor,
  type Predictor,
  type Values,
} from '@leven/core'

interface Kept {
  readonly parameters: NetworkParameters
  readonly predictor: Predictor
  /** Predictions that are under way. */
  pending: number
}

/** The network that predicted last on a backend: it stays there for the next call. */
const kept = new WeakMap<Backend, Kept>()

/**
 * T of a network, which is placed on the backend only where the last call on it was another network's: parameters that
 * are the same object are the same, since those of a model never change. The network holds the device's memory until
 * another one predicts there or the backend closes.
 */
export async function predictKept(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  X: Values,
  instances: number,
): Promise<Values> {
  const own = placed(on, network, parameters)
  own.pending++
  try {
    return await own.predictor.predict(X, instances)
  } finally {
    own.pending--
    closeWhereUnused(on, own)
  }
}

function placed(on: Backend, network: Network, parameters: NetworkParameters): Kept {
  const last = kept.get(on)
  if (last?.parameters === parameters) return last
  kept.delete(on)
  if (last) closeWhereUnused(on, last)
  const own = { parameters, predictor: openPredictor(on, network, parameters), pending: 0 }
  kept.set(on, own)
  return own
}

function closeWhereUnused(on: Backend, one: Kept): void {
  if (one.pending === 0 && kept.get(on) !== one) one.predictor.close()
}
