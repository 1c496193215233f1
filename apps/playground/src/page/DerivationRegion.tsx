import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { fits } from '../data/problem.ts'
import type { DerivationProps } from '../derivation-props.ts'
import { frameInTurn } from './frame-in-turn.ts'
import { highlighted, problem, selection, settings } from './session.ts'

/** The derivation's own chunk. */
const chunks = import.meta.glob<{ readonly Derivation: ComponentType<DerivationProps> }>(
  '../derivation/Derivation.tsx',
)
const loaded: Signal<ComponentType<DerivationProps> | undefined> = signal(undefined)

/** Fetches the derivation when the place for it comes near the window. */
function fetchWhenNear(place: HTMLElement): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      for (const load of Object.values(chunks)) {
        void load().then(({ Derivation }) => {
          loaded.value = Derivation
        })
      }
    },
    { rootMargin: '25%' },
  )
  observer.observe(place)
  return () => observer.disconnect()
}

const derived = frameInTurn()

/** The equations with the numbers they have now. */
export function DerivationRegion() {
  const Derivation = loaded.value
  const now = derived.value
  const { trainingData, features } = problem.value
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => (place.current ? fetchWhenNear(place.current) : undefined), [])
  if (!Derivation || !now || !fits(problem.value, now.network.sizes)) {
    return <div class="derivation-region" ref={place} />
  }
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
