import { signal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { frame, problem } from '../session/session.ts'
import { announcerTexts } from '../texts/announcer.ts'
import type { Frame } from '../training/frame.ts'
import { spoken, spokenShare } from './numbers.ts'

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
    said.value = summary(now, problem.peek().labels)
  })
  return (
    <p class="unseen" role="status" data-reading="summary">
      {said.value}
    </p>
  )
}

function summary(now: Frame, labels: readonly string[]): string {
  const t = announcerTexts()
  const { training, test, epoch, seen, instances, picture, network } = now
  const { score } = test
  const right =
    score.kind === 'classes'
      ? t.right(spokenShare(score.accuracy))
      : t.r2(score.r2 === null ? t.undefined : spoken(score.r2))
  return [
    now.playing ? t.training : t.paused,
    seen > 0 ? t.within(epoch, seen, instances) : t.epoch(epoch),
    t.costs(spoken(training.cost), spoken(test.cost)),
    right,
    boundary(picture.prediction.T, network.sizes.at(-1) ?? 1, labels),
  ].join(' ')
}

/** How the plane is divided. */
function boundary(T: ArrayLike<number>, outputs: number, labels: readonly string[]): string {
  if (labels.length === 0) return ''
  const counts = labels.map(() => 0)
  for (let start = 0; start < T.length; start += outputs) {
    let best = outputs === 1 && (T[start] ?? 0) > 0.5 ? 1 : 0
    for (let k = 1; k < outputs; k++) if ((T[start + k] ?? 0) > (T[start + best] ?? 0)) best = k
    counts[best] = (counts[best] ?? 0) + outputs / T.length
  }
  return announcerTexts().plane(
    labels.map((label, k) => `${label} ${spokenShare(counts[k] ?? 0)}`).join(', '),
  )
}
