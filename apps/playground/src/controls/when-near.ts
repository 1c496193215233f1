import { type Signal, signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { view } from '../settings/view.ts'
import { withWords } from '../texts/language.ts'

/**
 * What the visitor has done so far. However tall the window, what is further down waits for that: the first load is
 * the board alone. Who walks the page by keyboard could not reach what is not there, so Tab has all of it loaded.
 */
const done: Signal<'nothing' | 'moved' | 'something' | 'tab'> = signal('nothing')

const acts = ['pointermove', 'pointerdown', 'wheel', 'scroll', 'keydown'] as const

let [x, y] = [Number.NaN, Number.NaN]

/** Whether a pointer is where it was: browsers tell of one that rests, too, when the page moves under it. */
function rests(event: Event): boolean {
  if (event.type !== 'pointermove' || !(event instanceof PointerEvent)) return false
  const moved = Math.abs(event.clientX - x) + Math.abs(event.clientY - y) > 0
  x = event.clientX
  y = event.clientY
  return !moved
}

function note(event: Event): void {
  if (rests(event)) return
  if (event instanceof KeyboardEvent && event.key === 'Tab') done.value = 'tab'
  // A browser says so for a pointer that rests, too.
  else if (event.type === 'pointermove') done.value = done.value === 'nothing' ? 'moved' : done.value
  else if (done.value !== 'tab') done.value = 'something'
}

for (const act of acts) addEventListener(act, note, { capture: true, passive: true })

/**
 * Loads what stands further down the page once the visitor has done anything and its place comes near the window, or
 * someone walks the page by keyboard.
 * @param load is called once, for each place.
 * @param margin how near: beyond the window's edge, or inside where it is negative, as a share of its size.
 * @returns what was loaded, undefined until then.
 */
export function useWhenNear<T>(
  place: RefObject<HTMLElement | null>,
  load: () => Promise<T>,
  margin = '25%',
): T | undefined {
  const loaded = useLoaded(load)
  // An embedded page shows what was chosen, and nobody may ever point at it.
  const sofar = view.value.embed && done.value === 'nothing' ? 'something' : done.value
  useEffect(() => {
    const { current } = place
    if (!current || sofar === 'nothing') return
    if (sofar === 'tab') return loaded.begin()
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) loaded.begin()
      },
      { rootMargin: margin },
    )
    observer.observe(current)
    return () => observer.disconnect()
  }, [sofar])
  return loaded.value
}

/**
 * Loads what a part of the board needs for hands alone, once the pointer comes over its place or the visitor has
 * pressed anything.
 * @param load is called once, for each place.
 * @returns what was loaded, undefined until then.
 */
export function useWhenTouched<T>(
  place: RefObject<HTMLElement | null>,
  load: () => Promise<T>,
): T | undefined {
  const loaded = useLoaded(load)
  const pressed = done.value !== 'nothing' && done.value !== 'moved'
  useEffect(() => {
    if (pressed) return loaded.begin()
    const { current } = place
    current?.addEventListener('pointerover', loaded.begin, { once: true })
    return () => current?.removeEventListener('pointerover', loaded.begin)
  }, [pressed])
  return loaded.value
}

/** What is loaded once, and the way to begin. */
function useLoaded<T>(load: () => Promise<T>): { readonly value: T | undefined; begin(): void } {
  const loaded: Signal<{ readonly value: T } | undefined> = useSignal(undefined)
  const begun = useRef(false)
  const begin = () => {
    if (begun.current) return
    begun.current = true
    void withWords(load()).then((value) => {
      loaded.value = { value }
    })
  }
  return { value: loaded.value?.value, begin }
}
