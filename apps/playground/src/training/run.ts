import { type Backend, initialParameters, isLevenError, LevenError, type Network } from '@leven/core'
import type { Plane } from '../data/plane.ts'
import type { TrainingProblem } from '../data/problem.ts'
import { firstState, type LearnerState, type StepKind } from '../learner/learner.ts'
import type { ParameterPlace } from '../learner/learner-state.ts'
import { epochOf, isWell, penalty, withParameter } from '../learner/learner-state.ts'
import type { Rescaling } from '../learner/rescaling.ts'
import type { Code } from '../own-code/exercises.ts'
import { type LearningSettings, networkOf } from '../settings/settings.ts'
import type { BackendName } from './backend-names.ts'
import { openBackend } from './backends.ts'
import { Bursts } from './burst.ts'
import { Desk, type Sight } from './desk.ts'
import { faultOf } from './fault.ts'
import type { Departure, Fault, Frame } from './frame.ts'
import { History } from './history.ts'
import type { Landscape } from './landscape.ts'
import { Metronome } from './metronome.ts'
import type { OwnSteps } from './own-steps.ts'
import type { Pace, SetUp, Trainer } from './protocol.ts'
import type { Slice } from './slice.ts'
import { Speedometer } from './speedometer.ts'
import { Viewer } from './viewer.ts'

/** A run of the page: everything behind the worker's door. It needs no browser. */
export class Run implements Trainer {
  readonly #history = new History()
  readonly #speedometer = new Speedometer()
  #last: Promise<void> = Promise.resolve()
  readonly #metronome = new Metronome()
  readonly #bursts = new Bursts()
  readonly #viewer = new Viewer(() => this.#frame())
  #backendName: BackendName = 'cpu'
  #backend: Backend | undefined
  #setUp: SetUp | undefined
  #network: Network | undefined
  #desk: Desk | undefined
  #first: LearnerState | undefined
  #sight: Sight | undefined
  #fault: Fault | undefined
  #departure: Departure | undefined
  /** Who takes the steps, where it is not the learner of the desk. */
  #own: OwnSteps | undefined
  #generation = 0

  async watch(take: (frame: Frame) => Promise<void>): Promise<void> {
    this.#viewer.watch(take)
  }

