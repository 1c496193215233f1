/** Pieces of work that wait for each other. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Does some work once all that was asked before is done. What it throws is its caller's alone: the next goes on. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work)
    const over = () => undefined
    this.#last = done.then(over, over)
    return done
  }
}
