import { initialParameters, type Network } from '@leven/core'
import { firstState, type LearnerState, type StepKind } from '../learner/learner.ts'
import { epochOf, isWell, penalty } from '../learner/learner-state.ts'
import { networkOf } from '../settings/settings.ts'
import type { BackendName } from './backend-names.ts'
import { Desk, type Sight } from './desk.ts'
import { Device } from './device.ts'
import { faultOf } from './fault.ts'
import { DivergedError } from './fault-error.ts'
import type { Fault } from './frame.ts'
import { History } from './history.ts'
import type { Landscape } from './landscape.ts'
import type { Neuron } from './neuron.ts'
import type { SetUp } from './protocol.ts'
import type { Slice } from './slice.ts'
import { Speedometer } from './speedometer.ts'
import { isOfOwnCode, Stepper } from './stepper.ts'

/**
 * What a run has: its set-up, the device it stands on, who takes its steps, what was seen of it and what is kept. It
 * knows neither time nor the page; `Run` does.
 */
export class Training {
  readonly history = new History()
  readonly device = new Device()
  readonly stepper = new Stepper()
  readonly speedometer = new Speedometer()
  readonly #tell: (fault: Fault) => void
  #setUp: SetUp | undefined
  #network: Network | undefined
  #first: LearnerState | undefined
  #desk: Desk | undefined
  #sight: Sight | undefined
  #enlarged: Neuron | null = null

  /** @param tell hears what went wrong where the training goes on all the same. */
  constructor(tell: (fault: Fault) => void) {
    this.#tell = tell
  }

  /** What was last set up. */
  get setUp(): SetUp | undefined {
    return this.#setUp
  }

  /** The network that learns. */
  get network(): Network | undefined {
    return this.#network
  }

  /** What lives on the device now. */
  get desk(): Desk | undefined {
    return this.#desk
  }

  /** What was last seen. */
  get sight(): Sight | undefined {
    return this.#sight
  }

  /** Begins with a set-up, at its first parameters or where it says. */
  async begin(setUp: SetUp): Promise<void> {
    const network = networkOf(setUp.network, setUp.problem)
    this.#setUp = setUp
    this.#network = network
    this.#first = firstState(setUp.parameters ?? initialParameters(network, setUp.network.seed))
    this.history.clear()
    this.speedometer.clear()
    await this.#open(setUp.from ?? this.#first)
    await this.remember()
  }

