import { signal, useSignalEffect } from '@preact/signals'
import { frame, problem } from '../session/session.ts'

const said = signal('')
let loaded: typeof import('./announcements.ts') | undefined
let first: number | undefined

/** Tells people who do not see the page how training goes: when it starts and stops, and now and then. */
export function Announcer() {
  useSignalEffect(() => {
    const now = frame.value
    // The page as it opens is read by itself; what sums it up is fetched when something is done.
    if (!now) return
    first ??= now.generation
    if (!loaded && now.generation === first && now.epoch + now.seen === 0 && !now.playing) return
    const tell = () => {
      said.value = loaded?.announcement(now, problem.peek().labels) ?? said.value
    }
    if (loaded) tell()
    else
      void import('./announcements.ts').then((part) => {
        loaded = part
        tell()
      })
  })
  return (
    <p class="unseen" role="status" data-reading="summary">
      {said.value}
    </p>
  )
}
