import { computed, type ReadonlySignal } from '@preact/signals'
import { writePermalink } from '../settings/permalink.ts'
import { writePoints } from '../settings/points-link.ts'
import { setView, type View, view, writeView } from '../settings/view.ts'
import { settings, source } from './state.ts'

/** Everything in the address but the weights. */
export function currentLink(looks: View = view.value): string {
  const from = source.value
  const points = from.kind === 'drawn' ? writePoints(from) : undefined
  return [writePermalink(settings.value), writeView(looks), points && `points=${points}`]
    .filter(Boolean)
    .join('&')
}

/** Writes the settings, and the points that were drawn, into the address. */
export function writeLink(): void {
  const hash = currentLink()
  history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search)
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
