import { useSignal } from '@preact/signals'
import { copy } from '../../controls/copy.ts'
import { linkCarriesData } from '../../session/session.ts'
import { panelNames, usualEmbed } from '../../settings/view.ts'
import { sharingTexts } from '../../texts/sharing.ts'
import { embedLine } from '../embedding/embed-line.ts'
import { PartSwitch } from './PartSwitch.tsx'

/** The line that puts parts of the page into another one. */
export function EmbedCard() {
  const t = sharingTexts()
  const chosen = useSignal(usualEmbed)
  const line = embedLine(chosen.value)
  return (
    <fieldset class="card">
      <legend>
        <h3>{t.embed}</h3>
      </legend>
      <p class="caption">{linkCarriesData.value ? t.embedWhat : t.embedWhatNot}</p>
      <fieldset class="parts">
        <legend class="unseen">{t.embedParts}</legend>
        {panelNames.map((panel) => (
          <PartSwitch
            key={panel}
            part={panel}
            shown={chosen.value.includes(panel)}
            onChange={(shown) => {
              chosen.value = panelNames.filter((other) =>
                other === panel ? shown : chosen.value.includes(other),
              )
            }}
          />
        ))}
      </fieldset>
      <label class="stacked">
        <span class="name">{t.embedLine}</span>
        <input type="text" readOnly value={line} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
      <div class="actions">
        <button
          type="button"
          disabled={chosen.value.length === 0}
          onClick={() => void copy(line, t.embedLine)}
        >
          {t.copyEmbedLine}
        </button>
      </div>
    </fieldset>
  )
}
