import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { frame } from '../session/session.ts'
import type { Frame } from '../training/frame.ts'

/** A part of the page that does not follow every frame. */
interface Turn {
  readonly interval: number
  readonly newest: Signal<Frame | undefined>
  last: number
}

const turns: Turn[] = []

/** Nobody reads a number that changes more often, in milliseconds. */
const readable = 100

/**
 * The newest frame for a part of the page that is read rather than watched: while training, at most once in
 * `interval` milliseconds and in turn with the others, so that no frame draws them all; at once when it pauses,
 * when another run begins and when something goes wrong.
 */
export function frameInTurn(interval = readable): ReadonlySignal<Frame | undefined> {
  const turn: Turn = { interval, newest: signal(frame.peek()), last: 0 }
  turns.push(turn)
  return turn.newest
}

/** A frame that came within this of the one before, in milliseconds, leaves time for two parts. */
const smooth = 20

/** A frame that came so long after the one before, in milliseconds, is meant to: for those who asked for less motion. */
const rare = 250

let [generation, playing, fault, before] = [-1, false, false, 0]

effect(() => {
  const now = frame.value
  if (!now) return
  const time = performance.now()
  const passing =
    now.playing && playing && now.generation === generation && (now.fault !== undefined) === fault
  generation = now.generation
  playing = now.playing
  fault = now.fault !== undefined
  const gap = time - before
  before = time
  // How many of its own intervals a part has waited for.
  const waited = ({ last, interval }: Turn) => (time - last) / interval
  const due = turns.filter((turn) => waited(turn) >= 1).sort((a, b) => waited(b) - waited(a))
  // Where frames are slow, parts that wait long come together, or they would hardly follow.
  const parts = gap <= smooth ? 2 : gap >= rare ? due.length : Math.ceil(due.length / 4)
  const taken = passing ? due.slice(0, parts) : turns
  for (const turn of taken) {
    turn.last = time
    turn.newest.value = now
  }
})
