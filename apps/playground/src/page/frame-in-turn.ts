import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Frame } from '../training/frame.ts'
import { frame } from './session.ts'

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

let [generation, playing, fault] = [-1, false, false]

effect(() => {
  const now = frame.value
  if (!now) return
  const time = performance.now()
  const passing =
    now.playing && playing && now.generation === generation && (now.fault !== undefined) === fault
  generation = now.generation
  playing = now.playing
  fault = now.fault !== undefined
  const due = passing ? turns.filter(({ last, interval }) => time - last >= interval) : turns
  // A third of those that wait, the longest first: at sixty frames a second one or two.
  const taken = passing ? due.toSorted((a, b) => a.last - b.last).slice(0, Math.ceil(due.length / 3)) : turns
  for (const turn of taken) {
    turn.last = time
    turn.newest.value = now
  }
})
