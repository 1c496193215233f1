import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/**
 * Loads what stands further down the page once its place comes near the window, or someone walks the page by
 * keyboard, who could not reach what is not there.
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
  useEffect(() => {
    const { current } = place
    if (!current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) begin()
      },
      { rootMargin: margin },
    )
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Tab') begin()
    }
    const stop = () => {
      observer.disconnect()
      removeEventListener('keydown', onKey)
    }
    const begin = () => {
      stop()
      void load().then((value) => {
        loaded.value = { value }
      })
    }
    observer.observe(current)
    addEventListener('keydown', onKey)
    return stop
  }, [])
  return loaded.value?.value
}
