import type { EventLoop } from './event-loop.ts'
import { drawParameters, type Initializer, initialParameters } from './initializer.ts'
import type { Network, NetworkParameters } from './network.ts'

/** The parameters that a run begins with: those that are given, else drawn when they are first asked for. */
export class FirstParameters {
  readonly #network: Network
  readonly #seed: number
  readonly #initializer: Initializer | undefined
  #known: NetworkParameters | undefined

  constructor(
    network: Network,
    seed: number,
    initializer: Initializer | undefined,
    given: NetworkParameters | undefined,
  ) {
    this.#network = network
    this.#seed = seed
    this.#initializer = initializer
    this.#known = given
  }

  /** At once, however long that takes: a network of a hundred million weights takes seconds. */
  now(): NetworkParameters {
    this.#known ??= initialParameters(this.#network, this.#seed, this.#initializer)
    return this.#known
  }

  /** Draws them, the event loop handed back in between; undefined where the signal came before all were drawn. */
  async drawn(loop: EventLoop, signal: AbortSignal | undefined): Promise<NetworkParameters | undefined> {
    if (this.#known) return this.#known
    const drawing = drawParameters(this.#network, this.#seed, this.#initializer)
    for (;;) {
      const { done, value } = drawing.next()
      if (done) {
        this.#known = value
        return value
      }
      if (!loop.due()) continue
      await loop.handBack()
      if (signal?.aborted) return undefined
    }
  }
}
