import { useSignal } from '@preact/signals'
import { stateLink } from '../session/going-on.ts'
import { linkCarriesData, settingsLink } from '../session/session.ts'
import { copied, copy } from './copy.ts'

/** Links that bring back the settings, or this very moment of the run. */
export function LinkCard() {
  const made = useSignal('')
  const share = async (link: string | undefined, what: string) => {
    if (!link) return
    made.value = link
    await copy(link, what)
  }
  return (
    <div class="card">
      <h3>Link</h3>
      <p class="caption">
        {linkCarriesData.value
          ? 'The settings are in the address already. The weights, the epoch and what the optimizer remembers fit into a link too: who opens it goes on from here, to the last bit.'
          : 'The settings are in the address already, but not these data: they stay in this page. Download them as CSV and save the model to go on elsewhere.'}
      </p>
      <div class="actions">
        <button type="button" onClick={() => void share(settingsLink(), 'Link to the settings')}>
          Copy link
        </button>
        <button
          type="button"
          disabled={!linkCarriesData.value}
          onClick={async () => share(await stateLink(), 'Link with the weights')}
        >
          Copy link with weights
        </button>
      </div>
      {made.value && (
        <label class="stacked">
          <span class="name">Link</span>
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
