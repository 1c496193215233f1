import { effect, type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { DataSource } from '../../data/data-source.ts'
import { frame, source, start } from '../../session/session.ts'
import { withWords } from '../../texts/language.ts'
import { anyKept, isKnownTab } from './known.ts'

/** What is fetched once there is something to keep, or something was kept. */
interface Parts {
  readonly KeptNotice: ComponentType
  readonly unkept: () => boolean
}

const parts: Signal<Parts | undefined> = signal(undefined)

/** Whether the run is at its beginning, so that a link brings it back. */
function isFresh(): boolean {
  const now = frame.value
  return !now || (now.epoch === 0 && now.seen === 0 && !now.departure && source.value.kind === 'shape')
}

/**
 * Begins where this tab was before it was loaded again, else anew, and keeps what comes of it. To be called once.
 * @param spellOut as of `start`.
 */
export async function startAndKeep(spellOut: () => void): Promise<void> {
  const known = isKnownTab()
  const goOn = known ? await goingOn() : undefined
  start(goOn ?? (() => false), leftBefore, spellOut)
  if (!known && location.hash === '' && anyKept()) await fetchParts(true)
  const stop = effect(() => {
    if (isFresh() && !known) return
    queueMicrotask(() => stop())
    void fetchParts()
  })
}

/** Goes on with what this tab kept at the same address. Where nothing can be kept, nothing was. */
async function goingOn(): Promise<(() => boolean) | undefined> {
  try {
    const { ownKept, goOnWith } = await import('./kept-parts.ts')
    const kept = await ownKept()
    return kept?.run.hash === location.hash ? () => goOnWith(kept) : undefined
  } catch {
    return undefined
  }
}

/** Data that this tab left before it was loaded again. */
async function leftBefore(name: string): Promise<DataSource | undefined> {
  try {
    return await (await import('./kept-parts.ts')).leftData(name)
  } catch {
    return undefined
  }
}

async function fetchParts(offers = false): Promise<void> {
  const { keepOn, unkept, KeptNotice, offerKept } = await withWords(import('./kept-parts.ts'))
  if (!parts.value) keepOn()
  parts.value = { KeptNotice, unkept }
  if (offers) await offerKept()
}

/** Whether data that no link brings back are in nobody's keeping: they would be lost with the page. */
export function unkept(): boolean {
  return parts.peek()?.unkept() ?? true
}

/** Says that something was kept, once it was. */
export function KeptNoticePlace() {
  const { KeptNotice } = parts.value ?? {}
  return KeptNotice ? <KeptNotice /> : null
}
