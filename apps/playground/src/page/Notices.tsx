import { type Signal, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Icon } from '../controls/Icon.tsx'
import { leftOver } from '../controls/left-over.ts'
import { KeptNoticePlace } from '../panels/keeping/keeping-parts.tsx'
import { fault as faultNow, notice, playing } from '../session/session.ts'
import { withWords } from '../texts/language.ts'
import { pageTexts } from '../texts/page.ts'

/** What finds the words for a fault. */
const words: Signal<typeof import('./FaultNotice.tsx') | undefined> = signal(undefined)

/** What went wrong, and what to do about it. */
export function Notices() {
  const fault = faultNow.value
  const { FaultNotice } = words.value ?? {}
  const { value: LeftOver } = leftOver
  // Fetched with the first steps: where something goes wrong later, the host may be out of reach.
  const mayFail = playing.value || fault !== undefined
  useEffect(() => {
    if (!mayFail || words.peek()) return
    void withWords(import('./FaultNotice.tsx')).then((loaded) => {
      words.value = loaded
    })
  }, [mayFail])
  return (
    <>
      <KeptNoticePlace />
      {LeftOver && <LeftOver />}
      <div role="alert">
        {fault && FaultNotice && <FaultNotice fault={fault} />}
        {notice.value && (
          <p class="notice">
            <span>{notice.value}</span>
            <button
              type="button"
              class="plain"
              aria-label={pageTexts().dismiss}
              onClick={() => {
                notice.value = ''
              }}
            >
              <Icon name="close" />
            </button>
          </p>
        )}
      </div>
    </>
  )
}
