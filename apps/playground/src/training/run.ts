import { isLevenError } from '@leven/core'
import type { Plane } from '../data/plane.ts'
import type { TrainingProblem } from '../data/problem.ts'
import type { LearnerState, StepKind } from '../learner/learner.ts'
import { type ParameterPlace, withParameter } from '../learner/learner-state.ts'
import type { Rescaling } from '../learner/rescaling.ts'
import type { Code } from '../own-code/exercises.ts'
import type { LearningSettings } from '../settings/settings.ts'
import type { BackendName } from './backend-names.ts'
import { faultOf, hasDiverged } from './fault.ts'
import type { Departure, Fault, Frame } from './frame.ts'
import { frameOf } from './frame-of.ts'
import { givenAway } from './frame-passing.ts'
import { Hand } from './hand.ts'
import type { Landscape } from './landscape.ts'
import { Metronome } from './metronome.ts'
import type { Neuron } from './neuron.ts'
import type { Pace, SetUp, Trainer } from './protocol.ts'
import type { Slice } from './slice.ts'
import { isOfOwnCode } from './stepper.ts'
import { Training } from './training.ts'
import { Turns } from './turns.ts'
import { Viewer } from './viewer.ts'

/**
 * A run of the page, everything behind the worker's door: what is asked is done in turn, steps are taken at a pace,
 * frames go out, and what goes wrong becomes a fault. It needs no browser.
 */
