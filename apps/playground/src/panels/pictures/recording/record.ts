import { fits, type Problem } from '../../../data/problem.ts'
import { palette } from '../../../painting/palette.ts'
import { frame, pause, play, playing, problem } from '../../../session/session.ts'
import { learningTexts } from '../../../texts/learning.ts'
import { recordingTexts } from '../../../texts/recording.ts'
import type { Frame } from '../../../training/frame.ts'
import { planeSvg } from '../plane-svg.ts'
import { imageOf } from '../rasterise.ts'
import { type Kind, leaving, longest, videoType } from './kinds.ts'
import type { Tape } from './tape.ts'
import { comesToSomething } from './video-trial.ts'

/** A recording that has ended. */
export interface Recorded {
  readonly file: string
  readonly content: Blob
  readonly seconds: number
  /** That of its last picture. */
  readonly epoch: number
}

/** Pixels for each of the drawing, and milliseconds from one picture to the next where the page is quick enough. */
const fineness: Readonly<Record<Kind, { readonly density: number; readonly interval: number }>> = {
  video: { density: 1.5, interval: 66 },
  gif: { density: 0.75, interval: 100 },
}

/**
 * Records the plane while the run plays, until it is stopped or at its longest. A run that did not play is started,
 * and pauses at the end, where the last picture is.
 * @param first is what the page shows now.
 * @param heard is told how many seconds there are.
 */
export async function record(
  kind: Kind,
  first: Frame,
  stop: AbortSignal,
  heard: (seconds: number) => void,
): Promise<Recorded> {
  const { density, interval } = fineness[kind]
  const canvas = document.createElement('canvas')
  // Each picture of a GIF is read back.
  const context = canvas.getContext('2d', { willReadFrequently: kind === 'gif' })
  if (!context) throw new Error('This browser has no canvas.')
  const name = nameOf(problem.peek())
  let last = first
  const draw = async (now: Frame) => {
    const image = await imageOf(planeSvg(now, problem.peek(), palette.peek(), titleOf(now)))
    if (canvas.width !== image.naturalWidth * density) {
      canvas.width = image.naturalWidth * density
      canvas.height = image.naturalHeight * density
    }
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    last = now
  }
  await draw(first)
  const tape = await tapeOf(kind, context)
  const begun = performance.now()
  const passed = () => performance.now() - begun
  const follow = async () => {
    const now = frame.peek()
    // Between two networks the page has no picture of the new one yet.
    if (!now || now === last || !fits(problem.peek(), now.network.sizes)) return
    await draw(now)
    tape.add(passed())
  }
  const film = async () => {
    const started = !playing.peek()
    if (started) play()
    while (!stop.aborted && passed() < longest[kind] * 1000) {
      const next = passed() + interval
      await follow()
      heard(Math.floor(passed() / 1000))
      await until(next - passed(), stop)
    }
    if (started) pause()
    // What took its card away may have begun another run.
    if (stop.reason === leaving) return
    if (started) await pausing()
    await follow()
  }
  try {
    await film()
  } catch (error) {
    // A recorder that nobody ends goes on.
    await tape.end(passed())
    throw error
  }
  const seconds = passed() / 1000
  const content = await tape.end(passed())
  return { file: `${name}-run.${content.type.replace(/.*\//, '')}`, content, seconds, epoch: last.epoch }
}

async function tapeOf(kind: Kind, context: CanvasRenderingContext2D): Promise<Tape> {
  const type = videoType()
  if (kind === 'video' && type) return (await import('./video-tape.ts')).videoTape(context, type)
  return (await import('./gif-tape.ts')).gifTape(context)
}

/** Whether this browser records what it says. */
export async function isPossible(kind: Kind): Promise<boolean> {
  const type = videoType()
  return kind !== 'video' || (type !== undefined && (await comesToSomething(type)))
}

/** What is learned from and by what: data, units of each layer, and the activation. */
function titleOf({ network: { sizes, activations } }: Frame): string {
  const [activation] = activations
  const data = nameOf(problem.peek())
  const t = recordingTexts()
  return activation === undefined
    ? t.networkWithoutHidden(data, sizes.join('–'))
    : t.network(data, sizes.join('–'), learningTexts().activations[activation])
}

/** The name of the table, without the end of its file's name. */
function nameOf({ table }: Problem): string {
  return table.source.replace(/\.[^.]*$/, '')
}

/** Waits so many milliseconds, or until it is stopped. */
function until(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', end)
      resolve()
    }
    // At least a moment, in which the page draws and hears.
    const timer = setTimeout(end, Math.max(4, milliseconds))
    stop.addEventListener('abort', end)
  })
}

/** Waits until the run has paused. */
function pausing(): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = playing.subscribe((plays) => {
      if (plays) return
      resolve()
      queueMicrotask(() => unsubscribe())
    })
  })
}
