import { useRef } from 'preact/hooks'
import { frameInTurn } from '../../../controls/frame-in-turn.ts'
import { Icon } from '../../../controls/Icon.tsx'
import { problem } from '../../../session/session.ts'
import { pageTexts } from '../../../texts/page.ts'
import { pointingTexts } from '../../../texts/pointing.ts'
import { chosen, endsOf, hasLink, indicesOf, linkName, placeOf } from './links.ts'
import { ParameterField } from './ParameterField.tsx'
import './editors.css'

const edited = frameInTurn()

/** The weight of the link that is chosen: its name in the notes' notation, and its value to be changed. */
export function LinkEditor() {
  const box = useRef<HTMLElement>(null)
  const now = edited.value
  const link = chosen.value
  if (!now || !link || !hasLink(now.network, link)) return null
  const { network, parameters } = now
  const name = linkName(network, problem.value, link)
  const place = placeOf(network, link)
  const close = () => {
    const grip = box.current?.closest('.network')?.querySelector('.grip[aria-expanded="true"]')
    if (grip instanceof SVGElement) grip.focus()
    chosen.value = null
  }
  return (
    <section
      ref={box}
      class="link-editor"
      aria-label={name}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close()
      }}
    >
      <div class="heading">
        <h3>
          <var>W</var>
          <span class="scripts">
            <sup>[{link.layer}]</sup>
            <sub>{indicesOf(network, link)}</sub>
          </span>
        </h3>
        <button type="button" class="plain" aria-label={pageTexts().close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <ParameterField
        key={name}
        label={name}
        shown={pointingTexts().way(...endsOf(network, problem.value, link))}
        value={parameters[place.layer]?.W[place.index] ?? 0}
        place={place}
      />
      <p class="hint">{pointingTexts().hint}</p>
    </section>
  )
}
