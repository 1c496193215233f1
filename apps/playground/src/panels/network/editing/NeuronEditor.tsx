import { frameInTurn } from '../../../controls/frame-in-turn.ts'
import { Icon } from '../../../controls/Icon.tsx'
import { unitName } from '../../../controls/unit-names.ts'
import type { ParameterPlace } from '../../../learner/learner-state.ts'
import { opened, problem } from '../../../session/session.ts'
import { networkTexts } from '../../../texts/network.ts'
import { whole } from '../../../texts/numbers.ts'
import { pageTexts } from '../../../texts/page.ts'
import { ParameterField } from './ParameterField.tsx'
import './editors.css'

/** The most weights of a unit that can be changed by hand. */
const mostFields = 32

const edited = frameInTurn()

/** The numbers of the unit that is open: its bias and each weight that leads to it, to be changed. */
export function NeuronEditor() {
  const now = edited.value
  const neuron = opened.value
  const layer = neuron && now?.parameters[neuron.layer - 1]
  const t = networkTexts()
  if (!now || !neuron || !layer || neuron.unit >= layer.b.length) {
    return <p class="hint">{t.hint}</p>
  }
  const { network } = now
  const units = layer.b.length
  const place = (kind: 'W' | 'b', index: number): ParameterPlace => ({ layer: neuron.layer - 1, kind, index })
  const inputs = layer.W.length / units
  const from = Array.from({ length: Math.min(inputs, mostFields) }, (_, input) => input)
  return (
    <section class="editor" aria-label={t.numbersOf(unitName(network, problem.value, neuron))}>
      <div class="heading">
        <h3>{unitName(network, problem.value, neuron)}</h3>
        <button
          type="button"
          class="plain"
          aria-label={pageTexts().close}
          onClick={({ currentTarget }) => {
            const unit = currentTarget.closest('.network')?.querySelector('.unit[aria-expanded="true"]')
            if (unit instanceof HTMLElement) unit.focus()
            opened.value = null
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <ParameterField label={t.bias} value={layer.b[neuron.unit] ?? 0} place={place('b', neuron.unit)} />
      {from.map((input) => (
        <ParameterField
          key={input}
          label={t.weightFrom(unitName(network, problem.value, { layer: neuron.layer - 1, unit: input }))}
          value={layer.W[input * units + neuron.unit] ?? 0}
          place={place('W', input * units + neuron.unit)}
        />
      ))}
      {inputs > mostFields && <p class="hint">{t.more(whole(inputs - mostFields))}</p>}
    </section>
  )
}
