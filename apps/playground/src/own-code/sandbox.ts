import { type Remote, wrap } from 'comlink'
import { exercisesTexts } from '../texts/exercises.ts'
import type { SandboxedDesk } from './sandboxed-desk.ts'
import { within } from './within.ts'

/** A place where the learner's code runs: a worker of a frame with an origin of its own, without a network. */
export interface Sandbox {
  readonly desk: Remote<SandboxedDesk>
  /** Ends everything in it at once, endless loops too. */
  close(): void
}

/** The longest that a sandbox may take to start, in milliseconds. */
const longestStart = 15_000

let spare: Promise<Sandbox> | undefined

/** Opens a sandbox ahead of the time when one is wanted: that takes longer than to judge. */
export function prepareSandbox(): void {
  spare ??= openSandbox()
  // Whoever wants it will hear of it, and the next one may open.
  spare.catch(() => {})
}

/**
 * A sandbox that nothing has run in.
 * @throws Error where this browser starts none; its message is for people.
 */
export function freshSandbox(): Promise<Sandbox> {
  const taken = spare ?? openSandbox()
  spare = undefined
  return taken
}

/**
 * Opens a sandbox.
 * @throws Error where this browser starts none; its message is for people.
 */
async function openSandbox(): Promise<Sandbox> {
  const frame = document.createElement('iframe')
  const close = () => frame.remove()
  try {
    const { default: script } = await import('./sandboxed.ts?sandboxed')
    const { port1, port2 } = new MessageChannel()
    const desk = wrap<SandboxedDesk>(port1)
    await within(longestStart, async () => {
      await load(frame)
      // The frame has no origin that could be named; nobody else is in it.
      frame.contentWindow?.postMessage(script, '*', [port2])
      await desk.isReady()
    })
    return { desk, close }
  } catch (cause) {
    close()
    throw new Error(exercisesTexts().noSandbox, { cause })
  }
}

function load(frame: HTMLIFrameElement): Promise<unknown> {
  frame.sandbox.add('allow-scripts')
  frame.title = exercisesTexts().sandbox
  frame.hidden = true
  frame.src = new URL('sandbox.html', document.baseURI).href
  const loaded = new Promise((resolve) => {
    frame.onload = resolve
  })
  document.body.append(frame)
  return loaded
}
