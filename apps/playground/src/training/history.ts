import type { LearnerState } from '../learner/learner.ts'

/** One moment of a run that can be returned to. */
export interface Moment {
  readonly state: LearnerState
  /** Epochs, with the part of one that is under way. */
  readonly epoch: number
  /** J on the training points, without L2. */
  readonly cost: number
  /** What is minimised: J with the L2 of the time, as in (10) plus λ/2 ΣW². */
  readonly objective: number
  /** J on the test points. */
  readonly testCost: number
}

/** A curve: costs by epoch, one entry for each moment kept. */
export interface Curve {
  readonly epoch: Float64Array
  readonly cost: Float64Array
  readonly objective: Float64Array
  readonly testCost: Float64Array
}

/** The most moments that are kept: at six layers of eight units with Adam, about 4 MB. */
const capacity = 600

/**
 * The moments of a run, oldest first, in bounded memory: when it is full, every second moment is let go, so
 * that what is kept stays spread over the whole run. The first and the last are always kept.
 */
export class History {
  readonly #capacity: number
  #moments: Moment[] = []
  #cursor = -1
  /** Epochs between two moments worth keeping; grows when moments are let go. */
  #spacing = 0
  #forked: Curve | undefined
  #passing = false

  constructor(most: number = capacity) {
    this.#capacity = most
  }

  /** The number of moments. */
  get length(): number {
    return this.#moments.length
  }

  /** The place of the moment that is shown, from 0; −1 before the first. */
  get cursor(): number {
    return this.#cursor
  }

  /** The moment that is shown. */
  get current(): Moment | undefined {
    return this.#moments[this.#cursor]
  }

  /** What was left behind when the run last forked. */
  get forked(): Curve | undefined {
    return this.#forked
  }

  /**
   * Adds a moment after the one that is shown; moments beyond that one are let go: the run forks.
   * @param passing whether it is one of many of a run under way, rather than a step taken by hand.
   */
  add(moment: Moment, passing = false): void {
    if (this.#cursor < this.#moments.length - 1) {
      this.#forked = curveOf(this.#moments.slice(this.#cursor))
      this.#moments.length = this.#cursor + 1
    }
    const [previous, last] = this.#moments.slice(-2)
    // A passing moment only stands for the end while the one before it is close enough.
    const close = passing && previous && last && last.epoch - previous.epoch < this.#spacing
    if (close && this.#passing && this.#moments.length > 2) this.#moments.pop()
    this.#moments.push(moment)
    this.#passing = passing
    if (this.#moments.length > this.#capacity) this.#thin()
    this.#cursor = this.#moments.length - 1
  }

  /** Shows another moment and returns it; places beyond the ends are the ends. */
  seek(place: number): Moment | undefined {
    this.#cursor = Math.max(0, Math.min(this.#moments.length - 1, Math.round(place)))
    return this.current
  }

  /** The costs of all moments. */
  curve(): Curve {
    return curveOf(this.#moments)
  }

  /** Every state up to the one that is shown, oldest first. */
  way(): readonly LearnerState[] {
    return this.#moments.slice(0, this.#cursor + 1).map(({ state }) => state)
  }

  /** Changes every state that is kept; the costs stay those that were measured. */
  rewrite(change: (state: LearnerState) => LearnerState): void {
    this.#moments = this.#moments.map((moment) => ({ ...moment, state: change(moment.state) }))
  }

  /** Forgets everything. */
  clear(): void {
    this.#moments = []
    this.#cursor = -1
    this.#spacing = 0
    this.#forked = undefined
  }

  #thin(): void {
    const last = this.#moments.length - 1
    this.#moments = this.#moments.filter((_, place) => place % 2 === 0 || place === last)
    const [first, end] = [this.#moments[0], this.#moments.at(-1)]
    this.#spacing = ((end?.epoch ?? 0) - (first?.epoch ?? 0)) / this.#moments.length
  }
}

function curveOf(moments: readonly Moment[]): Curve {
  return {
    epoch: Float64Array.from(moments, ({ epoch }) => epoch),
    cost: Float64Array.from(moments, ({ cost }) => cost),
    objective: Float64Array.from(moments, ({ objective }) => objective),
    testCost: Float64Array.from(moments, ({ testCost }) => testCost),
  }
}
