import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { download } from '../../../files/download.ts'
import { frame, told } from '../../../session/session.ts'
import { significant, whole } from '../../../texts/numbers.ts'
import { recordingTexts } from '../../../texts/recording.ts'
import type { Kind, leaving } from './kinds.ts'
import type { Recorded } from './record.ts'

/*
 * The recording of the page: it and its file outlive the card, which goes away with the part of the page that a lesson
 * or a link for a class hides.
 */

const underNow: Signal<{ readonly kind: Kind; readonly seconds: number } | undefined> = signal(undefined)
const recordedNow: Signal<Recorded | undefined> = signal(undefined)
const saidNow: Signal<string> = signal('')
const keptNow: Signal<boolean> = signal(true)
const silentNow: Signal<boolean> = signal(false)
let stop: AbortController | undefined

/** Asks before the page is left. */
const ask = (event: BeforeUnloadEvent) => event.preventDefault()

// Only while something would be lost: a page that asks is not kept for the way back to it.
effect(() => {
  if (underNow.value || (recordedNow.value && !keptNow.value)) addEventListener('beforeunload', ask)
  else removeEventListener('beforeunload', ask)
})

/** What is recorded, and how many seconds there are; undefined while nothing is. */
export const under: ReadonlySignal<typeof underNow.value> = underNow

/** What was recorded last. */
export const recorded: ReadonlySignal<Recorded | undefined> = recordedNow

/** What became of it, in words. */
export const said: ReadonlySignal<string> = saidNow

/** Whether nothing of it would be lost: it was saved, or nobody wants it. */
export const kept: ReadonlySignal<boolean> = keptNow

/** Whether it has come out that this browser records no video, though it says so. */
export const silent: ReadonlySignal<boolean> = silentNow

/** Records until it is stopped. Nothing of it is fetched before. */
export async function begin(kind: Kind): Promise<void> {
  const now = frame.peek()
  if (!now) return
  const controller = new AbortController()
  stop = controller
  underNow.value = { kind, seconds: 0 }
  recordedNow.value = undefined
  saidNow.value = ''
  keptNow.value = false
  try {
    const { isPossible, record } = await import('./record.ts')
    if (!(await isPossible(kind))) {
      silentNow.value = true
      keptNow.value = true
      saidNow.value = recordingTexts().nothingComes
      return
    }
    const done = await record(kind, now, controller.signal, (seconds) => {
      if (seconds !== underNow.peek()?.seconds) underNow.value = { kind, seconds }
    })
    recordedNow.value = done
    saidNow.value = recordingTexts().recorded(significant(done.seconds), whole(done.epoch))
  } catch (error) {
    saidNow.value = told(error)
  } finally {
    underNow.value = undefined
  }
}

/** Ends the recording: its file is made of what there is. */
export function end(why?: typeof leaving): void {
  stop?.abort(why)
}

/** Saves what was recorded. */
export async function save({ file, content }: Recorded): Promise<void> {
  download(file, new Uint8Array(await content.arrayBuffer()), content.type)
  keptNow.value = true
}

/** Lets what was recorded go. */
export function dismiss(): void {
  keptNow.value = true
}
