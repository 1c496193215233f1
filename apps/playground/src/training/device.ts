import type { Backend } from '@leven/core'
import type { BackendName } from './backend-names.ts'
import { openBackend } from './backends.ts'

/** What a run computes on: opened when it is first needed, and exchanged while the run goes on. */
export class Device {
  #name: BackendName = 'cpu'
  #backend: Backend | undefined

  /** The name of the backend in use, or of the one that will be. */
  get name(): BackendName {
    return this.#name
  }

  /** The backend in use. */
  get backend(): Backend | undefined {
    return this.#backend
  }

  /** Whether it is one that can be lost, as a graphics device can. */
  get canBeLost(): boolean {
    return this.#backend !== undefined && this.#name !== 'cpu' && this.#name !== 'reference'
  }

  /**
   * The backend in use; opened now where none is.
   * @param instead hears why, where the one that was wanted is not there and the reference takes its place.
   * @throws what the reference throws where it cannot open either.
   */
  async open(instead: (error: unknown) => void): Promise<Backend> {
    if (this.#backend) return this.#backend
    try {
      this.#backend = await openBackend(this.#name)
    } catch (error) {
      if (this.#name === 'reference') throw error
      this.#backend = await openBackend('reference')
      this.#name = 'reference'
      instead(error)
    }
    return this.#backend
  }

  /**
   * Exchanges the backend for another, once that one has shown that it can do the work.
   * @param work is tried on the other; where it throws, the former is in use again.
   * @throws what opening the other, or the work, throws.
   */
  async exchange(name: BackendName, work: () => Promise<void>): Promise<void> {
    const opened = await openBackend(name)
    const [former, formerName] = [this.#backend, this.#name]
    this.#backend = opened
    this.#name = name
    try {
      await work()
    } catch (error) {
      await opened.close()
      this.#backend = former
      this.#name = formerName
      throw error
    }
    await former?.close()
  }

  /** Gives up a device that is lost; cpu is opened next. */
  async giveUp(): Promise<void> {
    await this.#backend?.close()
    this.#backend = undefined
    this.#name = 'cpu'
  }
}
