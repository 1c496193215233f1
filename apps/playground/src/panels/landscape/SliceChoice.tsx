import type { Network } from '@leven/core'
import { Choice, Seed } from '../../controls/fields.tsx'
import { landscapeTexts } from '../../texts/landscape.ts'
import { whole } from '../../texts/numbers.ts'
import type { SliceChosen } from './choice.ts'
import { keyOf, type NamedPlace, parameterCount } from './parameter-list.ts'

/** Chooses what the landscape runs over. */
export function SliceChoice(props: {
  readonly network: Network
  readonly lists: readonly (readonly NamedPlace[])[]
  readonly slice: SliceChosen
  onChange(slice: SliceChosen): void
}) {
  const t = landscapeTexts()
  const { network, lists, slice, onChange } = props
  const [first, second] = lists.flat()
  const left = parameterCount(network) - lists.flat().length
  return (
    <div class="landscape-choice">
      <Choice
        label={t.over}
        value={slice.kind}
        options={[
          { value: 'numbers', title: t.numbers },
          { value: 'directions', title: t.directions },
        ]}
        onChange={(kind) => {
          if (kind === 'directions') onChange({ kind, seed: 0 })
          else if (first && second) onChange({ kind: 'numbers', across: first.place, up: second.place })
        }}
      />
      {slice.kind === 'directions' ? (
        <Seed label={t.seed} value={slice.seed} onChange={(seed) => onChange({ kind: 'directions', seed })} />
      ) : (
        <>
          <PlaceChoice
            label={t.across}
            lists={lists}
            value={keyOf(slice.across)}
            onChange={({ place }) => onChange({ ...slice, across: place })}
          />
          <PlaceChoice
            label={t.up}
            lists={lists}
            value={keyOf(slice.up)}
            onChange={({ place }) => onChange({ ...slice, up: place })}
          />
          {left > 0 && <p class="hint">{t.more(whole(left))}</p>}
        </>
      )}
    </div>
  )
}

function PlaceChoice(props: {
  readonly label: string
  readonly lists: readonly (readonly NamedPlace[])[]
  readonly value: string
  onChange(named: NamedPlace): void
}) {
  const t = landscapeTexts()
  const { label, lists, value, onChange } = props
  return (
    <label class="field">
      <span class="name">{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const named = lists.flat().find(({ place }) => keyOf(place) === currentTarget.value)
          if (named) onChange(named)
        }}
      >
        {lists.map((list, layer) => (
          <optgroup key={String(layer)} label={t.layer(layer + 1)}>
            {list.map(({ place, name }) => (
              <option key={keyOf(place)} value={keyOf(place)}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}
