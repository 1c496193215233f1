import { activationNames } from '@leven/core'
import { Choice, Panel, Seed } from '../../controls/fields.tsx'
import { change, settings } from '../../session/session.ts'
import { batchSizes, isOptimizer, l2Strengths, learningRates, usualRate } from '../../settings/settings.ts'
import { learningTexts } from '../../texts/learning.ts'
import { written } from '../../texts/numbers.ts'

/** How it is learned. */
export function LearningPanel() {
  const t = learningTexts()
  const { activation, optimizer, learningRate, l2, batchSize, seed } = settings.value
  return (
    <Panel title={t.title} name="learning">
      <Choice
        name="activation"
        label={t.activation}
        value={activation}
        options={Object.entries(t.activations).map(([value, title]) => ({ value, title }))}
        onChange={(value) => {
          const known = activationNames.find((name) => name === value)
          if (known) change({ activation: known })
        }}
      />
      <Choice
        name="optimizer"
        label={t.optimizer}
        value={optimizer}
        options={Object.entries(t.optimizers).map(([value, title]) => ({ value, title }))}
        onChange={(value) => {
          if (isOptimizer(value)) change({ optimizer: value, learningRate: usualRate(value) })
        }}
      />
      <Choice
        name="learningRate"
        label={t.learningRate}
        value={String(learningRate)}
        options={numbers(learningRates, learningRate)}
        onChange={(value) => change({ learningRate: Number(value) })}
      />
      <Choice
        name="l2"
        label={t.l2}
        value={String(l2)}
        options={numbers(l2Strengths, l2, { value: 0, title: t.none })}
        onChange={(value) => change({ l2: Number(value) })}
      />
      <Choice
        name="batchSize"
        label={t.batchSize}
        value={String(batchSize)}
        options={numbers(batchSizes, batchSize, { value: 0, title: t.allInstances })}
        onChange={(value) => change({ batchSize: Number(value) })}
      />
      <Seed name="seed" label={t.seed} value={seed} onChange={(value) => change({ seed: value })} />
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
    title: value === named?.value ? named.title : written(String(value)),
  }))
}
