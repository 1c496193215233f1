import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { isLanguage, type Language } from '../texts/languages.ts'

/** The lessons, in their order: names for links. */
export const lessonNames = [
  'one-neuron',
  'why-hidden-units',
  'backpropagation',
  'learning-rate',
  'vanishing-gradients',
  'batch-size',
  'momentum-and-adam',
  'overfitting',
  'regularisation',
  'broken-gradients',
] as const

/** The name of a lesson. */
export type LessonName = (typeof lessonNames)[number]

/** What people read for a part of the page that a link can hide. */
export const partTitles = {
  data: 'Data',
  size: 'Size of the network',
  learning: 'Learning',
  cost: 'Cost',
  score: 'Score',
  derivation: 'Derivation',
  exercise: 'Write it yourself',
  files: 'Files and links',
  device: 'This device',
} as const

/** A part of the page that a link can hide. */
export type Part = keyof typeof partTitles

/** Every part that can be hidden. */
export const parts: readonly Part[] = Object.keys(partTitles).filter(isPart)

/** What a link says of the page itself, beside the settings of the run. */
export interface View {
  readonly lesson: LessonName | undefined
  /** The parts that are not shown, so that a class sees what matters now. */
  readonly hidden: readonly Part[]
  /** The language that the link asks for; without one the browser's is spoken. */
  readonly language: Language | undefined
}

/** The page without a lesson, with all of its parts. */
export const plainView: View = { lesson: undefined, hidden: [], language: undefined }

const viewNow: Signal<View> = signal(plainView)

/** How the page is looked at. */
export const view: ReadonlySignal<View> = viewNow

/** Looks at the page otherwise. The link is the session's to write. */
export function setView(next: View): void {
  viewNow.value = next
}

/** Whether a part of the page is shown. */
export function isShown(part: Part): boolean {
  return !view.value.hidden.includes(part)
}

/** The view of a link; what it does not know is ignored. */
export function readView(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const named = (said.get('hide') ?? '').split('-')
  const language = said.get('lang') ?? ''
  return {
    lesson: lessonNames.find((name) => name === said.get('lesson')),
    hidden: parts.filter((part) => named.includes(part)),
    language: isLanguage(language) ? language : undefined,
  }
}

/** The view as the part of a link; '' for the plain one. */
export function writeView({ lesson, hidden, language }: View): string {
  const entries: [string, string][] = []
  if (lesson) entries.push(['lesson', lesson])
  if (hidden.length > 0) entries.push(['hide', hidden.join('-')])
  if (language) entries.push(['lang', language])
  return new URLSearchParams(entries).toString()
}

function isPart(name: string): name is Part {
  return Object.hasOwn(partTitles, name)
}
