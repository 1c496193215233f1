import type { Backend, NetworkParameters, TrainingState } from '@leven/core'
import { type Team, type TeamWork, teamOn } from '@leven/model'
import { type Reply, replyWith } from './reply.ts'

/** A worker's side of a team: some of its members, on a backend of the worker's own. */
export class WorkerTeam {
  readonly #backend: Promise<Backend>
  #team: Team | undefined
  #controller = new AbortController()

  constructor(openBackend: () => Promise<Backend>) {
    this.#backend = openBackend()
    this.#backend.catch(() => undefined) // `open` says it
  }

  open(work: TeamWork): Promise<Reply<void>> {
    return replyWith(async () => {
      this.#controller = new AbortController()
      this.#team = await teamOn(await this.#backend)(work, this.#controller.signal)
    })
  }

  epoch(): Promise<Reply<readonly number[] | null>> {
    return replyWith(async () => (await this.#team?.epoch()) ?? null)
  }

  keep(): Promise<Reply<void>> {
    return replyWith(async () => this.#team?.keep())
  }

  kept(): Promise<Reply<readonly NetworkParameters[]>> {
    return replyWith(async () => (await this.#team?.kept()) ?? [])
  }

  states(): Promise<Reply<readonly TrainingState[]>> {
    return replyWith(async () => (await this.#team?.states()) ?? [])
  }

  /** Ends the members' epoch between two steps. */
  abort(): void {
    this.#controller.abort()
  }

  end(): Promise<Reply<void>> {
    return replyWith(async () => {
      await this.#team?.close()
      this.#team = undefined
    })
  }
}
