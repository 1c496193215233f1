import { pause, play, playing, reset, stepBy } from '../session/session.ts'

/** What a key does while nothing on the page has the focus. */
const shortcuts: Readonly<Record<string, () => void>> = {
  ' ': () => (playing.value ? pause() : play()),
  s: () => stepBy('epoch'),
  r: reset,
}

/**
 * Listens for Space, S and R. A control that has the focus keeps its keys, and so do the browser's own shortcuts.
 * To be called once.
 */
export function watchShortcuts(): void {
  addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, repeat, defaultPrevented } = event
    if (defaultPrevented || repeat || ctrlKey || metaKey || altKey || target !== document.body) return
    const act = shortcuts[key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  })
}
