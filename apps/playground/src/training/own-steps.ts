import type { Network } from '@leven/core'
import { type Remote, releaseProxy, wrap } from 'comlink'
import type { Learner } from '../learner/learner.ts'
import type { CodeFault } from '../own-code/compile.ts'
import type { Code } from '../own-code/exercises.ts'
import { isNotesLearning, isOfRelu } from '../own-code/notes-network.ts'
import type { Stretch } from '../own-code/practice.ts'
import type { Advance, SandboxedDesk } from '../own-code/sandboxed-desk.ts'
import { OutOfTimeError, within } from '../own-code/within.ts'
import type { FaultSaid } from '../texts/fault-words.ts'
import { OwnCodeError } from './own-code-error.ts'
import type { SetUp } from './protocol.ts'

/** The longest that the learner's code may take for a stretch of a few milliseconds. */
const longest = 2000

/** The steps of a run, taken by the learner's own code at the other end of a port: in the sandbox. */
export class OwnSteps {
  readonly #desk: Remote<SandboxedDesk>
  readonly #code: Code

  constructor(port: MessagePort, code: Code) {
    this.#desk = wrap<SandboxedDesk>(port)
    this.#code = code
  }

  /**
   * Begins with a set-up.
   * @throws OwnCodeError where the code is not for it, or cannot be read.
   */
  async begin(network: Network, { problem, learning, network: { seed } }: SetUp): Promise<void> {
    if (!isOfRelu(network)) {
      throw new OwnCodeError([['onlyRelu']])
    }
    if (!isNotesLearning(learning)) {
      throw new OwnCodeError([['onlyPlain']], ['coreGoesOn'])
    }
    const { trainingData } = problem
    const fault = await this.#inTime(
      this.#desk.begin({
        code: this.#code,
        sizes: network.sizes,
        output: network.output,
        data: trainingData,
        learningRate: learning.learningRate,
        batchSize: learning.batchSize || trainingData.instances,
        seed,
      }),
    )
    if (fault) throw new OwnCodeError(told(fault))
  }

  /**
   * Takes steps and loads what comes out into the learner; returns how many.
   * @throws OwnCodeError when the code throws, or takes too long.
   */
  async advance(learner: Learner, stretch: Stretch): Promise<number> {
    const advance = await this.#inTime<Advance>(this.#desk.advance(await learner.state(), stretch))
    if (advance.kind === 'broke off') throw new OwnCodeError(told(advance.fault))
    learner.load(advance.state)
    return advance.steps
  }

  /** Gives the port back. */
  close(): void {
    this.#desk[releaseProxy]()
  }

  async #inTime<Result>(work: PromiseLike<Result>): Promise<Result> {
    try {
      return await within(longest, () => work)
    } catch (error) {
      if (!(error instanceof OutOfTimeError)) throw error
      throw new OwnCodeError([['tooSlow', longest / 1000]])
    }
  }
}

function told({ exercise, line, message }: CodeFault): readonly FaultSaid[] {
  const stopped: FaultSaid = line === undefined ? ['stopped', exercise] : ['stoppedAt', exercise, line]
  return [stopped, ...message]
}
