import type { Backend, Tensor, Values } from './backend.ts'
import { checkDeviceMemory, type TrainingSize } from './device-memory.ts'
import { type DivergenceError, diagnose, isDivergence, isFiniteNetwork } from './divergence.ts'
import { InvalidOptionError, LevenError } from './errors.ts'
import { EventLoop } from './event-loop.ts'
import { type Instances, isSource } from './instances.ts'
import type { Network, NetworkParameters } from './network.ts'
import { type AdamProducts, firstProducts, nextProducts } from './optimizer.ts'
import { checkOrigin, type Origin, originOf } from './origin.ts'
import { placeResidents, type Residents } from './residents.ts'
import { RunningRules } from './running-rules.ts'
import { scheduledRate } from './schedule.ts'
import { type SettledOptions, settleOptions } from './train-options.ts'
import type {
  Best,
  LayerState,
  Outcome,
  Progress,
  Training,
  TrainingState,
  TrainOptions,
} from './training.ts'

/** Steps between two reads of the device, so that a queue of work stays bounded. */
const stepsPerRead = 256

/** Numbers from which on a tensor's copy is a matter of milliseconds. */
const largeTensor = 2 ** 20

/**
 * Trains a network on a backend: the derivation's loop, for any optimizer and batch size.
 *
 * Nothing happens until the result is iterated. The same seed, data and options give the same parameters on
 * backends that promise it. The event loop is handed back at least every 50 ms, as long as one step is shorter.
 *
 * @throws InvalidOptionError, InvalidDataError at once, when options or data do not fit; OutOfMemoryError at once, when
 * the device says that it has too little memory for them.
 * @throws DivergenceError while iterating, when a cost or parameter is no longer finite.
 * @example
 * const training = train(on, network({ features: 2 }), data, { optimizer: adam(), epochs: 100 })
 * for await (const { epoch, cost } of training) console.log(epoch, cost)
 * const parameters = await training.parameters()
 */
export function train(on: Backend, network: Network, data: Instances, options: TrainOptions): Training {
  const settled = settleOptions(network, data, options)
  checkDeviceMemory(on.info, network, sizeOf(data, settled))
  return new Run(on, network, data, settled)
}

function sizeOf(data: Instances, settled: SettledOptions): TrainingSize {
  const { validation, reportEvery, epochs, afterEpoch } = settled
  return {
    ...settled,
    instances: data.instances,
    validation: validation?.instances ?? 0,
    fetched: isSource(data),
    weighted: data.sampleWeights !== undefined,
    // Whoever holds a run in step ends it before its last epoch, which alone is reported.
    reports: reportEvery < epochs || afterEpoch === undefined,
  }
}

/** A state without what it is of, which takes a look at all of the data: only who asks for a state waits for that. */
type StateOfNumbers = Omit<TrainingState, 'origin'>

class Run implements Training {
  outcome: Outcome | undefined

  readonly #on: Backend
  readonly #network: Network
  readonly #data: Instances
  readonly #options: SettledOptions
  readonly #loop = new EventLoop()
  #begun = false
  #device: Residents | undefined
  #end: StateOfNumbers | undefined
  #epoch: number
  #step: number
  #products: AdamProducts
  readonly #rules: RunningRules
  #best: Best | undefined
  #rulesAreSet = false
  #hasGradient = false
  #stepsSinceRead = 0
  #origin: Origin | undefined

