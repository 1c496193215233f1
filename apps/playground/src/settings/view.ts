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

/** The panels, from the top of the page down: what an embedded page is put together from. */
export const panelNames = [
  'transport',
  'data',
  'network',
  'result',
  'cost',
  'score',
  'learning',
  'derivation',
  'exercise',
  'files',
  'device',
] as const

/** A panel of the page. */
export type Panel = (typeof panelNames)[number]

/** Single controls, by the panel that they stand in. */
export const controlNames = {
  transport: ['reset', 'steps', 'pace', 'moment'],
  data: ['shapes', 'noise', 'points', 'dataSeed', 'derived', 'testShare', 'table', 'download'],
  network: ['size'],
  result: ['tools'],
  cost: ['logScale'],
  score: ['scoreViews'],
  learning: ['activation', 'optimizer', 'learningRate', 'l2', 'batchSize', 'seed'],
  derivation: [],
  exercise: [],
  files: [],
  device: ['backend'],
} as const satisfies Record<Panel, readonly string[]>

/** A control that can be hidden by itself. */
export type Control = (typeof controlNames)[Panel][number]

/** A part of the page that a link can hide: a panel, or a control in one. */
export type Part = Panel | Control

/** Every part that can be hidden, each panel before its controls. */
export const parts: readonly Part[] = panelNames.flatMap((panel) => [panel, ...controlNames[panel]])

/** What a link says of the page itself, beside the settings of the run. */
export interface View {
  readonly lesson: LessonName | undefined
  /** The step of the lesson, counted from 1. */
  readonly step: number
  /** The parts that are not shown, so that a class sees what matters now. */
  readonly hidden: readonly Part[]
  /** The panels of a page that stands in a frame of another; undefined for the whole page. */
  readonly embed: readonly Panel[] | undefined
  /** The language that the link asks for; without one the browser's is spoken. */
  readonly language: Language | undefined
}

/** The page without a lesson, with all of its parts. */
export const plainView: View = {
  lesson: undefined,
  step: 1,
  hidden: [],
  embed: undefined,
  language: undefined,
}

const viewNow: Signal<View> = signal(plainView)

/** How the page is looked at. */
export const view: ReadonlySignal<View> = viewNow

/** Looks at the page otherwise. The link is the session's to write. */
export function setView(next: View): void {
  viewNow.value = next
}

/** What `#embed` alone shows. */
export const usualEmbed: readonly Panel[] = ['transport', 'network', 'result']

/** Whether a part of the page is shown. */
export function isShown(part: Part): boolean {
  const { hidden, embed } = view.value
  return !hidden.includes(part) && (embed === undefined || !isPanel(part) || embed.includes(part))
}

/** The view of a link; what it does not know is ignored. */
export function readView(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const named = (said.get('hide') ?? '').split('-')
  const language = said.get('lang') ?? ''
  const lesson = lessonNames.find((name) => name === said.get('lesson'))
  const step = said.get('step') ?? ''
  return {
    lesson,
    step: lesson && /^[1-9]$/.test(step) ? Number(step) : 1,
    hidden: parts.filter((part) => named.includes(part)),
    embed: embedOf(said.get('embed')),
    language: isLanguage(language) ? language : undefined,
  }
}

/** The panels that a link names; the usual ones where it names none. */
function embedOf(text: string | null): readonly Panel[] | undefined {
  if (text === null) return undefined
  const named = text.split('-')
  const known = panelNames.filter((panel) => named.includes(panel))
  return known.length > 0 ? known : usualEmbed
}

/** The view as the part of a link; '' for the plain one. */
export function writeView({ lesson, step, hidden, embed, language }: View): string {
  const entries: [string, string][] = []
  if (lesson) entries.push(['lesson', lesson])
  if (lesson && step > 1) entries.push(['step', String(step)])
  if (hidden.length > 0) entries.push(['hide', hidden.join('-')])
  if (embed) entries.push(['embed', embed.join('-')])
  if (language) entries.push(['lang', language])
  return new URLSearchParams(entries).toString()
}

function isPanel(part: Part): part is Panel {
  return panelNames.some((panel) => panel === part)
}
