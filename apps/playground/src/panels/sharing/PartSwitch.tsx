import type { Part } from '../../settings/view.ts'
import { sharingTexts } from '../../texts/sharing.ts'

/** Whether a part of the page is shown. */
export function PartSwitch(props: {
  readonly part: Part
  readonly shown: boolean
  onChange(shown: boolean): void
}) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={props.shown}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      {sharingTexts().parts[props.part]}
    </label>
  )
}
