import { type Backend, repeatable, type Values } from './backend.ts'
import { checkMatrix } from './dataset.ts'
import { InvalidOptionError } from './errors.ts'
import { EventLoop } from './event-loop.ts'
import { forward } from './learn.ts'
import { checkNetwork, checkParameters, type Network, type NetworkParameters } from './network.ts'
import { Allocation, forwardWorkspace, type ParameterTensors, placeParameters } from './workspace.ts'

/** The most instances predicted at once. */
const longestChunk = 1024
/** On a CPU, fewer where that keeps a chunk's activations in the second-level cache; float32. */
const cacheBytes = 384 * 1024

/** A network that stays on a device, for many predictions. */
export interface Predictor {
  /**
   * T (9), nL × instances, column-major, in the backend's precision.
   * @param X n0 × instances, column-major, finite
   * @throws InvalidDataError when X has other sizes or is not finite.
   */
  predict(X: Values, instances: number): Promise<Values>
  /**
   * T (9) of one instance, at once and without allocating.
   * @param x n0 finite numbers
   * @param T nL places for the result; without it they are the predictor's own, overwritten by the next call
   * @throws InvalidDataError when x has other sizes or is not finite; InvalidOptionError on a backend that only answers
   * with a promise (no `readSync`).
   */
  predictOne(x: Values, T?: Values): Values
  /** Frees everything; the predictor must not be used again. */
  close(): void
}

/** A forward pass of so many instances. */
interface Pass {
  readonly from: Allocation
  readonly instances: number
  write(X: Values): void
  forward(): void
  read(): Promise<Values>
  readSync(to: Values): void
}

/**
 * Copies a network to the device once.
 * @throws InvalidOptionError when the parameters do not fit the network.
 * @example
 * const predictor = openPredictor(on, network, parameters)
 * const [probability] = await predictor.predict(instance, 1)
 * const [same] = predictor.predictOne(instance)
 * predictor.close()
 */
export function openPredictor(on: Backend, network: Network, parameters: NetworkParameters): Predictor {
  checkNetwork(network)
  checkParameters(network, parameters)
  const [features = 0, outputs = 0] = [network.sizes[0], network.sizes.at(-1)]
  const chunk = chunkOf(on, network)
  const own = new Allocation(on)
  const placed = placeParameters(own, network, parameters)
  let [one, full, rest]: (Pass | undefined)[] = []
  const ownT = new Float32Array(outputs)

  /** The room for one chunk: one instance and the full size are kept, of the others the last. */
  function passOf(instances: number): Pass {
    if (instances === 1) {
      one ??= openPass(on, network, placed, 1)
      return one
    }
    if (instances === chunk) {
      full ??= openPass(on, network, placed, chunk)
      return full
    }
    if (rest?.instances !== instances) {
      rest?.from.free()
      rest = undefined
      rest = openPass(on, network, placed, instances)
    }
    return rest
  }

  /** Predictions overwrite one workspace, so they wait for each other. */
  let last: Promise<unknown> = Promise.resolve()

  async function run(X: Values, instances: number): Promise<Values> {
    const loop = new EventLoop()
    let T: Values | undefined
    for (let start = 0; start < instances; start += chunk) {
      const size = Math.min(chunk, instances - start)
      const pass = passOf(size)
      pass.write(X.subarray(start * features, (start + size) * features))
      pass.forward()
      if (T && on.readSync) pass.readSync(T.subarray(start * outputs, (start + size) * outputs))
      else {
        const part = await pass.read()
        if (size === instances) return part
        T ??=
          part instanceof Float64Array
            ? new Float64Array(outputs * instances)
            : new Float32Array(outputs * instances)
        T.set(part, start * outputs)
      }
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
    predictOne(x, T = ownT) {
      checkMatrix('x', x, features, 1)
      const pass = passOf(1)
      pass.write(x)
      pass.forward()
      pass.readSync(T)
      return T
    },
    close() {
      for (const pass of [one, full, rest]) pass?.from.free()
      own.free()
    },
  }
}

function openPass(
  on: Backend,
  network: Network,
  parameters: readonly ParameterTensors[],
  instances: number,
): Pass {
  const from = new Allocation(on)
  try {
    const X = from.tensor(network.sizes[0] ?? 0, instances)
    const workspace = forwardWorkspace(from, network, parameters, X)
    return {
      from,
      instances,
      write: (values) => on.write(X, values),
      forward: repeatable(on, (on) => forward(on, workspace)),
      read: () => on.read(workspace.T),
      readSync(to) {
        if (!on.readSync) {
          throw new InvalidOptionError(
            `The backend ${on.info.name} only answers with a promise.`,
            'Use predict, or the cpu backend.',
          )
        }
        on.readSync(to, workspace.T)
      },
    }
  } catch (error) {
    from.free()
    throw error
  }
}

/** How many instances at once: on an accelerator as many as may be, on a CPU as many as stay in a near cache. */
function chunkOf(on: Backend, { sizes }: Network): number {
  if (on.info.accelerated !== false) return longestChunk
  const bytes = 4 * sizes.reduce((sum, size) => sum + size, 0)
  return Math.min(longestChunk, Math.max(64, Math.floor(cacheBytes / bytes / 64) * 64))
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
