import { useEffect, useMemo, useRef } from 'preact/hooks'
import { StayingButton } from '../../controls/StayingButton.tsx'
import type { Neuron, Selection } from '../../session/pointed.ts'
import { derivationTexts } from '../../texts/derivation.ts'
import { equationsTexts } from '../../texts/equations.ts'
import { whole } from '../../texts/numbers.ts'
import { BreakIt } from './BreakIt.tsx'
import { batchEquations } from './batch-equations.ts'
import { CardSearch } from './CardSearch.tsx'
import { CheckGradient } from './CheckGradient.tsx'
import { Contents } from './Contents.tsx'
import type { Card } from './cards.ts'
import { comeIntoView } from './come-into-view.ts'
import type { DerivationProps } from './derivation-props.ts'
import { useWalk } from './walk/use-walk.ts'
import './derivation.css'
import { EquationView, useVisible } from './EquationView.tsx'
import { instanceEquations } from './instance-equations.ts'
import { useNumbers } from './use-numbers.ts'

/**
 * The derivation with the numbers of now: equations (1)–(5) and the chain rule for one instance, (6)–(18)
 * for the batch, each linked to its neurons and its source; the gradient check; and mistakes to make.
 */
export function Derivation(props: DerivationProps) {
  const t = derivationTexts()
  const words = equationsTexts()
  const { selection, instances, highlighted, features } = props
  const [root, visible] = useVisible<HTMLElement>()
  const shown = useNumbers(props, visible)
  const highlight = useHighlight(props.onHighlight)
  const sections = useMemo(() => {
    if (!shown) return []
    return shown.selection.kind === 'batch'
      ? batchEquations(shown.numbers, shown.rates)
      : instanceEquations(shown.numbers)
    // In another language their titles are others.
  }, [shown, words])

  // A jump to an equation of the other view waits until that is shown.
  const jump = useRef<{ readonly view: Selection['kind'] | undefined; readonly to: string } | null>(null)
  const land = () => {
    if (jump.current === null) return
    const { view, to } = jump.current
    if (view !== undefined && view !== shown?.selection.kind) return
    const equation = root.current?.querySelector<HTMLElement>(to)
    if (!equation) return
    jump.current = null
    equation.focus({ preventScroll: true })
    comeIntoView(equation)
  }
  // To be tried when other equations are shown
  useEffect(land, [sections])
  const show = (view: Selection['kind']) => {
    if (jump.current !== null)
      props.onSelect(view === 'instance' ? { kind: 'instance', index: 0 } : { kind: 'batch' })
  }
  const jumpTo = (number: number) => {
    jump.current = { view: undefined, to: `[data-numbers~="${number}"]` }
    land()
    show(number <= 5 ? 'instance' : 'batch')
  }
  const goTo = ({ view, id }: Card) => {
    jump.current = { view, to: `#${CSS.escape(id)}` }
    land()
    show(view)
  }

  const walk = useWalk(selection, props.onSelect)
  const { Walk } = walk
  const beginning = useRef<HTMLButtonElement>(null)
  const single = shown?.selection.kind === 'instance'
  const pointing = { features, highlighted, onHighlight: highlight, onSelect: props.onSelect }
  return (
    <section
      ref={root}
      class="derivation"
      aria-labelledby="derivation-title"
      onPointerOver={(event) => highlight(neuronAt(event.target))}
      onPointerLeave={() => highlight(null)}
      onFocusIn={(event) => highlight(neuronAt(event.target))}
      onFocusOut={() => highlight(null)}
    >
      <header class="derivation-head">
        <h2 id="derivation-title">{t.title}</h2>
        <Chooser selection={selection} instances={instances} onSelect={props.onSelect} />
      </header>
      <p class="derivation-text derivation-state">
        {shown
          ? t.state(
              whole(shown.epoch),
              shown.selection.kind === 'batch'
                ? t.ofAll(whole(shown.numbers.instances))
                : t.ofOne(whole(shown.selection.index + 1), whole(instances)),
            )
          : t.calculating}
      </p>
      <Contents root={root} sections={sections} />
      <CardSearch props={props} onGo={goTo} />
      <button
        type="button"
        class="derivation-button"
        ref={beginning}
        aria-expanded={walk.wanted}
        onClick={walk.wanted ? walk.end : walk.begin}
      >
        {t.walkThrough}
      </button>
      {sections.map(({ id, title, text, equations }) => (
        <section key={id} class="derivation-section" aria-labelledby={`derivation-${id}`}>
          <h3 id={`derivation-${id}`}>{title}</h3>
          <p class="derivation-text">{text}</p>
          {equations.map((equation) => (
            <EquationView
              key={equation.id}
              equation={equation}
              training={props.playing}
              current={equation.id === walk.equation}
              pointing={pointing}
              onJump={jumpTo}
            />
          ))}
        </section>
      ))}
      {Walk && shown && single && (
        <Walk
          sections={sections}
          numbers={shown.numbers}
          highlighted={highlighted}
          onCome={walk.come}
          onClose={() => {
            walk.end()
            beginning.current?.focus()
          }}
        />
      )}
      <CheckGradient {...props} />
      <BreakIt {...props} />
    </section>
  )
}

/** Batch or instance, and which. */
function Chooser({
  selection,
  instances,
  onSelect,
}: {
  readonly selection: Selection
  readonly instances: number
  onSelect(selection: Selection): void
}) {
  const t = derivationTexts()
  const index = selection.kind === 'instance' ? selection.index : 0
  const choose = (next: number) =>
    onSelect({ kind: 'instance', index: Math.max(0, Math.min(instances - 1, next)) })
  const single = selection.kind === 'instance'
  return (
    <fieldset class="chooser">
      <legend class="derivation-unseen">{t.numbersOf}</legend>
      <button
        type="button"
        class="derivation-button"
        aria-pressed={!single}
        onClick={() => onSelect({ kind: 'batch' })}
      >
        {t.theBatch}
      </button>
      <button type="button" class="derivation-button" aria-pressed={single} onClick={() => choose(index)}>
        {t.oneInstance}
      </button>
      {single && (
        <span class="chooser-instance">
          <StayingButton
            class="derivation-button"
            aria-label={t.previousInstance}
            idle={index === 0}
            onPress={() => choose(index - 1)}
          >
            ‹
          </StayingButton>
          <input
            type="number"
            min={1}
            max={instances}
            value={index + 1}
            aria-label={t.whichInstance(whole(instances))}
            onChange={(event) => choose(Math.round(event.currentTarget.valueAsNumber || 1) - 1)}
          />
          <StayingButton
            class="derivation-button"
            aria-label={t.nextInstance}
            idle={index >= instances - 1}
            onPress={() => choose(index + 1)}
          >
            ›
          </StayingButton>
        </span>
      )}
    </fieldset>
  )
}

/** Tells of a neuron only when it is another than before. */
function useHighlight(onHighlight: (neuron: Neuron | null) => void): (neuron: Neuron | null) => void {
  const last = useRef<Neuron | null>(null)
  return (neuron) => {
    const same = neuron?.layer === last.current?.layer && neuron?.unit === last.current?.unit
    last.current = neuron
    if (!same) onHighlight(neuron)
  }
}

/** The neuron of the entry, or of the equation, that an event happened in. */
function neuronAt(target: EventTarget | null): Neuron | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-unit]') : null
  if (!element) return null
  return { layer: Number(element.dataset.layer), unit: Number(element.dataset.unit) }
}
