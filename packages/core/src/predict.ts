import type { Backend, Values } from './backend.ts'
import { checkMatrix } from './dataset.ts'
import { EventLoop } from './event-loop.ts'
import { forward } from './learn.ts'
import { checkNetwork, checkParameters, type Network, type NetworkParameters } from './network.ts'
import { Allocation, type ForwardWorkspace, forwardWorkspace, placeParameters } from './workspace.ts'

/** Instances predicted at once: few enough to stay in the processor's caches, enough to keep it busy. */
const chunk = 1024

/** A network that stays on a device, for many predictions. */
export interface Predictor {
  /**
   * T (9), nL × instances, column-major, in the backend's precision.
   * @param X n0 × instances, column-major, finite
   * @throws InvalidDataError when X has other sizes or is not finite.
   */
  predict(X: Values, instances: number): Promise<Values>
  /** Frees everything; the predictor must not be used again. */
  close(): void
}

/**
 * Copies a network to the device once.
 * @throws InvalidOptionError when the parameters do not fit the network.
 * @example
 * const predictor = openPredictor(on, network, parameters)
 * const [probability] = await predictor.predict(instance, 1)
 * predictor.close()
 */
export function openPredictor(on: Backend, network: Network, parameters: NetworkParameters): Predictor {
  checkNetwork(network)
  checkParameters(network, parameters)
  const [features = 0, outputs = 0] = [network.sizes[0], network.sizes.at(-1)]
  const own = new Allocation(on)
  const placed = placeParameters(own, network, parameters)
  let rest: { readonly from: Allocation; readonly workspace: ForwardWorkspace } | undefined
  let full: ForwardWorkspace | undefined

  /** The room for one chunk: the full size is kept, of the others the last. */
  function workspaceOf(size: number): ForwardWorkspace {
    if (size === chunk) {
      full ??= forwardWorkspace(own, network, placed, own.tensor(features, size))
      return full
    }
    if (rest?.workspace.T.columns !== size) {
      rest?.from.free()
      const from = new Allocation(on)
      rest = { from, workspace: forwardWorkspace(from, network, placed, from.tensor(features, size)) }
    }
    return rest.workspace
  }

  /** Predictions overwrite one workspace, so they wait for each other. */
  let last: Promise<unknown> = Promise.resolve()

  async function run(X: Values, instances: number): Promise<Values> {
    const loop = new EventLoop()
    let T: Values | undefined
    for (let start = 0; start < instances; start += chunk) {
      const size = Math.min(chunk, instances - start)
      const workspace = workspaceOf(size)
      const [first] = workspace.layers
      if (first) on.write(first.X, X.subarray(start * features, (start + size) * features))
      forward(on, workspace)
      const part = await on.read(workspace.T)
      if (size === instances) return part
      T ??=
        part instanceof Float64Array
          ? new Float64Array(outputs * instances)
          : new Float32Array(outputs * instances)
      T.set(part, start * outputs)
      if (loop.due()) await loop.handBack()
    }
    return T ?? new Float32Array(0)
  }

  return {
    predict(X, instances) {
      checkMatrix('X', X, features, instances)
      const next = last.then(() => run(X, instances))
      last = next.catch(() => undefined)
      return next
    },
    close() {
      rest?.from.free()
      own.free()
    },
  }
}

/**
 * T (9) of every instance, nL × instances, column-major, in the backend's precision.
 * @param X n0 × instances, column-major, finite
 * @throws InvalidOptionError, InvalidDataError when parameters or X do not fit the network.
 */
export async function predict(
  on: Backend,
  network: Network,
  parameters: NetworkParameters,
  X: Values,
  instances: number,
): Promise<Values> {
  const predictor = openPredictor(on, network, parameters)
  try {
    return await predictor.predict(X, instances)
  } finally {
    predictor.close()
  }
}
