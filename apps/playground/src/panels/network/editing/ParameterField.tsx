import { useRef, useState } from 'preact/hooks'
import type { ParameterPlace } from '../../../learner/learner-state.ts'
import { edit } from '../../../session/session.ts'
import { networkTexts } from '../../../texts/network.ts'
import { signed, written } from '../../../texts/numbers.ts'
import { pointingTexts } from '../../../texts/pointing.ts'

/** How far the slider goes to either side; the number goes further. */
const span = 6

/** A slider and a number that change one parameter. Escape brings back what it was before they were taken. */
export function ParameterField(props: {
  readonly label: string
  /** What of the label is to be seen, where its head says the rest. */
  readonly shown?: string
  readonly value: number
  readonly place: ParameterPlace
}) {
  const { label, shown = label, value, place } = props
  const [draft, setDraft] = useState<string | null>(null)
  /** What was typed and no parameter can be, as long as the value that it would have changed is there. */
  const [refused, setRefused] = useState<{ readonly typed: number; readonly kept: number } | null>(null)
  /** The value before the first change since the field was entered. */
  const before = useRef<number | undefined>(undefined)
  const change = (next: number) => {
    before.current ??= value
    edit(place, next)
  }
  const take = (text: string) => {
    setDraft(null)
    const number = Number(text)
    if (draft === null || text.trim() === '' || !Number.isFinite(number)) return
    // Parameters are of 32 bits: trained on, one that is no number would pass for a run that diverged.
    if (Number.isFinite(Math.fround(number))) change(number)
    else setRefused({ typed: number, kept: value })
  }
  const restore = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || (draft === null && before.current === undefined)) return
    event.preventDefault()
    setDraft(null)
    setRefused(null)
    if (before.current !== undefined) edit(place, before.current)
    before.current = undefined
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its fields have the focus, and Escape is for both
    <div
      class="parameter"
      onKeyDown={restore}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) {
          before.current = undefined
        }
      }}
    >
      <span class="name">{shown}</span>
      <input
        type="range"
        class={value < 0 ? 'negative' : 'positive'}
        min={-span}
        max={span}
        step={0.01}
        value={value}
        aria-label={networkTexts().slider(label)}
        aria-valuetext={signed(value)}
        onInput={({ currentTarget }) => change(Number(currentTarget.value))}
      />
      <input
        type="number"
        step={0.01}
        value={draft ?? value.toFixed(3)}
        aria-label={label}
        onInput={({ currentTarget }) => {
          setDraft(currentTarget.value)
          setRefused(null)
        }}
        onChange={({ currentTarget }) => take(currentTarget.value)}
        onBlur={() => setDraft(null)}
      />
      {refused?.kept === value && (
        <p class="hint" role="alert">
          {pointingTexts().tooLarge(written(String(refused.typed)), written('3.4e38'))}
        </p>
      )}
    </div>
  )
}