  /** Goes on at a state with a set-up that differs. */
  async change(changes: Partial<SetUp>, state: LearnerState): Promise<void> {
    if (!this.#setUp) return
    this.#setUp = { ...this.#setUp, ...changes }
    await this.#open(state)
  }

  /** Back to the first parameters; what came after is forgotten. */
  async restart(): Promise<void> {
    if (!this.#first) return
    this.load(this.#first)
    this.history.clear()
    this.speedometer.clear()
    await this.remember()
  }

  /** Where it stands; undefined before it has begun. */
  async state(): Promise<LearnerState | undefined> {
    return this.#desk?.learner.state()
  }

  /** Stands elsewhere. */
  load(state: LearnerState): void {
    this.#desk?.learner.load(state)
  }

  /** Takes one step. */
  async step(kind: StepKind): Promise<void> {
    if (this.#desk) await this.stepper.step(this.#desk.learner, kind)
  }

  /** Takes up to `most` steps in the time of a burst; returns how many. */
  async burst(most: number): Promise<number> {
    if (!this.#desk) return 0
    const { learner } = this.#desk
    const steps = await this.stepper.burst(most, learner, this.device.backend)
    this.speedometer.note(performance.now(), learner.epoch + learner.seen / learner.instances)
    return steps
  }

  /** Tells the learner's own code of the set-up; where it is not for it, core's code goes on. */
  async beginOwn(): Promise<void> {
    const [setUp, network] = [this.#setUp, this.#network]
    if (!setUp || !network) return
    try {
      await this.stepper.begin(network, setUp)
    } catch (error) {
      if (!isOfOwnCode(error)) throw error
      this.dismiss()
      this.#tell(faultOf(error))
    }
  }

  /** Core's code goes on. */
  dismiss(): void {
    this.stepper.dismiss()
    this.speedometer.clear()
  }

  /** From here on a unit is looked at more finely; null: none. */
  enlarge(neuron: Neuron | null): Promise<void> {
    this.#enlarged = neuron
    return this.look()
  }

  /** Looks at where it stands. */
  async look(): Promise<void> {
    this.#sight = (await this.#desk?.look(this.#enlarged)) ?? this.#sight
  }

  /**
   * Looks, and keeps what was seen as a moment of the history.
   * @throws DivergedError where it is out of the range of numbers; then it stands at the last moment that was well.
   */
  async remember(passing = false): Promise<void> {
    await this.look()
    if (!this.#sight || !this.#desk) return
    const { state, training, test } = this.#sight
    if (isWell(state) && Number.isFinite(training.cost)) {
      const { learner } = this.#desk
      const epoch = learner.epoch + learner.seen / learner.instances
      const [cost, testCost] = [training.cost, test.cost]
      const objective = cost + penalty(state, this.#setUp?.learning.l2 ?? 0)
      this.history.add({ state, epoch, cost, objective, testCost }, passing)
      return
    }
    const last = this.history.current
    if (last) {
      this.load(last.state)
      await this.look()
    }
    const advice = this.stepper.by === 'own code' ? 'lowerRateOrMend' : 'lowerRate'
    const rate = this.#setUp?.learning.learningRate ?? Number.NaN
    throw new DivergedError({
      message: [['diverged', epochOf(state)]],
      remedy: [[advice, rate, last ? epochOf(last.state) : 0]],
    })
  }

  /** The cost over a plane through the parameters of now; undefined before there are any. */
  async survey(slice: Slice): Promise<Landscape | undefined> {
    const state = await this.state()
    const [on, network, data] = [this.device.backend, this.#network, this.#setUp?.problem.trainingData]
    if (!state || !on || !network || !data) return undefined
    const { survey, wayTo } = await import('./landscape.ts')
    return survey(on, network, data, slice, wayTo(state, this.history.way()))
  }

  /**
   * Moves to another backend, once that one has shown that it can do the work.
   * @throws where it cannot; then everything stands as it did.
   */
  async moveTo(name: BackendName): Promise<void> {
    const state = await this.state()
    try {
      await this.device.exchange(name, async () => {
        this.#clearDesk()
        this.speedometer.clear()
        this.stepper.restart()
        if (state) await this.#open(state)
        await this.look()
      })
    } catch (error) {
      // What is on the former backend stays where the other could not even be opened.
      if (this.#desk?.on !== this.device.backend) {
        this.#desk = undefined
        if (state) await this.#open(state)
      }
      throw error
    }
  }

  /**
   * Goes on from the last moment that was kept, since a lost device takes its numbers with it, on a backend of ours.
   * @returns the epoch of that moment.
   */
  async recover(): Promise<number> {
    const state = this.history.current?.state ?? this.#first
    // Its tensors are gone with it: there is nothing to free.
    this.#desk = undefined
    await this.device.giveUp()
    this.speedometer.clear()
    if (state) await this.#open(state)
    if (this.history.length > 0) await this.look()
    else await this.remember()
    return state ? epochOf(state) : 0
  }

  /** Puts the set-up on the device, at a state. */
  async #open(state: LearnerState): Promise<void> {
    const [setUp, network] = [this.#setUp, this.#network]
    if (!setUp || !network) return
    const on = await this.device.open((error) => {
      const { message, remedy } = faultOf(error)
      this.#tell({ message, remedy: [['goesOn', this.device.name], ...remedy] })
    })
    this.#clearDesk()
    this.#desk = new Desk(on, network, setUp, state)
    await this.beginOwn()
  }

  #clearDesk(): void {
    this.#desk?.free()
    this.#desk = undefined
  }
}
