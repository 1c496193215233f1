import { createServer } from 'node:net'

/** The commands of WebDriver that the tests need. */
export type Command = 'url' | 'script' | 'click' | 'value' | 'actions'

/** A browser under WebDriver, however it is spoken. */
export interface Driver {
  /** Gives a command, to an element where it is one's; resolves to what it answers. */
  ask(command: Command, element: string | undefined, body: object): Promise<unknown>
  close(): Promise<void>
}

/** The value of an answer. */
export function answerOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer && 'value' in answer ? answer.value : answer
}

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Tries again, while a program starts, until it answers; after half a minute it says what stood in the way. */
export async function patiently<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() - began > 30_000) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
