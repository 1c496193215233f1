import { useSignal } from '@preact/signals'
import { look } from '../../session/session.ts'
import { controlNames, type Part, panelNames, parts, view } from '../../settings/view.ts'
import { sharingTexts } from '../../texts/sharing.ts'
import { PartSwitch } from './PartSwitch.tsx'

/** Panels without which there is nothing to see; a class has them always. */
const chief: readonly Part[] = ['transport', 'network', 'result']

/** For a class: which parts of the page, and which single controls, a link shows. */
export function ClassCard() {
  const t = sharingTexts()
  const { hidden } = view.value
  // Their names are those of the controls themselves: they are there only where somebody asks for them.
  const opened = useSignal(false)
  const toggle = (part: Part, shown: boolean) =>
    look({
      ...view.value,
      hidden: parts.filter((other) => (other === part ? !shown : hidden.includes(other))),
    })
  const switches = (names: readonly Part[]) => (
    <div class="parts">
      {names.map((part) => (
        <PartSwitch
          key={part}
          part={part}
          shown={!hidden.includes(part)}
          onChange={(shown) => toggle(part, shown)}
        />
      ))}
    </div>
  )
  return (
    <fieldset class="card">
      <legend>
        <h3>{t.forClass}</h3>
      </legend>
      <p class="caption">{t.forClassWhat}</p>
      {switches(panelNames.filter((panel) => !chief.includes(panel)))}
      <details
        onToggle={({ currentTarget }) => {
          opened.value = currentTarget.open
        }}
      >
        <summary>{t.singleControls}</summary>
        {opened.value && switches(panelNames.flatMap((panel) => controlNames[panel]))}
      </details>
    </fieldset>
  )
}
