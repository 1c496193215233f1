import { type Backend, initialParameters, LevenError, type Network, type Values } from '@leven/core'
import type { Plane } from '../data/plane.ts'
import type { TrainingProblem } from '../data/problem.ts'
import { type LearningSettings, networkOf, optimizerOf } from '../settings/settings.ts'
import type { Code } from '../write/exercises.ts'
import type { BackendName } from './backend-names.ts'
import { openBackend } from './backends.ts'
import { Camera, type Picture } from './camera.ts'
import { type Examination, Examiner } from './examiner.ts'
import type { Departure, Fault, Frame } from './frame.ts'
import { History } from './history.ts'
import { firstState, Learner, type LearnerState, type StepKind } from './learner.ts'
import { OwnCodeError } from './own-code-error.ts'
import type { OwnSteps } from './own-steps.ts'
import type { Pace, ParameterPlace, SetUp, Trainer } from './protocol.ts'
import { type Rescaling, rescaled } from './rescaling.ts'
import { Speedometer } from './speedometer.ts'
import type { UnitHealth } from './unit-health.ts'

/** The longest stretch of training between two looks at what the page asks, in milliseconds. */
const longestBurst = 8

/** What lives on one device for one set-up. */
interface Desk {
  readonly learner: Learner
  readonly camera: Camera
  readonly training: Examiner
  readonly test: Examiner
}

/** What was seen of a moment. */
interface Sight {
  readonly state: LearnerState
  readonly picture: Picture
  readonly health: readonly (readonly UnitHealth[])[]
  readonly training: Examination
  readonly test: Examination
}

/** A run of the page: everything behind the worker's door. It needs no browser. */
export class Run implements Trainer {
  readonly #history = new History()
  readonly #speedometer = new Speedometer()
  #last: Promise<void> = Promise.resolve()
  #take: ((frame: Frame) => Promise<void>) | undefined
  #taking = false
  #stale = false
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
  #playing = false
  #loop = 0
  /** The most steps of a burst: those that the device does in the time of one. */
  #queue = 8

  async watch(take: (frame: Frame) => Promise<void>): Promise<void> {
    this.#take = take
    await this.#show()
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
      this.#departure = setUp.parameters || setUp.from ? 'opened' : undefined
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
    this.#playing = true
    this.#speedometer.clear()
    // First its turn, which lets the last fault go, then the steps, which may have one of their own.
    const shown = this.#inTurn(async () => {})
    void this.#keepPace(pace, ++this.#loop)
    return shown
  }

