import type { Pace } from './protocol.ts'

/**
 * Takes steps as they are due.
 * @param most how many, at most; 0 or less is none.
 * @param wanted whether they still are: the beat may have ended before their turn came.
 * @returns how many were taken.
 */
export type Burst = (most: number, wanted: () => boolean) => Promise<number>

/** Keeps the pace of a run: asks for bursts of steps until it is stopped, or another beat begins. */
export class Metronome {
  #beating = false
  #beat = 0

  /** Whether it asks for steps. */
  get beating(): boolean {
    return this.#beating
  }

  /** Ends the beat, at once. */
  stop(): void {
    this.#beating = false
    this.#beat++
  }

  /** Begins a beat; the one before is over. */
  async start(pace: Pace, burst: Burst): Promise<void> {
    this.#beating = true
    const beat = ++this.#beat
    const wanted = () => this.#beat === beat
    let [began, done] = [performance.now(), 0]
    while (this.#beating && wanted()) {
      const due =
        pace === 'full' ? Number.POSITIVE_INFINITY : Math.floor(((performance.now() - began) * pace) / 1000)
      done += await burst(due - done, wanted)
      if (pace === 'full') {
        await anotherTurn()
        continue
      }
      // A device that cannot keep the pace does not have to catch up.
      if (due - done > pace / 4 + 1) [began, done] = [performance.now(), 0]
      await wait(Math.max(1, began + (1000 * (done + 1)) / pace - performance.now()))
    }
  }
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
