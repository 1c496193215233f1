/** Node's and some bundlers' macrotask; browsers lack it. */
declare const setImmediate: ((callback: () => void) => unknown) | undefined

/** Work goes on at most this long, in milliseconds, before timers, input and signals get their turn. */
const longestTurn = 25

/** Tells a long computation when to hand the event loop back. */
export class EventLoop {
  #since = performance.now()
  #calls = 0
  #callsPerLook = 1

  /** Whether it is time; cheap enough to ask after every step, since most calls do not look at the clock. */
  due(): boolean {
    if (++this.#calls < this.#callsPerLook) return false
    this.#calls = 0
    const elapsed = performance.now() - this.#since
    // Look about ten times a turn: seldom enough to cost nothing, often enough not to be late.
    if (elapsed < longestTurn / 10) this.#callsPerLook = Math.min(2 * this.#callsPerLook, 4096)
    else if (elapsed > longestTurn) this.#callsPerLook = Math.ceil(this.#callsPerLook / 4)
    return elapsed >= longestTurn
  }

  /** Lets everything else that waits run once. */
  async handBack(): Promise<void> {
    await macrotask()
    this.#since = performance.now()
  }
}

function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve)
      return
    }
    // setTimeout would wait 4 ms once nested; a message does not.
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
