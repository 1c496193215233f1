import { useRef } from 'preact/hooks'
import { frameInTurn } from '../controls/frame-in-turn.ts'
import { useWhenNear } from '../controls/when-near.ts'
import { fits } from '../data/problem.ts'
import { highlighted, problem, selection, settings } from '../session/session.ts'
import { isShown } from '../settings/view.ts'

/** Dozens of formulas and tables: four times a second, while it trains. */
const derived = frameInTurn(250)

/** The cost around the network of now, and the equations with the numbers they have now. */
export function DerivationRegion() {
  const place = useRef<HTMLDivElement>(null)
  const loaded = useWhenNear(place, () => import('./below.ts'), '-10%')
  const now = derived.value
  const { trainingData, features } = problem.value
  return (
    <div class="region derivation-region" ref={place}>
      {loaded && isShown('cost') && <loaded.LossLandscape />}
      {loaded && now && fits(problem.value, now.network.sizes) && (
        <loaded.Derivation
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
          playing={now.playing}
          highlighted={highlighted.value}
          onHighlight={(neuron) => {
            highlighted.value = neuron
          }}
          onSelect={(next) => {
            selection.value = next
          }}
        />
      )}
    </div>
  )
}
