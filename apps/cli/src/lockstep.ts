import { parameterDistances } from '@leven/conformance'
import { type Backend, isDivergence, type Network, type NetworkParameters, type Progress } from '@leven/core'
import { explained, type Part, type Recipe, startRun } from '@leven/model'
import type { Encoder } from '@leven/tabular'

/** How one backend's run went, beside the first backend's. */
export interface Lap {
  readonly network: Network
  readonly parameters: NetworkParameters
  readonly epochs: number
  /** The cost of the last epoch. */
  readonly cost: number
  /** The median over the epochs, the evaluation of costs included. */
  readonly secondsPerEpoch: number
  /** The first epoch after which a parameter is another float32 number than the first backend's; null if none. */
  readonly firstEpochApart: number | null
  /** The largest distance of each parameter block from the first backend's at the end, in units in the last place. */
  readonly blocks: readonly { readonly name: string; readonly ulps: number }[]
}

/** What a run is trained on. */
export interface Course {
  readonly encoder: Encoder
  readonly recipe: Recipe
  readonly training: Part
  readonly validation: Part | undefined
}

/**
 * Trains on every backend at once, an epoch each in turn, and notes where the others part from the first.
 * @throws LevenError where one diverges.
 */
export async function runInLockstep(backends: readonly Backend[], course: Course): Promise<readonly Lap[]> {
  const { encoder, recipe, training, validation } = course
  const runners = backends.map(
    (on) => new Runner(startRun(on, encoder, recipe, training, validation, { reportEvery: 1 })),
  )
  const [leader, ...others] = runners
  try {
    while (runners.some(({ ended }) => !ended)) {
      for (const runner of runners) await runner.advance()
      for (const other of others) if (leader) other.compare(leader)
    }
  } catch (error) {
    throw isDivergence(error) ? explained(error, encoder) : error
  } finally {
    for (const runner of runners) await runner.stop()
  }
  return Promise.all(runners.map((runner) => runner.lap(leader ?? runner)))
}

/** One backend's run, and what has been seen of it. */
class Runner {
  ended = false
  readonly #network: Network
  readonly #run: ReturnType<typeof startRun>['run']
  readonly #epochs: AsyncIterator<Progress>
  #parameters: NetworkParameters = []
  #last: Progress | undefined
  #apart: number | null = null
  readonly #seconds: number[] = []

  constructor({ network, run }: ReturnType<typeof startRun>) {
    this.#network = network
    this.#run = run
    this.#epochs = run[Symbol.asyncIterator]()
  }

  /** One more epoch. */
  async advance(): Promise<void> {
    if (this.ended) return
    const begun = performance.now()
    const { done, value } = await this.#epochs.next()
    if (done) {
      this.ended = true
      return
    }
    this.#seconds.push((performance.now() - begun) / 1000)
    this.#last = value
    this.#parameters = (await this.#run.state()).layers
  }

  compare(leader: Runner): void {
    if (this.#apart !== null || !this.#last) return
    const same =
      this.#last.epoch === leader.#last?.epoch &&
      distances(this.#parameters, leader.#parameters).every(({ ulps }) => ulps === 0)
    if (!same) this.#apart = this.#last.epoch
  }

  /** Ends the run early, where another one failed. */
  async stop(): Promise<void> {
    if (!this.ended) await this.#epochs.return?.()
  }

  async lap(leader: Runner): Promise<Lap> {
    const parameters = await this.#run.parameters()
    return {
      network: this.#network,
      parameters,
      epochs: this.#last?.epoch ?? 0,
      cost: this.#last?.cost ?? Number.NaN,
      secondsPerEpoch: median(this.#seconds),
      firstEpochApart: this.#apart,
      blocks: distances(parameters, await leader.#run.parameters()),
    }
  }
}

function distances(a: NetworkParameters, b: NetworkParameters): Lap['blocks'] {
  return parameterDistances(a, b).map(({ name, ulps }) => ({ name, ulps }))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
