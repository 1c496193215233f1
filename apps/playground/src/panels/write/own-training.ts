import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { transfer } from 'comlink'
import type { Code } from '../../own-code/exercises.ts'
import { changesForNotes } from '../../own-code/notes-network.ts'
import { freshSandbox, prepareSandbox, type Sandbox } from '../../own-code/sandbox.ts'
import { change, frame, notice, play, settings, stepWith } from '../../session/session.ts'
import { ownCodeStrip } from './OwnCodePlace.tsx'
import { OwnCodeStrip } from './OwnCodeStrip.tsx'

ownCodeStrip.value = OwnCodeStrip

const openingNow: Signal<boolean> = signal(false)

/** Whether a sandbox is being opened to train in. */
export const opening: ReadonlySignal<boolean> = openingNow

let sandbox: Sandbox | undefined

// When core's code takes the steps again, whoever wanted it, the sandbox is of no more use.
let own = false
effect(() => {
  const now = frame.value?.steppedBy === 'own code'
  if (own && !now) {
    sandbox?.close()
    sandbox = undefined
  }
  own = now
})

/** Trains the page's network with the learner's code, once the network is the notes'. */
export async function trainWith(code: Code): Promise<void> {
  if (openingNow.value) return
  openingNow.value = true
  try {
    const opened = await freshSandbox()
    sandbox?.close()
    sandbox = opened
    const { port1, port2 } = new MessageChannel()
    await opened.desk.serve(transfer(port2, [port2]))
    change(changesForNotes(settings.value))
    await stepWith(code, port1)
    play()
    prepareSandbox()
  } catch (error) {
    notice.value = error instanceof Error ? error.message : String(error)
  } finally {
    openingNow.value = false
  }
}