  setUp(setUp: SetUp): Promise<void> {
    return this.#inTurn(async () => {
      const network = networkOf(setUp.network, setUp.problem)
      this.#generation++
      this.#setUp = setUp
      this.#network = network
      this.#first = firstState(setUp.parameters ?? initialParameters(network, setUp.network.seed))
      this.#history.clear()
      this.#speedometer.clear()
      this.#departure = setUp.departure
      await this.#open(setUp.from ?? this.#first)
      await this.#remember()
    })
  }

  learnBy(learning: LearningSettings): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#setUp || !this.#desk) return
      this.#setUp = { ...this.#setUp, learning }
      const state = await this.#desk.learner.state()
      if (state.epoch > 0 || state.seen > 0) this.#departure ??= 'rules'
      await this.#open(state)
    })
  }

  learnOn(problem: TrainingProblem, rescaling: Rescaling): Promise<void> {
    return this.#inTurn(async () => {
      // Only those who draw come by here.
      const { rescaled } = await import('../learner/rescaling.ts')
      if (!this.#setUp || !this.#desk) return
      this.#setUp = { ...this.#setUp, problem }
      const state = await this.#desk.learner.state()
      if (state.epoch > 0 || state.seen > 0) this.#departure ??= 'data'
      // Every moment that can be returned to is seen through the new scaling, too.
      this.#history.rewrite((kept) => rescaled(kept, rescaling))
      await this.#open(rescaled(state, rescaling))
      await this.#look()
    })
  }

  lookAt(plane: Plane): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#setUp || !this.#desk) return
      this.#setUp = { ...this.#setUp, problem: { ...this.#setUp.problem, plane } }
      await this.#open(await this.#desk.learner.state())
      await this.#look()
    })
  }

  async computeOn(name: BackendName): Promise<BackendName> {
    await this.#inTurn(async () => {
      const state = await this.#desk?.learner.state()
      try {
        await this.#moveTo(name, state)
      } catch (error) {
        // Training goes on where it was.
        const { message, remedy } = faultOf(error)
        this.#fault = { message, remedy: `The run goes on with ${this.#backendName}. ${remedy}` }
      }
    })
    return this.#backendName
  }

  play(pace: Pace): Promise<void> {
    this.#speedometer.clear()
    // First its turn, which lets the last fault go, then the steps, which may have one of their own.
    const shown = this.#inTurn(async () => {})
    void this.#metronome.start(pace, (most, wanted) => this.#burstInTurn(most, wanted))
    return shown
  }

  pause(): Promise<void> {
    const played = this.#metronome.beating
    this.#metronome.stop()
    return this.#inTurn(async () => {
      if (played) await this.#remember()
    })
  }

  step(kind: StepKind): Promise<void> {
    this.#metronome.stop()
    return this.#inTurn(async () => {
      if (kind === 'instance') this.#departure ??= 'instance'
      this.#noteDeparture()
      const { learner } = this.#desk ?? {}
      if (learner && this.#own) await this.#own.advance(learner, { kind, most: 1, milliseconds: 0 })
      else learner?.advance(kind)
      await this.#remember()
    })
  }

  stepWith(code: Code, port: MessagePort): Promise<void> {
    return this.#inTurn(async () => {
      this.#dismiss()
      const { OwnSteps } = await import('./own-steps.ts')
      this.#own = new OwnSteps(port, code)
      await this.#beginOwn()
    })
  }

  stepAlone(): Promise<void> {
    return this.#inTurn(async () => this.#dismiss())
  }

  reset(): Promise<void> {
    this.#metronome.stop()
    return this.#inTurn(async () => {
      if (!this.#first) return
      this.#desk?.learner.load(this.#first)
      this.#departure = this.#setUp?.parameters ? 'opened' : undefined
      this.#history.clear()
      this.#speedometer.clear()
      await this.#remember()
    })
  }

  seek(moment: number): Promise<void> {
    this.#metronome.stop()
    return this.#inTurn(async () => {
      const found = this.#history.seek(moment)
      if (!found) return
      this.#desk?.learner.load(found.state)
      await this.#look()
    })
  }

  edit(place: ParameterPlace, value: number): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#desk) return
      const state = await this.#desk.learner.state()
      this.#departure ??= 'edit'
      this.#desk.learner.load(withParameter(state, place, value))
      await this.#remember()
    })
  }

  state(): Promise<LearnerState | undefined> {
    return this.#asked(async () => this.#desk?.learner.state())
  }

  survey(slice: Slice): Promise<Landscape | undefined> {
    return this.#asked(async () => {
      const state = await this.#desk?.learner.state()
      const [on, network, data] = [this.#backend, this.#network, this.#setUp?.problem.trainingData]
      if (!state || !on || !network || !data) return undefined
      const { survey, wayTo } = await import('./landscape.ts')
      return survey(on, network, data, slice, wayTo(state, this.#history.way()))
    })
  }

  /** What is asked changes nothing: what is seen stays, a fault too. */
  #asked<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    const asked = this.#last.then(async () => {
      try {
        return await work()
      } catch (error) {
        await this.#fail(error)
        this.#viewer.show()
        return undefined
      }
    })
    this.#last = asked.then(() => undefined)
    return asked
  }

  /** Calls wait for each other; what one throws becomes the fault that the page shows. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#last.then(async () => {
      this.#fault = undefined
      try {
        await work()
      } catch (error) {
        await this.#fail(error)
      }
      this.#viewer.show()
    })
    this.#last = next
    return next
  }

  /** Takes steps when their turn comes, if they are still wanted then; returns how many. */
  #burstInTurn(most: number, wanted: () => boolean): Promise<number> {
    const work = this.#last.then(() => (wanted() ? this.#burst(most) : 0))
    this.#last = work.then(() => undefined)
    return work
  }

  async #burst(most: number): Promise<number> {
    const { learner } = this.#desk ?? {}
    if (!learner || most < 1) return 0
    this.#noteDeparture()
    let steps = 0
    try {
      steps = await this.#bursts.take(most, learner, this.#backend, this.#own)
      this.#speedometer.note(performance.now(), learner.epoch + learner.seen / learner.instances)
      if (!this.#viewer.busy) {
        await this.#remember(true)
        this.#viewer.show()
      }
    } catch (error) {
      await this.#fail(error)
      this.#viewer.show()
    }
    return steps
  }

  /** Notes, before a step, what it would make the command line unable to repeat. */
  #noteDeparture(): void {
    if (this.#own) this.#departure ??= 'own code'
    if (this.#backendName !== 'cpu') this.#departure ??= 'backend'
    if (this.#history.cursor < this.#history.length - 1) this.#departure ??= 'fork'
  }

  /** What went wrong becomes the fault; a device that is gone or full is replaced, anything else stops the run. */
  async #fail(error: unknown): Promise<void> {
    if (isOfOwnCode(error)) {
      this.#dismiss()
      this.#fault = faultOf(error)
      return
    }
    const ofTheRun = isLevenError(error) && error.code === 'DIVERGED'
    if (!ofTheRun && this.#backend && !isUsual(this.#backendName)) {
      try {
        await this.#recover(error)
        return
      } catch (another) {
        this.#metronome.stop()
        this.#fault = faultOf(another)
        return
      }
    }
    this.#metronome.stop()
    this.#fault = faultOf(error)
  }

  /** Goes on from the last moment that was kept, since a lost device takes its numbers with it, on a backend of ours. */
  async #recover(error: unknown): Promise<void> {
    const lost = this.#backendName
    const message = isLevenError(error) ? error.message : `${lost} failed: ${String(error)}.`
    const state = this.#history.current?.state ?? this.#first
    // Its tensors are gone with it: there is nothing to free.
    this.#desk = undefined
    await this.#backend?.close()
    this.#backend = undefined
    this.#backendName = 'cpu'
    this.#speedometer.clear()
    if (state) await this.#open(state)
    if (this.#history.length > 0) await this.#look()
    else await this.#remember()
    this.#fault = {
      message,
      remedy: `The run goes on with ${this.#backendName} from epoch ${state ? epochOf(state) : 0}, the last that was kept. Choose ${lost} again to go back to it.`,
    }
  }

  /** Moves to another backend once it has shown that it can do the work. */
  async #moveTo(name: BackendName, state: LearnerState | undefined): Promise<void> {
    const opened = await openBackend(name)
    const [former, formerName] = [this.#backend, this.#backendName]
    this.#clearDesk()
    this.#backend = opened
    this.#backendName = name
    this.#speedometer.clear()
    this.#bursts.restart()
    try {
      if (state) await this.#open(state)
      await this.#look()
    } catch (error) {
      this.#desk = undefined
      await opened.close()
      this.#backend = former
      this.#backendName = formerName
      if (state) await this.#open(state)
      throw error
    }
    await former?.close()
  }

  /** The backend in use; where the first one is not there, the next that is, and the fault says so. */
  async #device(): Promise<Backend> {
    if (this.#backend) return this.#backend
    try {
      this.#backend = await openBackend(this.#backendName)
    } catch (error) {
      if (this.#backendName === 'reference') throw error
      this.#backend = await openBackend('reference')
      this.#backendName = 'reference'
      const { message, remedy } = faultOf(error)
      this.#fault = { message, remedy: `The run goes on with reference. ${remedy}` }
    }
    return this.#backend
  }

  /** Looks, and keeps what was seen as a moment of the history. A run out of the range of numbers goes back to the last moment. */
  async #remember(passing = false): Promise<void> {
    await this.#look()
    if (!this.#sight || !this.#desk) return
    const { state, training, test } = this.#sight
    if (isWell(state) && Number.isFinite(training.cost)) {
      const { learner } = this.#desk
      const epoch = learner.epoch + learner.seen / learner.instances
      const [cost, testCost] = [training.cost, test.cost]
      const objective = cost + penalty(state, this.#setUp?.learning.l2 ?? 0)
      this.#history.add({ state, epoch, cost, objective, testCost }, passing)
      return
    }
    this.#metronome.stop()
    const last = this.#history.current
    const at = epochOf(state)
    if (last) {
      this.#desk.learner.load(last.state)
      await this.#look()
    }
    throw new LevenError(
      'DIVERGED',
      `Training diverged by epoch ${at}: the cost or a weight is no longer a number.`,
      `${this.#own ? 'Look at your code, or lower' : 'Lower'} the learning rate, now ${this.#setUp?.learning.learningRate}; this is epoch ${last ? epochOf(last.state) : 0}, the last that was well.`,
    )
  }

  async #look(): Promise<void> {
    this.#sight = (await this.#desk?.look()) ?? this.#sight
  }

  /** Puts the set-up on the backend, at a state. */
  async #open(state: LearnerState): Promise<void> {
    const [setUp, network] = [this.#setUp, this.#network]
    if (!setUp || !network) return
    const on = await this.#device()
    this.#clearDesk()
    this.#desk = new Desk(on, network, setUp, state)
    await this.#beginOwn()
  }

  /** Tells the learner's own code of the set-up; where it is not for it, core's code goes on. */
  async #beginOwn(): Promise<void> {
    const [setUp, network] = [this.#setUp, this.#network]
    if (!setUp || !network) return
    try {
      await this.#own?.begin(network, setUp)
    } catch (error) {
      if (!isOfOwnCode(error)) throw error
      this.#dismiss()
      this.#fault = faultOf(error)
    }
  }

  #dismiss(): void {
    this.#own?.close()
    this.#own = undefined
    this.#speedometer.clear()
  }

  #clearDesk(): void {
    this.#desk?.free()
    this.#desk = undefined
  }

  #frame(): Frame | undefined {
    const [sight, network, backend] = [this.#sight, this.#network, this.#backend]
    if (!sight || !network || !backend || !this.#desk) return undefined
    const { state, picture, health, training, test } = sight
    if (state.layers.length !== network.sizes.length - 1) return undefined
    const { device, accelerated, reason } = backend.info
    return {
      generation: this.#generation,
      network,
      epoch: state.epoch,
      seen: state.seen,
      instances: this.#desk.learner.instances,
      playing: this.#metronome.beating,
      parameters: state.layers.map(({ W, b }) => ({ W, b })),
      picture,
      health,
      training,
      test,
      curve: this.#history.curve(),
      forked: this.#history.forked,
      moment: this.#history.cursor,
      epochsPerSecond: this.#metronome.beating ? this.#speedometer.speed() : 0,
      backend: { name: this.#backendName, device, accelerated, reason },
      departure: this.#departure,
      steppedBy: this.#own ? 'own code' : 'core',
      fault: this.#fault,
    }
  }
}

/** Whether a backend needs no device that can be lost. */
function isUsual(name: BackendName): boolean {
  return name === 'cpu' || name === 'reference'
}

/** Whether it is the learner's code that cannot go on: by name, since its class is fetched with that code. */
function isOfOwnCode(error: unknown): boolean {
  return error instanceof Error && error.name === 'OwnCodeError'
}
