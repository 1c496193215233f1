import { look } from '../session/session.ts'
import { type Part, parts, partTitles, view } from '../settings/view.ts'

/** For a class: which parts of the page a link shows. */
export function ClassCard() {
  const { hidden } = view.value
  const toggle = (part: Part, shown: boolean) =>
    look({
      ...view.value,
      hidden: parts.filter((other) => (other === part ? !shown : hidden.includes(other))),
    })
  return (
    <fieldset class="card">
      <legend>
        <h3>For a class</h3>
      </legend>
      <p class="caption">Leave out what would distract; the link in the address leaves it out too.</p>
      <div class="parts">
        {parts.map((part) => (
          <label key={part} class="switch">
            <input
              type="checkbox"
              checked={!hidden.includes(part)}
              onChange={({ currentTarget }) => toggle(part, currentTarget.checked)}
            />
            {partTitles[part]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
