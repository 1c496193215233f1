import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type DataSource, problemOf, shapeSource } from '../data/data-source.ts'
import { learnable, missingWords } from '../data/learnable.ts'
import type { Problem } from '../data/problem.ts'
import { readLink } from '../settings/page-link.ts'
import type { Settings } from '../settings/settings.ts'
import { readView, setView } from '../settings/view.ts'
import type { BackendName } from '../training/backend-names.ts'
import type { Fault, Frame } from '../training/frame.ts'
import type { Pace } from '../training/protocol.ts'
import type { Neuron, Selection } from './pointed.ts'

const link = readLink(location.hash)
setView(readView(location.hash))
/*
 * What ends in Now is the session's alone to change; everyone else sees it below, to be read.
 */

export const settingsNow: Signal<Settings> = signal(link.settings)
const linked = link.points && learnable(link.points, link.settings)
export const sourceNow: Signal<DataSource> = signal(link.points ?? shapeSource)
export const problemNow: Signal<Problem> = signal(linked ?? problemOf(shapeSource, link.settings))
export const blockedNow: Signal<string> = signal(link.points && !linked ? missingWords(link.points) : '')
export const frameNow: Signal<Frame | undefined> = signal(undefined)

/** What the page is set to. */
export const settings: ReadonlySignal<Settings> = settingsNow

/** Where the data come from: drawn by the settings, or brought. */
export const source: ReadonlySignal<DataSource> = sourceNow

/** The points, and how the network sees them. */
export const problem: ReadonlySignal<Problem> = problemNow

/** Why nothing can be learned of the points that are drawn, such as none; '' where something can. */
export const blocked: ReadonlySignal<string> = blockedNow

/** The newest frame of the run; undefined until the worker has made one. */
export const frame: ReadonlySignal<Frame | undefined> = frameNow

/** Whether the run is under way. */
export const playing: ReadonlySignal<boolean> = computed(() => frame.value?.playing ?? false)

/** Why the run stopped or moved by itself; undefined while all is well. */
export const fault: ReadonlySignal<Fault | undefined> = computed(() => frame.value?.fault)

/** Frames drawn a second; 0 while nothing moves. */
export const framesPerSecond: Signal<number> = signal(0)

/** Updates a second while it plays. */
export const pace: Signal<Pace> = signal(60)

export const askedBackend: Signal<BackendName | null> = signal(null)

/** The backend that runs; while another one is being opened, that one. */
export const chosenBackend: ReadonlySignal<BackendName> = computed(
  () => askedBackend.value ?? frame.value?.backend.name ?? 'cpu',
)

/** Whether a backend is being opened. */
export const openingBackend: ReadonlySignal<boolean> = computed(() => askedBackend.value !== null)

/** The unit that is pointed at. */
export const highlighted: Signal<Neuron | null> = signal(null)

/** The unit whose numbers are open for editing. */
export const opened: Signal<Neuron | null> = signal(null)

/** The batch, or the training point that was chosen. */
export const selection: Signal<Selection> = signal({ kind: 'instance', index: 0 })

/** A sentence for everyone: what a link or a file could not do. */
export const notice: Signal<string> = signal('')

export const keptNow: Signal<{ readonly epoch: number; readonly name: string } | undefined> =
  signal(undefined)

/** What the page goes on with, as this browser kept it; undefined where it began by itself. */
export const keptHere: ReadonlySignal<{ readonly epoch: number; readonly name: string } | undefined> = keptNow

/** No longer says that the page goes on with what was kept. */
export function dismissKept(): void {
  keptNow.value = undefined
}
