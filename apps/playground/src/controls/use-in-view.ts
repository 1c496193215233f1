import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Whether an element is in the window or nearly so: what nobody sees need not be drawn. */
export function useInView(element: RefObject<Element | null>): boolean {
  const [inView, setInView] = useState(true)
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)?.isIntersecting ?? true),
      { rootMargin: '10%' },
    )
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return inView
}
