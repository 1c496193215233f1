import { type Signal, signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import { view } from '../settings/view.ts'

/**
 * What the visitor has done so far. However tall the window, what is further down waits for that: the first load is
 * the board alone. Who walks the page by keyboard could not reach what is not there, so Tab has all of it loaded.
 */
const done: Signal<'nothing' | 'something' | 'tab'> = signal('nothing')

const acts = ['pointermove', 'pointerdown', 'wheel', 'scroll', 'keydown'] as const

function note(event: Event): void {
  if (event instanceof KeyboardEvent && event.key === 'Tab') done.value = 'tab'
  else if (done.value === 'nothing') done.value = 'something'
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
  const loaded: Signal<{ readonly value: T } | undefined> = useSignal(undefined)
  const begun = useSignal(false)
  // An embedded page shows what was chosen, and nobody may ever point at it.
  const sofar = view.value.embed && done.value === 'nothing' ? 'something' : done.value
  useEffect(() => {
    const { current } = place
    if (!current || begun.peek() || sofar === 'nothing') return
    const begin = () => {
      observer.disconnect()
      begun.value = true
      void load().then((value) => {
        loaded.value = { value }
      })
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) begin()
      },
      { rootMargin: margin },
    )
    if (sofar === 'tab') begin()
    else observer.observe(current)
    return () => observer.disconnect()
  }, [sofar])
  return loaded.value?.value
}
