import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Maths } from '../../notes/Maths.tsx'
import { derivationTexts } from '../../texts/derivation.ts'
import { drawInTurn, leaveTurn } from './draw-in-turn.ts'
import { type Equation, numberLabel } from './equation.ts'
import { type Pointing, QuantityView } from './QuantityView.tsx'
import { SourceLines } from './SourceLines.tsx'

/** Whether an element is near the visible part of the page. */
export function useVisible<Kind extends Element>(): [{ current: Kind | null }, boolean] {
  const element = useRef<Kind>(null)
  const [visible, setVisible] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(
      (entries) => setVisible(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: '120px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, visible]
}

/**
 * One equation: its number, its formula, the formula with numbers, and its source. Drawn anew only while visible, or in
 * another language. While training changes all numbers at once, the equations in view follow one in each frame.
 */
export function EquationView({
  equation,
  training,
  current,
  pointing,
  onJump,
}: {
  readonly equation: Equation
  readonly training: boolean
  /** Whether a walk through the derivation has come to it. */
  readonly current: boolean
  readonly pointing: Pointing
  onJump(number: number): void
}) {
  const [element, visible] = useVisible<HTMLElement>()
  const drawn = useRef<VNode | null>(null)
  // A language's texts come after it is chosen.
  const spoken = derivationTexts()
  const { highlighted } = pointing
  const [, setTurns] = useState(0)
  const turn = useRef({
    come: false,
    take() {
      turn.come = true
      setTurns((turns) => turns + 1)
    },
  }).current
  useEffect(() => () => leaveTurn(turn.take), [])
  const last = useRef({ equation, current, spoken, highlighted })
  const { id, numbers, title, mathml, layer, units, note } = equation
  const label = numberLabel(numbers)
  const concerned = highlighted !== null && layer === highlighted.layer
  // Of a layer with one unit, the whole equation is that unit's.
  const neuron = units === 1 ? { 'data-layer': layer, 'data-unit': 0 } : {}
  const changed = last.current.current !== current || last.current.spoken !== spoken
  const waits =
    training &&
    !turn.come &&
    !changed &&
    last.current.equation !== equation &&
    last.current.highlighted === highlighted
  useEffect(() => {
    if (visible && waits) drawInTurn(turn.take)
  })
  if ((visible && !waits) || drawn.current === null || changed) {
    turn.come = false
    last.current = { equation, current, spoken, highlighted }
    drawn.current = (
      <article
        ref={element}
        id={id}
        class={`equation${concerned ? ' is-concerned' : ''}${current ? ' is-current' : ''}`}
        aria-current={current ? 'step' : undefined}
        tabIndex={-1}
        aria-labelledby={`${id}-title`}
        data-numbers={numbers.join(' ')}
        {...neuron}
      >
        <h4 id={`${id}-title`}>
          {label && <span class="equation-number">{label}</span>}
          <span>{title}</span>
        </h4>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and focus shows its neuron */}
        <div class="equation-formula" tabIndex={0}>
          <Maths mathml={mathml} />
        </div>
        <div class="equation-numbers">
          {equation.terms.map((term, i) =>
            term.kind === 'sign' ? (
              // The terms of an equation keep their places
              <span key={i} class="sign">
                <Maths mathml={term.mathml} inline />
              </span>
            ) : (
              <QuantityView
                key={i}
                quantity={term.quantity}
                transposed={term.transposed}
                pointing={pointing}
              />
            ),
          )}
        </div>
        {note && <p class="equation-note">{note}</p>}
        <SourceLines numbers={[...(equation.sameCode ?? []), ...numbers]} onJump={onJump} />
      </article>
    )
  }
  return drawn.current
}
