import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { type Control, isShown } from '../settings/view.ts'
import { pageTexts } from '../texts/page.ts'

/** A slider with its name and its value. (An <output> in a label would be what the label names.) */
export function Slider(props: {
  /** What a link hides it by. */
  readonly name?: Control
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step: number
  readonly text: string
  onChange(value: number): void
}) {
  if (props.name && !isShown(props.name)) return null
  return (
    <label class="field">
      <span class="name">
        {props.label} <span class="value">{props.text}</span>
      </span>
      <input
        type="range"
        min={props.least}
        max={props.most}
        step={props.step}
        value={props.value}
        aria-valuetext={props.text}
        onInput={({ currentTarget }) => props.onChange(Number(currentTarget.value))}
      />
    </label>
  )
}

/** A choice of one among some. */
export function Choice(props: {
  /** What a link hides it by. */
  readonly name?: Control
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly title: string }[]
  onChange(value: string): void
}) {
  if (props.name && !isShown(props.name)) return null
  return (
    <label class="field">
      <span class="name">{props.label}</span>
      <select value={props.value} onChange={({ currentTarget }) => props.onChange(currentTarget.value)}>
        {props.options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A seed: a whole number, and the next one at a click. */
export function Seed(props: {
  /** What a link hides it by. */
  readonly name?: Control
  readonly label: string
  readonly value: number
  onChange(value: number): void
}) {
  if (props.name && !isShown(props.name)) return null
  return (
    <div class="field">
      <label class="stacked">
        <span class="name">{props.label}</span>
        <input
          type="number"
          min={0}
          max={0xffffffff}
          step={1}
          value={props.value}
          onChange={({ currentTarget }) => {
            const value = currentTarget.valueAsNumber
            if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) props.onChange(value)
            else currentTarget.value = String(props.value)
          }}
        />
      </label>
      <button
        type="button"
        aria-label={pageTexts().next(props.label)}
        onClick={() => props.onChange((props.value + 1) % 2 ** 32)}
      >
        {pageTexts().nextShort}
      </button>
    </div>
  )
}

/** A titled part of the page. */
export function Panel(props: {
  readonly title: string
  readonly name: string
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class={`panel ${props.name}`} aria-labelledby={id}>
      <div class="heading">
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  )
}
