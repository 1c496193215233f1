import { activationNames } from '@leven/core'
import { change, settings } from '../session/session.ts'
import {
  batchSizes,
  isOptimizer,
  l2Strengths,
  learningRates,
  optimizerTitles,
  usualRate,
} from '../settings/settings.ts'
import { Choice, Panel, Seed } from './fields.tsx'

const activationTitles: Readonly<Record<(typeof activationNames)[number], string>> = {
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  tanh: 'tanh',
  sigmoid: 'Sigmoid',
  identity: 'Identity (linear)',
}

/** How it is learned. */
export function LearningPanel() {
  const { activation, optimizer, learningRate, l2, batchSize, seed } = settings.value
  return (
    <Panel title="Learning" name="learning">
      <Choice
        label="Activation"
        value={activation}
        options={Object.entries(activationTitles).map(([value, title]) => ({ value, title }))}
        onChange={(value) => {
          const known = activationNames.find((name) => name === value)
          if (known) change({ activation: known })
        }}
      />
      <Choice
        label="Optimizer"
        value={optimizer}
        options={Object.entries(optimizerTitles).map(([value, title]) => ({ value, title }))}
        onChange={(value) => {
          if (isOptimizer(value)) change({ optimizer: value, learningRate: usualRate(value) })
        }}
      />
      <Choice
        label="Learning rate α"
        value={String(learningRate)}
        options={numbers(learningRates, learningRate)}
        onChange={(value) => change({ learningRate: Number(value) })}
      />
      <Choice
        label="L2 strength"
        value={String(l2)}
        options={numbers(l2Strengths, l2, { value: 0, title: 'none' })}
        onChange={(value) => change({ l2: Number(value) })}
      />
      <Choice
        label="Batch size"
        value={String(batchSize)}
        options={numbers(batchSizes, batchSize, { value: 0, title: 'all instances' })}
        onChange={(value) => change({ batchSize: Number(value) })}
      />
      <Seed label="Seed" value={seed} onChange={(value) => change({ seed: value })} />
    </Panel>
  )
}

/** Numbers to choose from; one that a link brought is among them. */
function numbers(
  offered: readonly number[],
  chosen: number,
  named?: { readonly value: number; readonly title: string },
): readonly { readonly value: string; readonly title: string }[] {
  const all = offered.includes(chosen) ? offered : [chosen, ...offered]
  return all.map((value) => ({
    value: String(value),
    title: value === named?.value ? named.title : String(value),
  }))
}
