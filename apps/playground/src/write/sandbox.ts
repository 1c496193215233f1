import { type Remote, wrap } from 'comlink'
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

/**
 * Opens a sandbox.
 * @throws Error where this browser starts none.
 */
export async function openSandbox(): Promise<Sandbox> {
  const { port, close } = await openPort()
  const desk = wrap<SandboxedDesk>(port)
  try {
    await within(longestStart, desk.isReady())
    return { desk, close }
  } catch (cause) {
    close()
    throw new Error('The sandbox did not start. Reload the page, or try another browser.', { cause })
  }
}

/** Opens a sandbox of which only the port is wanted; it answers as a SandboxedDesk. */
export async function openPort(): Promise<{ readonly port: MessagePort; close(): void }> {
  const { default: script } = await import('./sandboxed.ts?sandboxed')
  const frame = document.createElement('iframe')
  frame.sandbox.add('allow-scripts')
  frame.title = 'Sandbox of your code'
  frame.hidden = true
  frame.src = new URL('sandbox.html', document.baseURI).href
  const loaded = new Promise((resolve) => {
    frame.onload = resolve
  })
  document.body.append(frame)
  await loaded
  const { port1, port2 } = new MessageChannel()
  // The frame has no origin that could be named; nobody else is in it.
  frame.contentWindow?.postMessage(script, '*', [port2])
  return { port: port1, close: () => frame.remove() }
}
