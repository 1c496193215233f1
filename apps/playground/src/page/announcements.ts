import type { Frame } from '../training/frame.ts'
import { summary } from './spoken-summary.ts'

/** Milliseconds between two announcements while it trains. */
const interval = 10_000

let last = { time: 0, playing: false, epoch: -1, generation: 0 }

/** What there is to tell of a frame: where training starts, stops or is stepped, and now and then; else nothing. */
export function announcement(now: Frame, labels: Parameters<typeof summary>[1]): string | undefined {
  const { time, playing, epoch, generation } = last
  const place = now.epoch + now.seen / now.instances
  const turned = playing !== now.playing || generation !== now.generation
  const stepped = !now.playing && place !== epoch
  const due = now.playing && performance.now() - time > interval
  if (!turned && !stepped && !due) return undefined
  last = { time: performance.now(), playing: now.playing, epoch: place, generation: now.generation }
  return summary(now, labels)
}
