import { signal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { frame, problem } from '../session/session.ts'

/** Milliseconds between two announcements while it trains. */
const interval = 10_000

const said = signal('')

/** Tells people who do not see the page how training goes: when it starts and stops, and now and then. */
export function Announcer() {
  const last = useRef({ time: 0, playing: false, epoch: -1, generation: 0 })
  useSignalEffect(() => {
    const now = frame.value
    if (!now) return
    const { time, playing, epoch, generation } = last.current
    const place = now.epoch + now.seen / now.instances
    const isOpening = generation === 0 && place === 0 && !now.playing
    const turned = playing !== now.playing || generation !== now.generation
    const stepped = !now.playing && place !== epoch
    const due = now.playing && performance.now() - time > interval
    if (!turned && !stepped && !due) return
    last.current = {
      time: performance.now(),
      playing: now.playing,
      epoch: place,
      generation: now.generation,
    }
    // The page as it opens is read by itself; what sums it up is fetched when something is done.
    if (isOpening) return
    const { labels } = problem.peek()
    void import('./spoken-summary.ts').then(({ summary }) => {
      said.value = summary(now, labels)
    })
  })
  return (
    <p class="unseen" role="status" data-reading="summary">
      {said.value}
    </p>
  )
}
