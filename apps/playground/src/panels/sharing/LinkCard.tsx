import { useSignal } from '@preact/signals'
import { copied, copy } from '../../controls/copy.ts'
import { stateLink } from '../../session/going-on.ts'
import { linkCarriesData, settingsLink } from '../../session/session.ts'
import { sharingTexts } from '../../texts/sharing.ts'

/** Links that bring back the settings, or this very moment of the run. */
export function LinkCard() {
  const t = sharingTexts()
  const made = useSignal('')
  const share = async (link: string | undefined, what: string) => {
    if (!link) return
    made.value = link
    await copy(link, what)
  }
  return (
    <div class="card">
      <h3>{t.link}</h3>
      <p class="caption">{linkCarriesData.value ? t.linkCarries : t.linkCarriesNot}</p>
      <div class="actions">
        <button type="button" onClick={() => void share(settingsLink(), t.settingsLink)}>
          {t.copyLink}
        </button>
        <button
          type="button"
          disabled={!linkCarriesData.value}
          onClick={async () => share(await stateLink(), t.weightsLink)}
        >
          {t.copyLinkWithWeights}
        </button>
      </div>
      {made.value && (
        <label class="stacked">
          <span class="name">{t.link}</span>
          <input
            type="text"
            readOnly
            value={made.value}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        </label>
      )}
      <p class="caption" role="status">
        {copied.value}
      </p>
    </div>
  )
}
