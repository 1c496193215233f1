import { effect } from '@preact/signals'
import { blocked, frame, pause, play, setPace, settings, startOver, stepBy } from '../../session/session.ts'
import type { Frame } from '../../training/frame.ts'
import type { Score } from '../../training/score.ts'
import { type Asked, readMessage, type Told, version } from './messages.ts'
import './embed.css'

/**
 * Talks with the page around this one: does what its messages ask, one after the other, answers each with the state
 * that came of it, and tells the state when a run begins, starts or stops. To be called once, in a frame.
 * @param around the window of that page; messages from any other are not heard.
 */
export function converse(around: Window): void {
  let origin = '*'
  const tell = (told: Told) => around.postMessage(told, origin)
  let last: Promise<void> = Promise.resolve()
  addEventListener('message', ({ source, data, origin: from }) => {
    if (source !== around) return
    const read = readMessage(data)
    if (!read) return
    // An opaque origin has no name that an answer could be addressed to.
    origin = from === 'null' ? '*' : from
    last = last.then(async () => {
      const { id } = read
      if ('refused' in read) tell(refusal(read.refused, id))
      else if (needsData(read) && blocked.peek()) tell(refusal(blocked.peek(), id))
      else tell(stateOf(await done(read), id))
    })
  })
  let told: Frame | undefined
  effect(() => {
    const now = frame.value
    if (!now) return
    if (told === undefined) tell({ leven: version, type: 'ready' })
    else if (told.generation !== now.generation || told.playing !== now.playing) tell(stateOf(now, undefined))
    told = now
  })
}

/** Whether a message asks for something that comes to nothing where there is nothing to learn from. */
function needsData({ type }: Asked): boolean {
  return type === 'play' || type === 'step'
}

function refusal(reason: string, id: string | undefined): Told {
  return { leven: version, type: 'refused', reason, ...(id !== undefined && { id }) }
}

/** Does what a message asks; returns the first frame that shows it. */
async function done(asked: Asked): Promise<Frame> {
  const before = await nextFrame(() => true)
  switch (asked.type) {
    case 'setUp':
      startOver({ ...settings.peek(), ...asked.settings })
      return nextFrame(({ generation }) => generation !== before.generation)
    case 'play':
      if (asked.pace !== undefined) setPace(asked.pace)
      play()
      return nextFrame((now) => now.playing || (now !== before && now.fault !== undefined))
    case 'pause':
      pause()
      return nextFrame(({ playing }) => !playing)
    case 'step':
      stepBy(asked.by)
      // A unit that is pointed at meanwhile brings a frame of its own.
      return nextFrame(
        (now) =>
          !now.playing &&
          (now.epoch !== before.epoch ||
            now.seen !== before.seen ||
            (now !== before && now.fault !== undefined)),
      )
    case 'state':
      return before
    default:
      return asked satisfies never
  }
}

/** The first frame of a kind, from now on. */
function nextFrame(wanted: (frame: Frame) => boolean): Promise<Frame> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const now = frame.value
      if (!now || !wanted(now)) return
      queueMicrotask(() => stop())
      resolve(now)
    })
  })
}

function stateOf({ playing, epoch, seen, training, test }: Frame, id: string | undefined): Told {
  return {
    leven: version,
    type: 'state',
    ...(id !== undefined && { id }),
    playing,
    epoch,
    seen,
    settings: settings.peek(),
    cost: { training: training.cost, test: test.cost },
    accuracy: { training: accuracyOf(training.score), test: accuracyOf(test.score) },
  }
}

function accuracyOf(score: Score): number | null {
  return score.kind === 'classes' ? score.accuracy : null
}
