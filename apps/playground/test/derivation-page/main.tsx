import { render } from 'preact'
import { useState } from 'preact/hooks'
import { Derivation } from '../../src/panels/derivation/Derivation.tsx'
import type { Neuron, Selection } from '../../src/session/pointed.ts'
import { pageProblem } from './problem.ts'

/** The derivation on a page of its own: `?network=notes` or `deep`. */
const deep = new URLSearchParams(location.search).get('network') === 'deep'
const { network, parameters, X, Y, instances } = pageProblem(deep ? 'deep' : 'notes')

function Page() {
  const [selection, setSelection] = useState<Selection>({ kind: 'batch' })
  const [highlighted, setHighlighted] = useState<Neuron | null>(null)
  return (
    <>
      <Derivation
        network={network}
        parameters={parameters}
        X={X}
        Y={Y}
        instances={instances}
        features={['x₁', 'x₂']}
        selection={selection}
        learningRate={0.5}
        l2={0}
        playing={false}
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