export class Run implements Trainer {
  readonly #turns = new Turns()
  readonly #metronome = new Metronome()
  readonly #hand = new Hand()
  readonly #viewer = new Viewer(() => this.#frame())
  readonly #training = new Training((fault) => {
    this.#fault = fault
  })
  #fault: Fault | undefined
  #departure: Departure | undefined
  #generation = 0

  async next(): Promise<Frame> {
    return givenAway(await this.#viewer.next())
  }

  shown(): Promise<Frame | undefined> {
    return this.#asked(async () => this.#frame())
  }

  setUp(setUp: SetUp): Promise<void> {
    return this.#inTurn(async () => {
      this.#generation++
      this.#departure = setUp.departure
      await this.#training.begin(setUp)
    })
  }

  learnBy(learning: LearningSettings): Promise<void> {
    return this.#inTurn(async () => {
      const state = await this.#training.state()
      if (!state) return
      if (isUnderWay(state)) this.#departure ??= 'rules'
      this.#hand.forget()
      await this.#training.change({ learning }, state)
    })
  }

  learnOn(problem: TrainingProblem, rescaling: Rescaling): Promise<void> {
    return this.#inTurn(async () => {
      // Only those who draw come by here.
      const { rescaled } = await import('../learner/rescaling.ts')
      const state = await this.#training.state()
      if (!state) return
      if (isUnderWay(state)) this.#departure ??= 'data'
      this.#hand.forget()
      // Every moment that can be returned to is seen through the new scaling, too.
      this.#training.history.rewrite((kept) => rescaled(kept, rescaling))
      await this.#training.change({ problem }, rescaled(state, rescaling))
      await this.#training.look()
    })
  }

  lookAt(plane: Plane): Promise<void> {
    return this.#inTurn(async () => {
      const [state, { setUp }] = [await this.#training.state(), this.#training]
      if (!state || !setUp) return
      await this.#training.change({ problem: { ...setUp.problem, plane } }, state)
      await this.#training.look()
    })
  }

  async computeOn(name: BackendName): Promise<BackendName> {
    const { device } = this.#training
    await this.#inTurn(async () => {
      try {
        await this.#training.moveTo(name)
      } catch (error) {
        // Training goes on where it was.
        const { message, remedy } = faultOf(error)
        this.#fault = { message, remedy: [['goesOn', device.name], ...remedy] }
      }
    })
    return device.name
  }

  play(pace: Pace): Promise<void> {
    this.#training.speedometer.clear()
    // First its turn, which lets the last fault go, then the steps, which may have one of their own.
    const shown = this.#inTurn(async () => {})
    void this.#metronome.start(pace, (most, wanted) =>
      this.#turns.take(async () => (wanted() ? this.#burst(most) : 0)),
    )
    return shown
  }

  pause(): Promise<void> {
    const played = this.#metronome.beating
    this.#metronome.stop()
    return this.#inTurn(async () => {
      if (played) await this.#training.remember()
    })
  }

  step(kind: StepKind): Promise<void> {
    this.#metronome.stop()
    return this.#inTurn(async () => {
      if (kind === 'instance') this.#departure ??= 'instance'
      this.#noteDeparture()
      await this.#training.step(kind)
      await this.#training.remember()
    })
  }

  stepWith(code: Code, port: MessagePort): Promise<void> {
    return this.#inTurn(async () => {
      this.#training.dismiss()
      await this.#training.stepper.hire(code, port)
      await this.#training.beginOwn()
    })
  }

  stepAlone(): Promise<void> {
    return this.#inTurn(async () => this.#training.dismiss())
  }

  reset(): Promise<void> {
    this.#metronome.stop()
    return this.#inTurn(async () => {
      const { setUp } = this.#training
      if (!setUp) return
      this.#departure = setUp.parameters ? 'opened' : undefined
      await this.#training.restart()
    })
  }

  seek(moment: number): Promise<void> {
    return this.#show(() => moment)
  }

  back(): Promise<void> {
    return this.#show(() => this.#training.history.cursor - 1)
  }

  #show(moment: () => number): Promise<void> {
    this.#metronome.stop()
    return this.#inTurn(async () => {
      const found = this.#training.history.seek(moment())
      if (!found) return
      this.#training.load(found.state)
      await this.#training.look()
    })
  }

  edit(place: ParameterPlace, value: number): Promise<void> {
    return this.#inTurn(async () => {
      const state = await this.#training.state()
      if (!state) return
      const changed = withParameter(state, place, value)
      this.#departure = this.#hand.after(state, changed, this.#departure)
      this.#training.load(changed)
      await this.#training.remember()
    })
  }

  state(): Promise<LearnerState | undefined> {
    return this.#asked(() => this.#training.state())
  }

  survey(slice: Slice): Promise<Landscape | undefined> {
    return this.#asked(() => this.#training.survey(slice))
  }

  enlarge(neuron: Neuron | null): Promise<void> {
    return this.#asked(async () => {
      await this.#training.enlarge(neuron)
      this.#viewer.show()
    })
  }

  /** What is asked changes nothing: what is seen stays, a fault too. */
  #asked<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.#turns.take(async () => {
      try {
        return await work()
      } catch (error) {
        await this.#fail(error)
        this.#viewer.show()
        return undefined
      }
    })
  }

  /** What it throws becomes the fault that the page shows. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    return this.#turns.take(async () => {
      this.#fault = undefined
      try {
        await work()
      } catch (error) {
        await this.#fail(error)
      }
      this.#viewer.show()
    })
  }

  async #burst(most: number): Promise<number> {
    if (!this.#training.desk || most < 1) return 0
    this.#noteDeparture()
    let steps = 0
    try {
      steps = await this.#training.burst(most)
      if (!this.#viewer.busy) {
        await this.#training.remember(true)
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
    const { stepper, device, history } = this.#training
    if (stepper.by === 'own code') this.#departure ??= 'own code'
    if (device.name !== 'cpu') this.#departure ??= 'backend'
    if (history.cursor < history.length - 1) this.#departure ??= 'fork'
  }

  /** What went wrong becomes the fault; a device that is gone or full is replaced, anything else stops the run. */
  async #fail(error: unknown): Promise<void> {
    if (isOfOwnCode(error)) {
      this.#training.dismiss()
      this.#fault = faultOf(error)
      return
    }
    if (!hasDiverged(error) && this.#training.device.canBeLost) {
      try {
        await this.#recover(error)
      } catch (another) {
        this.#stopBy(another)
      }
      return
    }
    this.#stopBy(error)
  }

  #stopBy(error: unknown): void {
    this.#metronome.stop()
    this.#fault = faultOf(error)
  }

  async #recover(error: unknown): Promise<void> {
    const { device } = this.#training
    const lost = device.name
    const epoch = await this.#training.recover()
    this.#fault = {
      message: isLevenError(error) ? faultOf(error).message : [['failed', lost, String(error)]],
      remedy: [['goesOnFrom', device.name, epoch, lost]],
    }
  }

  #frame(): Frame | undefined {
    const { sight, network, desk, history, stepper, speedometer, device } = this.#training
    const { name, backend } = device
    if (!sight || !network || !backend || !desk) return undefined
    const playing = this.#metronome.beating
    return frameOf(sight, network, { name, backend }, history, {
      generation: this.#generation,
      instances: desk.learner.instances,
      playing,
      epochsPerSecond: playing ? speedometer.speed() : 0,
      departure: this.#departure,
      steppedBy: stepper.by,
      fault: this.#fault,
    })
  }
}

/** Whether a run has taken a step. */
function isUnderWay({ epoch, seen }: LearnerState): boolean {
  return epoch > 0 || seen > 0
}
