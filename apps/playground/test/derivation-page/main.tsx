import { generator, initialParameters, type Network, network, uniform } from '@leven/core'
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { Derivation } from '../../src/derivation/Derivation.tsx'
import type { Neuron, Selection } from '../../src/derivation-props.ts'

/** The derivation on a page of its own: `?network=notes|deep`, 120 instances, parameters of seed 1. */
const deep = new URLSearchParams(location.search).get('network') === 'deep'
const shape: Network = deep
  ? network({ features: 2, hidden: [8, 8, 8, 8, 8, 8], activation: 'tanh', outputs: 3, output: 'softmax' })
  : network({ features: 2, hidden: [4] })
const random = generator(1, 'shuffle')
const instances = 120
const X = Float64Array.from({ length: 2 * instances }, () => uniform(random, 1))
const inside = (i: number) => ((X[2 * i] ?? 0) * (X[2 * i + 1] ?? 0) > 0 ? 1 : 0)
const Y = Float64Array.from({ length: (deep ? 3 : 1) * instances }, (_, i) =>
  deep ? (i % 3 === inside(Math.floor(i / 3)) ? 1 : 0) : inside(i),
)
const parameters = initialParameters(shape, 1).map(({ W, b }) => ({
  W,
  b: b.map(() => uniform(random, 0.2)),
}))

function Page() {
  const [selection, setSelection] = useState<Selection>({ kind: 'batch' })
  const [highlighted, setHighlighted] = useState<Neuron | null>(null)
  return (
    <>
      <Derivation
        network={shape}
        parameters={parameters}
        X={X}
        Y={Y}
        instances={instances}
        features={['x₁', 'x₂']}
        selection={selection}
        learningRate={0.5}
        l2={0}
        epoch={0}
        highlighted={highlighted}
        onHighlight={setHighlighted}
        onSelect={setSelection}
      />
      <output id="highlighted">{highlighted ? `${highlighted.layer}-${highlighted.unit}` : 'none'}</output>
    </>
  )
}

const here = document.getElementById('here')
if (here) render(<Page />, here)
