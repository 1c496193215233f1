import { computed, type ReadonlySignal } from '@preact/signals'
import type { DataSource } from '../data/data-source.ts'
import { writePermalink } from '../settings/permalink.ts'
import { writePoints } from '../settings/points-link.ts'
import { setView, type View, view, writeView } from '../settings/view.ts'
import { isSameGesture } from './gesture.ts'
import { recall, remember, rememberAs } from './remembered.ts'
import { settings, source } from './state.ts'

/** Everything in the address but the weights. */
export function currentLink(looks: View = view.value): string {
  const from = source.value
  const set = writePermalink(settings.value)
  // With nothing but its name a lesson would take its own settings.
  const bare = looks.lesson && `shape=${settings.value.shape}`
  const points = from.kind === 'drawn' ? writePoints(from) : undefined
  return [set || bare, writeView(looks), points && `points=${points}`].filter(Boolean).join('&')
}

/** What an entry of the browser's history stands for: its address, and the name of data that no link brings back. */
interface Entry {
  readonly hash: string
  readonly data: string
}

/** The entry that the page shows. */
let shown: Entry = { hash: location.hash, data: '' }

let following = false

/**
 * Writes the settings, and the points that were drawn, into the address.
 * @param changed the settings that somebody changed: an entry of the browser's history, so that Back undoes it.
 * Without them, and in a frame of another page, whose history this is too, the entry there is says it instead.
 */
export function writeLink(changed?: string): void {
  const link = currentLink()
  const hash = link && `#${link}`
  const data = linkCarriesData.value ? '' : remember(source.value, shown.data)
  if (hash === location.hash && data === shown.data) return
  const url = hash || location.pathname + location.search
  const isEntry = changed !== undefined && !following && !view.value.embed && !isSameGesture(changed)
  if (isEntry) {
    // Back undoes the change and nothing else: not what was learned since a link brought its weights.
    history.replaceState({ data: shown.data }, '', location.href.replace(/&?\bstate=[^&]*/, ''))
    history.pushState({ data }, '', url)
  } else history.replaceState({ data }, '', url)
  shown = { hash, data }
}

/** The name of the entry's data, '' where its link brings them; undefined where the page did not write the entry. */
export function dataOfEntry(): string | undefined {
  const state: unknown = history.state
  const isOwn = typeof state === 'object' && state !== null && 'data' in state
  return isOwn ? String(state.data) : undefined
}

/**
 * Follows the address to other entries: what is written meanwhile is no change of anybody's. To be called once.
 * @param follow is told the name of the entry's data as `dataOfEntry`, and whether the page shows these already.
 * @param fetchData finds data by their name that were remembered before the page was loaded again.
 */
export function watchAddress(
  follow: (data: string | undefined, isShown: boolean) => void,
  fetchData: (name: string) => Promise<DataSource | undefined>,
): void {
  const arrive = async () => {
    const { hash } = location
    const data = dataOfEntry()
    // Both events tell of one step, and popstate alone of one between entries of the same address.
    if (hash === shown.hash && data === shown.data) return
    if (hash === shown.hash && data === undefined) {
      // The link of what is here, opened anew, has taken the entry's place.
      history.replaceState({ data: shown.data }, '')
      return
    }
    const isShown = data === shown.data
    const entry = { hash, data: data ?? '' }
    shown = entry
    if (data && !isShown && !recall(data)) {
      const found = await fetchData(data)
      if (found) rememberAs(data, found)
      if (shown !== entry) return
    }
    following = true
    try {
      follow(data, isShown)
    } finally {
      following = false
    }
  }
  addEventListener('popstate', arrive)
  addEventListener('hashchange', arrive)
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

/**
 * Shows the page with a lesson, or without some of its parts.
 * @param changed as of `writeLink`.
 */
export function look(next: View, changed?: string): void {
  setView(next)
  writeLink(changed)
}