  constructor(on: Backend, network: Network, data: Instances, options: SettledOptions) {
    const { resume } = options
    this.#on = on
    this.#network = network
    this.#data = data
    this.#options = options
    this.#rules = new RunningRules(options.optimizer, options.l2)
    this.#epoch = resume?.epoch ?? 0
    this.#step = resume?.step ?? 0
    this.#products = resume?.products ?? firstProducts
    if (resume) checkOrigin(resume.origin, this.#settledOrigin())
    this.#best = resume?.best
  }

  get epoch(): number {
    return this.#epoch
  }

  get best(): Best {
    this.#best ??= { epoch: 0, cost: Number.POSITIVE_INFINITY, parameters: this.#options.first.now() }
    return this.#best
  }

  async parameters(): Promise<NetworkParameters> {
    if (this.outcome === 'diverged' || this.#options.patience > 0) return this.best.parameters
    if (this.#device) return this.#readParameters(this.#device)
    return (this.#end?.layers ?? this.#options.first.now()).map(({ W, b }) => ({ W, b }))
  }

  async state(): Promise<TrainingState> {
    const state = this.#device ? await this.#readState(this.#device) : this.#end
    if (state) return { origin: this.#settledOrigin(), ...state }
    throw new LevenError(
      this.outcome === 'aborted' ? 'ABORTED' : 'FAILED',
      this.#begun ? `The run ${this.outcome} and has no state to go on from.` : 'The run has not begun.',
      'Take a state while iterating the run, or after it has ended.',
    )
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Progress, void, void> {
    if (this.#begun) {
      throw new InvalidOptionError('This run was iterated before.', 'Call train again, with resume to go on.')
    }
    this.#begun = true
    const first = await this.#options.first.drawn(this.#loop, this.#options.signal)
    if (!first) {
      this.outcome = 'aborted'
      return
    }
    const device = placeResidents(this.#on, this.#network, this.#data, first, this.#options, this.#rules)
    this.#device = device
    let outcome: Outcome = 'failed'
    try {
      outcome = 'stopped' // what it is if the consumer breaks at a yield
      outcome = yield* this.#learn(device)
    } catch (error) {
      outcome = isDivergence(error) ? 'diverged' : 'failed'
      throw error
    } finally {
      try {
        if (outcome !== 'diverged' && outcome !== 'failed') this.#end = await this.#readState(device)
      } finally {
        this.#device = undefined
        this.outcome = outcome
        device.free()
      }
    }
  }

  async *#learn(device: Residents): AsyncGenerator<Progress, Outcome, void> {
    const { epochs, patience, schedule, optimizer, afterEpoch } = this.#options
    while (this.#epoch < epochs) {
      const met = this.#advance(device)
      if (met === 'abort') return 'aborted'
      if (met === 'pause') {
        await this.#pause(device)
        continue
      }
      if (met === 'fetch') {
        await device.batches.fetch(this.#step)
        continue
      }
      const learningRate = scheduledRate(schedule, optimizer.learningRate, this.#epoch - 1, epochs)
      const due = this.#isDue(this.#epoch)
      const { signal } = this.#options
      const validationCost = (await device.validationCost?.cost(this.#loop, signal)) ?? null
      if (device.validationCost && validationCost === null) return this.#abortUnseen(device)
      if (validationCost !== null) await this.#watch(device, validationCost, due)
      const exhausted = patience > 0 && this.#epoch - this.best.epoch >= patience
      if (due || exhausted) {
        const cost = await device.trainingCost.cost(this.#loop, signal)
        if (cost === undefined) return this.#abortUnseen(device)
        if (validationCost === null) await this.#watch(device, cost, due)
        const gradientNorm = this.#hasGradient ? await this.#gradientNorm(device) : Number.NaN
        yield { epoch: this.#epoch, cost, validationCost, learningRate, gradientNorm }
      }
      if (exhausted) return 'patience'
      if (afterEpoch && !(await afterEpoch(this.#epoch, validationCost))) return 'stopped'
    }
    return 'epochs'
  }

  /** Ends before an epoch was evaluated whose steps are all done: whoever resumes begins by evaluating it. */
  #abortUnseen({ batches }: Residents): 'aborted' {
    this.#epoch--
    this.#step = batches.steps
    return 'aborted'
  }

  /** Steps, without waiting for anything, to the end of an epoch that is looked at or to what must be waited for. */
  #advance({ batches, layers, weightsBefore }: Residents): 'epoch' | 'pause' | 'fetch' | 'abort' {
    for (;;) {
      if (this.#options.signal?.aborted) return 'abort'
      if (this.#step === batches.steps) {
        this.#step = 0
        this.#epoch++
        this.#hasGradient = false
        return 'epoch'
      }
      if (!batches.has(this.#epoch, this.#step)) return 'fetch'
      const last = this.#step === batches.steps - 1
      const { patience, afterEpoch } = this.#options
      const watched = last && (patience > 0 || afterEpoch !== undefined || this.#isDue(this.#epoch + 1))
      if (watched) for (const [l, W] of weightsBefore.entries()) this.#copy(W, layers[l]?.W)
      this.#setRules()
      batches.step(this.#step)
      this.#hasGradient = true
      this.#step = last ? 0 : this.#step + 1
      if (last) this.#epoch++
      if (watched) return 'epoch'
      if (++this.#stepsSinceRead >= stepsPerRead || this.#loop.due()) return 'pause'
    }
  }

  #isDue(epoch: number): boolean {
    return epoch % this.#options.reportEvery === 0 || epoch === this.#options.epochs
  }

  /** Sets the rules of the next step; they change only where a rate or a correction does. */
  #setRules(): void {
    const { optimizer, schedule, epochs } = this.#options
    const moves = optimizer.kind === 'adam' || (schedule.kind !== 'constant' && this.#step === 0)
    if (this.#rulesAreSet && !moves) return
    this.#products = nextProducts(optimizer, this.#products)
    this.#rules.set(scheduledRate(schedule, optimizer.learningRate, this.#epoch, epochs), this.#products)
    this.#rulesAreSet = true
  }

  async #pause({ layers }: Residents): Promise<void> {
    const [first] = layers
    if (first) await this.#on.read(first.b)
    this.#stepsSinceRead = 0
    if (this.#loop.due()) await this.#loop.handBack()
  }

  /** Holds a cost against the best so far, and makes sure the run is still in the range of numbers. */
  async #watch(device: Residents, cost: number, due: boolean): Promise<void> {
    const better = cost < this.best.cost
    if (Number.isFinite(cost) && !better && !due) return
    const parameters = await this.#readParameters(device)
    if (!Number.isFinite(cost) || !isFiniteNetwork(parameters)) throw await this.#diverged(parameters)
    if (better) this.#best = { epoch: this.#epoch, cost, parameters }
  }

  #diverged(parameters: NetworkParameters): Promise<DivergenceError> {
    const { learningRate } = this.#options.optimizer
    return diagnose(this.#network, this.#data, parameters, { epoch: this.#epoch, learningRate }, this.best)
  }

  /** ‖G‖, G = ∂J/∂P + l2 P, with the parameters that the last step's gradient was taken at. */
  async #gradientNorm({ layers, weightsBefore }: Residents): Promise<number> {
    const { l2 } = this.#options
    let squares = 0
    for (const [l, { dW, db }] of layers.entries()) {
      const before = weightsBefore[l]
      const weights = before && (await this.#read(before))
      const ofWeights = await this.#read(dW)
      for (let i = 0; i < ofWeights.length; i++) {
        const whole = (ofWeights[i] ?? 0) + l2 * (weights?.[i] ?? 0)
        squares += whole * whole
      }
      for (const g of await this.#read(db)) squares += g * g
    }
    return Math.sqrt(squares)
  }

  /** Reads a tensor. Copying a large one takes long, so that others get their turn then. */
  async #read(tensor: Tensor): Promise<Values> {
    const values = await this.#on.read(tensor)
    if (values.length >= largeTensor) await this.#loop.handBack()
    return values
  }

  #copy(to: Tensor, from: Tensor | undefined): void {
    if (from)
      this.#on.gather(
        to,
        from,
        Int32Array.from({ length: to.columns }, (_, i) => i),
      )
  }

  async #readParameters({ layers }: Residents): Promise<NetworkParameters> {
    const read: { W: Values; b: Values }[] = []
    for (const { W, b } of layers) read.push({ W: await this.#read(W), b: await this.#read(b) })
    return read
  }

  /** Looks at all of the data, once. */
  #settledOrigin(): Origin {
    this.#origin ??= originOf(this.#network, this.#data, this.#options)
    return this.#origin
  }

  async #readState(device: Residents): Promise<StateOfNumbers> {
    const readAll = async (tensors: readonly Tensor[]): Promise<readonly Values[]> => {
      const read: Values[] = []
      for (const tensor of tensors) read.push(await this.#read(tensor))
      return read
    }
    const layers: LayerState[] = []
    for (const { W, b, momentsOfW, momentsOfB } of device.layers) {
      layers.push({
        W: await this.#read(W),
        b: await this.#read(b),
        momentsOfW: await readAll(momentsOfW),
        momentsOfB: await readAll(momentsOfB),
      })
    }
    return {
      epoch: this.#epoch,
      step: this.#step,
      layers,
      products: this.#products,
      best: this.best,
    }
  }
}
