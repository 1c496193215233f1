import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { features } from '../data/problem.ts'
import type { DerivationProps } from '../derivation-props.ts'
import { frame, highlighted, problem, selection, settings } from './session.ts'

/** The derivation's own chunk: fetched once the page stands. */
const chunks = import.meta.glob<{ readonly Derivation: ComponentType<DerivationProps> }>(
  '../derivation/Derivation.tsx',
)
const loaded: Signal<ComponentType<DerivationProps> | undefined> = signal(undefined)
for (const load of Object.values(chunks)) {
  void load().then(({ Derivation }) => {
    loaded.value = Derivation
  })
}

/** The equations with the numbers they have now. */
export function DerivationRegion() {
  const Derivation = loaded.value
  const now = frame.value
  const { trainingData } = problem.value
  if (!Derivation || !now || now.network.sizes.at(-1) !== problem.value.outputs) return null
  return (
    <div class="derivation-region">
      <Derivation
        network={now.network}
        parameters={now.parameters}
        X={trainingData.X}
        Y={trainingData.Y}
        instances={trainingData.instances}
        features={features}
        selection={selection.value}
        learningRate={settings.value.learningRate}
        l2={settings.value.l2}
        epoch={now.epoch}
        highlighted={highlighted.value}
        onHighlight={(neuron) => {
          highlighted.value = neuron
        }}
        onSelect={(next) => {
          selection.value = next
        }}
      />
    </div>
  )
}
