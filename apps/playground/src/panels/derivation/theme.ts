import { type Signal, signal } from '@preact/signals'

/** Counts changes between light and dark, so that what is drawn on a canvas is drawn anew. */
export const themeChanges: Signal<number> = signal(0)

if (typeof matchMedia === 'function') {
  const count = () => {
    themeChanges.value++
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', count)
  new MutationObserver(count).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme'],
  })
}
