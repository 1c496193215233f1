import { type Signal, signal } from '@preact/signals'
import { Icon } from '../../controls/Icon.tsx'
import { goOnWith } from '../../session/going-on.ts'
import type { Kept } from '../../session/kept.ts'
import { dismissKept, keptHere } from '../../session/session.ts'
import { keepingTexts } from '../../texts/keeping.ts'
import { whole } from '../../texts/numbers.ts'
import { pageTexts } from '../../texts/page.ts'
import { forget } from './keep.ts'
import { newestKept } from './store.ts'

/** Data of another visit that no link brings back, to go on with. */
const offered: Signal<Kept | undefined> = signal(undefined)

/** Offers the data that this browser kept of another visit, where there are any. */
export async function offerKept(): Promise<void> {
  const kept = await newestKept()
  if (kept && kept.data.source.kind !== 'shape') offered.value = kept
}

/** Says that the page goes on where it was left, or could; and offers to forget that. */
export function KeptNotice() {
  const [here, other] = [keptHere.value, offered.value]
  if (!here && !other) return null
  const t = keepingTexts()
  const close = () => {
    dismissKept()
    offered.value = undefined
  }
  return (
    <p class="notice calm" role="status" data-notice="kept">
      <span>{here ? t.goingOn(named(here)) : other && t.leftOff(nameOf(other))}</span>
      <span class="actions">
        {!here && other && (
          <button
            type="button"
            onClick={() => {
              goOnWith(other)
              offered.value = undefined
            }}
          >
            {t.goOn}
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            close()
            void forget(here !== undefined)
          }}
        >
          {t.forget}
        </button>
        <button type="button" class="plain" aria-label={pageTexts().dismiss} onClick={close}>
          <Icon name="close" />
        </button>
      </span>
    </p>
  )
}

function nameOf({ run, data: { source } }: Kept): string {
  return named({
    epoch: run.epoch,
    name: source.kind === 'table' ? source.table.source : keepingTexts().drawnPoints,
  })
}

function named({ epoch, name }: { readonly epoch: number; readonly name: string }): string {
  return [name, keepingTexts().epoch(whole(epoch))].filter(Boolean).join(', ')
}
