/** At least so many jobs lie between two trials of the slower way. */
const jobsPerTrial = 32
/** What trials may lose of all the time spent. */
const share = 0.02
/** How much of a running mean the newest time is. */
const weight = 0.25

/**
 * Whether a kind of job is done sooner by one thread or by all, from the times that it took lately. The slower way is
 * tried again now and then, as the load by others changes, but only while trials have lost next to nothing: a thread
 * that others keep from running can hold a job up for many times what it takes.
 */
export class Judge {
  #alone: number | undefined
  #together: number | undefined
  #jobs = 0
  #spent = 0
  #lost = 0

  prefersTogether(): boolean {
    if (this.#alone === undefined) return false
    if (this.#together === undefined) return true
    const together = this.#together < this.#alone
    if (++this.#jobs < jobsPerTrial || this.#lost > share * this.#spent) return together
    this.#jobs = 0
    return !together
  }

  /** One thread took so long. A time far above the mean counts as twice the mean: something else held it up. */
  alone(took: number): void {
    this.#count(took, this.#together)
    this.#alone = mean(this.#alone, this.#alone === undefined ? took : Math.min(took, 2 * this.#alone))
  }

  /** All threads took so long. What holds one of them up counts: it will again. */
  together(took: number): void {
    this.#count(took, this.#alone)
    this.#together = mean(this.#together, took)
  }

  #count(took: number, otherwise = took): void {
    this.#spent += took
    this.#lost += Math.max(0, took - otherwise)
  }
}

function mean(before: number | undefined, took: number): number {
  return before === undefined ? took : before + weight * (took - before)
}
