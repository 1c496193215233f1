import type { Frame } from './frame.ts'

/** Hands frames to the page: each once the page asks for it, having drawn the last. */
export class Viewer {
  readonly #make: () => Frame | undefined
  #give: ((frame: Frame) => void) | undefined
  #stale = true

  /** @param make the frame of now; undefined where there is nothing to see yet. */
  constructor(make: () => Frame | undefined) {
    this.#make = make
  }

  /** Whether the page still draws. */
  get busy(): boolean {
    return !this.#give
  }

  /** The next frame: of now where something has changed since the last, else of when it does. */
  next(): Promise<Frame> {
    return new Promise((resolve) => {
      this.#give = resolve
      if (this.#stale) this.show()
    })
  }

  /** Gives the frame of now; while the page still draws the one before, once it has. */
  show(): void {
    this.#stale = true
    const frame = this.#give && this.#make()
    if (!frame) return
    this.#give?.(frame)
    this.#give = undefined
    this.#stale = false
  }
}
