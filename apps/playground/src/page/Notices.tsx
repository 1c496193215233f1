import { Icon } from '../controls/Icon.tsx'
import { KeptNoticePlace } from '../panels/keeping/keeping-parts.tsx'
import { fault as faultNow, notice } from '../session/session.ts'
import { pageTexts } from '../texts/page.ts'

/** What went wrong, and what to do about it. */
export function Notices() {
  const fault = faultNow.value
  return (
    <>
      <KeptNoticePlace />
      <div role="alert">
        {fault && (
          <p class="notice" data-notice="fault">
            <strong>{fault.message}</strong> {fault.remedy}
          </p>
        )}
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
