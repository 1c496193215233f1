import type { Backend, Network } from '@leven/core'
import { Learner, type LearnerState } from '../learner/learner.ts'
import { optimizerOf } from '../settings/settings.ts'
import { Camera, type Picture } from './camera.ts'
import { type Examination, Examiner } from './examiner.ts'
import type { Neuron } from './neuron.ts'
import type { SetUp } from './protocol.ts'
import type { UnitHealth } from './unit-health.ts'

/** What was seen of a moment. */
export interface Sight {
  readonly state: LearnerState
  readonly picture: Picture
  readonly health: readonly (readonly UnitHealth[])[]
  readonly training: Examination
  readonly test: Examination
}

/** What lives on one device for one set-up: who learns, and who looks at what was learned. */
export class Desk {
  /** The device. */
  readonly on: Backend
  readonly learner: Learner
  readonly #camera: Camera
  readonly #training: Examiner
  readonly #test: Examiner

  constructor(
    on: Backend,
    network: Network,
    { problem, network: { seed }, learning }: SetUp,
    at: LearnerState,
  ) {
    this.on = on
    const rules = {
      optimizer: optimizerOf(learning),
      l2: learning.l2,
      batchSize: learning.batchSize || problem.trainingData.instances,
    }
    this.learner = new Learner(on, network, problem.trainingData, rules, seed, at)
    const { parameters } = this.learner
    this.#camera = new Camera(on, network, parameters, problem.plane)
    this.#training = new Examiner(on, network, parameters, problem.trainingData)
    this.#test = new Examiner(on, network, parameters, problem.testData)
  }

  /** Looks at the moment, and at a unit more finely. */
  async look(enlarged: Neuron | null): Promise<Sight> {
    return {
      state: await this.learner.state(),
      picture: await this.#camera.picture(enlarged),
      training: await this.#training.examine(),
      health: await this.#training.health(),
      test: await this.#test.examine(),
    }
  }

  /** Gives back what it has on the device. */
  free(): void {
    for (const part of [this.#camera, this.#training, this.#test, this.learner]) part.free()
  }
}
