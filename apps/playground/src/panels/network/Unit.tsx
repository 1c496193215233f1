import { ClassMark } from '../../controls/ClassMark.tsx'
import { columnName } from '../../controls/column-name.ts'
import { isSame } from '../../controls/unit-names.ts'
import type { Neuron } from '../../session/pointed.ts'
import { highlighted, opened, problem } from '../../session/session.ts'
import { networkTexts } from '../../texts/network.ts'
import type { UnitHealth } from '../../training/unit-health.ts'
import { type DiagramLayout, namesFit } from './diagram-layout.ts'

/** One unit over its picture: its health, and the way to its numbers. */
export function Unit(props: {
  readonly layer: number
  readonly unit: number
  readonly name: string
  readonly health: UnitHealth
  /** Whether its layer is the output. */
  readonly last: boolean
  readonly layout: DiagramLayout
}) {
  const { layer, unit, name, health, last, layout } = props
  const { labels, features } = problem.value
  const neuron: Neuron = { layer, unit }
  const { x, y } = layout.at(layer, unit)
  const place = {
    left: `${x - layout.side / 2}px`,
    top: `${y - layout.side / 2}px`,
    width: `${layout.side}px`,
    height: `${layout.side}px`,
  }
  const point = () => {
    highlighted.value = neuron
  }
  const leave = () => {
    highlighted.value = null
  }
  const marks = `unit ${health}${isSame(highlighted.value, neuron) ? ' pointed' : ''}`
  if (layer === 0) {
    return (
      <div
        role="img"
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its picture is shown on the plane while it has the focus
        tabIndex={0}
        class={marks}
        style={place}
        onPointerEnter={point}
        onPointerLeave={leave}
        onFocus={point}
        onBlur={leave}
      >
        <InputName name={features[unit] ?? ''} layout={layout} />
      </div>
    )
  }
  const isOpen = isSame(opened.value, neuron)
  return (
    <button
      type="button"
      class={marks}
      style={place}
      aria-label={health === 'well' ? name : `${name}, ${networkTexts().health[health]}`}
      aria-expanded={isOpen}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
      onClick={() => {
        opened.value = isOpen ? null : neuron
      }}
    >
      {health !== 'well' && (
        <span class="badge" aria-hidden="true">
          {health === 'dead' ? '×' : '='}
        </span>
      )}
      {labels.length > 2 && last && (
        <span class="unit-name">
          <ClassMark labels={labels} index={unit} />
        </span>
      )}
    </button>
  )
}

/** What an input is called: in its square where there is room, else below it, as far as there is room. */
function InputName({ name, layout }: { readonly name: string; readonly layout: DiagramLayout }) {
  const written = columnName(name)
  if (namesFit([name], layout.column)) return <var class="unit-name">{written}</var>
  return (
    <span class="input-name" title={name} style={{ width: `${layout.column}px` }}>
      {written === name ? name : <var>{written}</var>}
    </span>
  )
}
