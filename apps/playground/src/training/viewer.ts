import type { Frame } from './frame.ts'

/** Hands frames to the page: the next one once the page has drawn the last. */
export class Viewer {
  readonly #make: () => Frame | undefined
  #take: ((frame: Frame) => Promise<void>) | undefined
  #taking = false
  #stale = false

  /** @param make the frame of now; undefined where there is nothing to see yet. */
  constructor(make: () => Frame | undefined) {
    this.#make = make
  }

  /** Whether the page still draws. */
  get busy(): boolean {
    return this.#taking
  }

  /** Frames go to `take` from here on. */
  watch(take: (frame: Frame) => Promise<void>): void {
    this.#take = take
    this.show()
  }

  /** Sends the frame of now; while the page still draws the one before, once it has. */
  show(): void {
    const [take, frame] = [this.#take, this.#make()]
    if (!take || !frame) return
    if (this.#taking) {
      this.#stale = true
      return
    }
    this.#taking = true
    this.#stale = false
    const taken = () => {
      this.#taking = false
      if (this.#stale) this.show()
    }
    void take(frame).then(taken, taken)
  }
}
