import { computed, type ReadonlySignal } from '@preact/signals'
import { writePermalink } from '../settings/permalink.ts'
import { writePoints } from '../settings/points-link.ts'
import { setView, type View, view, writeView } from '../settings/view.ts'
import { isSameGesture } from './gesture.ts'
import { settings, source } from './state.ts'

/** Everything in the address but the weights. */
export function currentLink(looks: View = view.value): string {
  const from = source.value
  const points = from.kind === 'drawn' ? writePoints(from) : undefined
  return [writePermalink(settings.value), writeView(looks), points && `points=${points}`]
    .filter(Boolean)
    .join('&')
}

/** Marks the entries of the browser's history that this page wrote. */
const own = 'own'

let following = false

/**
 * Writes the settings, and the points that were drawn, into the address.
 * @param changed the settings that somebody changed: an entry of the browser's history, so that Back undoes it.
 * Without them, and in a frame of another page, whose history this is too, the entry there is says it instead.
 */
export function writeLink(changed?: string): void {
  const hash = currentLink()
  const url = hash ? `#${hash}` : location.pathname + location.search
  if (`#${hash}` === (location.hash || '#')) return
  const isEntry = changed !== undefined && !following && !view.value.embed && !isSameGesture(changed)
  if (isEntry) {
    // Back undoes the change and nothing else: not what was learned since a link brought its weights.
    history.replaceState(own, '', location.href.replace(/&?\bstate=[^&]*/, ''))
    history.pushState(own, '', url)
  } else history.replaceState(own, '', url)
}

/**
 * Follows the address to another entry: what is written meanwhile is no change of anybody's.
 * @param work is told whether the entry is the page's own, and not a link that was opened.
 */
export function followAddress(work: (isOwn: boolean) => void): void {
  following = true
  try {
    work(history.state === own)
  } finally {
    following = false
  }
}

/** Whether a link brings back the data: not a table that was brought, nor more points than fit. */
export const linkCarriesData: ReadonlySignal<boolean> = computed(
  () =>
    source.value.kind === 'shape' ||
    (source.value.kind === 'drawn' && writePoints(source.value) !== undefined),
)

/** A link to the page as it is set. */
export function settingsLink(): string {
  return linkOf(view.value)
}

/** A link to the page as it is set, looked at otherwise. */
export function linkOf(looks: View): string {
  const hash = currentLink(looks)
  return `${location.origin}${location.pathname}${hash && `#${hash}`}`
}

/** Shows the page with a lesson, or without some of its parts. */
export function look(next: View): void {
  setView(next)
  writeLink()
}
