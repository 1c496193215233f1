import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Numbers } from '../../../notes/calculation.ts'
import { numberText } from '../../../notes/number-text.ts'
import type { Neuron } from '../../../session/pointed.ts'
import { walkTexts } from '../../../texts/walk.ts'
import type { Section } from '../equation.ts'
import { SmallNetwork } from './SmallNetwork.tsx'
import { instanceOf, showingAt, stopsOf, stopText } from './stops.ts'
import './walk.css'

/** Seconds that a stop is shown for while the walk plays. */
const paces = [1, 2, 4, 8]

/** More numbers than these are not read out. */
const mostRead = 8

/**
 * A walk through the derivation of one instance: activations flow forward through a small network, then
 * derivatives flow back, one equation at a time and by hand or at the reader's pace. It stays in view, and
 * tells which equation it has come to. What moves is only a decoration of the flow; it stands still for those
 * who ask for less motion.
 */
export function Walk(props: {
  readonly sections: readonly Section[]
  /** Of the one instance. */
  readonly numbers: Numbers
  readonly highlighted: Neuron | null
  /** Is told the id of the equation that the walk comes to. */
  onCome(id: string): void
  onClose(): void
}) {
  const t = walkTexts()
  const { sections, numbers, highlighted, onCome, onClose } = props
  const stops = useMemo(() => stopsOf(sections), [sections])
  const [reached, setReached] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState(2)
  const next = useRef<HTMLButtonElement>(null)
  // Who began it by keyboard goes on here, and not after all the equations in between.
  useEffect(() => next.current?.focus({ preventScroll: true }), [])
  const last = stops.length - 1
  const place = Math.min(reached, last)
  const stop = stops[place]
  const id = stop?.equation.id ?? ''
  useEffect(() => onCome(id), [id])
  useEffect(() => {
    if (!playing) return
    if (place >= last) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => setReached(place + 1), 1000 * seconds)
    return () => clearTimeout(timer)
  }, [playing, place, last, seconds])
  if (!stop) return null

  const goTo = (to: number) => {
    setPlaying(false)
    setReached(Math.max(0, Math.min(last, to)))
  }
  const toggle = () => {
    if (!playing && place === last) setReached(0)
    setPlaying(!playing)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, target } = event
    if (target instanceof HTMLSelectElement) return
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: last }[key]
    if (to === undefined) return
    event.preventDefault()
    goTo(to)
  }
  const { made } = stop
  const values = Array.from(made.values.subarray(0, mostRead), numberText).join(', ')
  const more = made.values.length > mostRead ? ', …' : ''
  return (
    <section class="walk" aria-label={t.title} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where the network is wider than the page */}
      <div class="walk-picture" tabIndex={0}>
        <SmallNetwork
          network={numbers.network}
          layers={numbers.layers}
          stop={stop}
          showing={showingAt(stops, place, numbers.network.sizes.length, instanceOf(stops))}
          highlighted={highlighted}
        />
      </div>
      <p class="walk-text" role="status">
        {stopText(stop, place, stops.length)}{' '}
        <span class="walk-values">
          {made.name} = {values}
          {more}
        </span>
      </p>
      <div class="walk-controls">
        <button
          type="button"
          class="derivation-button"
          aria-disabled={place === 0}
          onClick={() => goTo(place - 1)}
        >
          {t.previous}
        </button>
        <button type="button" class="derivation-button" onClick={toggle}>
          {playing ? t.pause : t.play}
        </button>
        <button
          type="button"
          class="derivation-button"
          aria-disabled={place === last}
          ref={next}
          onClick={() => goTo(place + 1)}
        >
          {t.next}
        </button>
        <label class="walk-pace">
          {t.pace}
          <select value={seconds} onChange={({ currentTarget }) => setSeconds(Number(currentTarget.value))}>
            {paces.map((pace) => (
              <option key={pace} value={pace}>
                {t.seconds(pace)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="derivation-button" onClick={onClose}>
          {t.end}
        </button>
      </div>
    </section>
  )
}