  pause(): Promise<void> {
    const played = this.#playing
    this.#stop()
    return this.#inTurn(async () => {
      if (played) await this.#remember()
    })
  }

  step(kind: StepKind): Promise<void> {
    this.#stop()
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
    this.#stop()
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
    this.#stop()
    return this.#inTurn(async () => {
      const found = this.#history.seek(moment)
      if (!found) return
      this.#desk?.learner.load(found.state)
      await this.#look()
    })
  }

  edit({ layer, kind, index }: ParameterPlace, value: number): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#desk) return
      const state = await this.#desk.learner.state()
      const layers = state.layers.map((numbers, l) =>
        l === layer ? { ...numbers, [kind]: replaced(numbers[kind], index, value) } : numbers,
      )
      this.#departure ??= 'edit'
      this.#desk.learner.load({ ...state, layers })
      await this.#remember()
    })
  }

  async state(): Promise<LearnerState | undefined> {
    let state: LearnerState | undefined
    await this.#inTurn(async () => {
      state = await this.#desk?.learner.state()
    })
    return state
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
      await this.#show()
    })
    this.#last = next
    return next
  }

  #stop(): void {
    this.#playing = false
    this.#loop++
  }

  /** Trains until another loop begins or the run is stopped. */
  async #keepPace(pace: Pace, loop: number): Promise<void> {
    let [began, done] = [performance.now(), 0]
    while (this.#playing && this.#loop === loop) {
      const due =
        pace === 'full' ? Number.POSITIVE_INFINITY : Math.floor(((performance.now() - began) * pace) / 1000)
      const work = this.#last.then(() => (this.#loop === loop ? this.#burst(due - done) : 0))
      this.#last = work.then(() => undefined)
      done += await work
      if (pace === 'full') {
        await anotherTurn()
        continue
      }
      // A device that cannot keep the pace does not have to catch up.
      if (due - done > pace / 4 + 1) [began, done] = [performance.now(), 0]
      await wait(Math.max(1, began + (1000 * (done + 1)) / pace - performance.now()))
    }
  }

  /** Takes up to `most` steps for as long as a burst may last; returns how many. */
  async #burst(most: number): Promise<number> {
    const { learner } = this.#desk ?? {}
    if (!learner || most < 1) return 0
    const began = performance.now()
    const limit = Math.min(most, this.#queue)
    let steps = 0
    this.#noteDeparture()
    try {
      if (this.#own) {
        steps = await this.#own.advance(learner, { kind: 'batch', most, milliseconds: longestBurst })
      } else {
        // The clock costs more than a small step: look at it every eighth time.
        do learner.advance('batch')
        while (++steps < limit && (steps % 8 !== 0 || performance.now() < began + longestBurst))
      }
      // A device may queue: how long the steps took shows when something is read.
      const [first] = learner.parameters
      if (first) await this.#backend?.read(first.b)
      const took = performance.now() - began
      if (took > 2 * longestBurst) this.#queue = Math.max(1, Math.floor(steps / 2))
      else if (steps === this.#queue && took < longestBurst) this.#queue *= 2
      this.#speedometer.note(performance.now(), learner.epoch + learner.seen / learner.instances)
      if (!this.#taking) {
        await this.#remember(true)
        await this.#show()
      }
    } catch (error) {
      await this.#fail(error)
      await this.#show()
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
    if (error instanceof OwnCodeError) {
      this.#dismiss()
      this.#fault = faultOf(error)
      return
    }
    const ofTheRun = error instanceof LevenError && error.code === 'DIVERGED'
    if (!ofTheRun && this.#backend && !isUsual(this.#backendName)) {
      try {
        await this.#recover(error)
        return
      } catch (another) {
        this.#stop()
        this.#fault = faultOf(another)
        return
      }
    }
    this.#stop()
    this.#fault = faultOf(error)
  }

  /** Goes on from the last moment that was kept, since a lost device takes its numbers with it, on a backend of ours. */
  async #recover(error: unknown): Promise<void> {
    const lost = this.#backendName
    const message = error instanceof LevenError ? error.message : `${lost} failed: ${String(error)}.`
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
      remedy: `The run goes on with ${this.#backendName} from epoch ${state ? learnerEpoch(state) : 0}, the last that was kept. Choose ${lost} again to go back to it.`,
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
    this.#queue = 8
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
    this.#stop()
    const last = this.#history.current
    const at = learnerEpoch(state)
    if (last) {
      this.#desk.learner.load(last.state)
      await this.#look()
    }
    throw new LevenError(
      'DIVERGED',
      `Training diverged by epoch ${at}: the cost or a weight is no longer a number.`,
      `${this.#own ? 'Look at your code, or lower' : 'Lower'} the learning rate, now ${this.#setUp?.learning.learningRate}; this is epoch ${last ? learnerEpoch(last.state) : 0}, the last that was well.`,
    )
  }

  async #look(): Promise<void> {
    if (!this.#desk) return
    const { learner, camera, training, test } = this.#desk
    this.#sight = {
      state: await learner.state(),
      picture: await camera.picture(),
      training: await training.examine(),
      health: await training.health(),
      test: await test.examine(),
    }
  }

  /** Puts the set-up on the backend, at a state. */
  async #open(state: LearnerState): Promise<void> {
    const [setUp, network] = [this.#setUp, this.#network]
    if (!setUp || !network) return
    const on = await this.#device()
    const { problem, learning } = setUp
    const rules = {
      optimizer: optimizerOf(learning),
      l2: learning.l2,
      batchSize: learning.batchSize || problem.trainingData.instances,
    }
    this.#clearDesk()
    const learner = new Learner(on, network, problem.trainingData, rules, setUp.network.seed, state)
    this.#desk = {
      learner,
      camera: new Camera(on, network, learner.parameters, problem.plane),
      training: new Examiner(on, network, learner.parameters, problem.trainingData),
      test: new Examiner(on, network, learner.parameters, problem.testData),
    }
    await this.#beginOwn()
  }

  /** Tells the learner's own code of the set-up; where it is not for it, core's code goes on. */
  async #beginOwn(): Promise<void> {
    const [setUp, network] = [this.#setUp, this.#network]
    if (!setUp || !network) return
    try {
      await this.#own?.begin(network, setUp)
    } catch (error) {
      if (!(error instanceof OwnCodeError)) throw error
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
    const { learner, camera, training, test } = this.#desk ?? {}
    for (const part of [camera, training, test, learner]) part?.free()
    this.#desk = undefined
  }

  /** Sends what was last seen; while the page still draws the frame before, once it has. */
  async #show(): Promise<void> {
    const [take, frame] = [this.#take, this.#frame()]
    if (!take || !frame) return
    if (this.#taking) {
      this.#stale = true
      return
    }
    this.#taking = true
    this.#stale = false
    const taken = () => {
      this.#taking = false
      if (this.#stale) void this.#show()
    }
    void take(frame).then(taken, taken)
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
      playing: this.#playing,
      parameters: state.layers.map(({ W, b }) => ({ W, b })),
      picture,
      health,
      training,
      test,
      curve: this.#history.curve(),
      forked: this.#history.forked,
      moment: this.#history.cursor,
      epochsPerSecond: this.#playing ? this.#speedometer.speed() : 0,
      backend: { name: this.#backendName, device, accelerated, reason },
      departure: this.#departure,
      steppedBy: this.#own ? 'own code' : 'core',
      fault: this.#fault,
    }
  }
}

function replaced(values: Values, index: number, value: number): Values {
  const changed = values.slice()
  changed[index] = value
  return changed
}

function isWell({ layers }: LearnerState): boolean {
  return layers.every(({ W, b }) => W.every(Number.isFinite) && b.every(Number.isFinite))
}

/** What L2 adds to the cost: λ/2 ΣW², over weights only. */
function penalty({ layers }: LearnerState, l2: number): number {
  let squares = 0
  for (const { W } of layers) for (const w of W) squares += w * w
  return (l2 / 2) * squares
}

/** Whether a backend needs no device that can be lost. */
function isUsual(name: BackendName): boolean {
  return name === 'cpu' || name === 'reference'
}

function learnerEpoch({ epoch, seen }: LearnerState): number {
  return seen > 0 ? epoch + 1 : epoch
}

function faultOf(error: unknown): Fault {
  if (error instanceof LevenError) return { message: error.message, remedy: error.remedy }
  const reason = error instanceof Error ? error.message : String(error)
  return { message: `Something went wrong: ${reason}`, remedy: 'Reset the run, or reload the page.' }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

/** A turn of the event loop, without the 4 ms that a nested timer waits. */
function anotherTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
