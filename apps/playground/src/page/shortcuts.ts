import { back, pause, play, playing, reset, stepBy } from '../session/session.ts'
import { withWords } from '../texts/language.ts'

/** What a key does while nothing on the page has the focus. */
const shortcuts: Readonly<Record<string, () => void>> = {
  ' ': () => (playing.value ? pause() : play()),
  s: () => stepBy('epoch'),
  r: reset,
  arrowright: () => stepBy('batch'),
  arrowleft: back,
  '?': showShortcuts,
}

/** Shows every shortcut in a dialog, which is fetched for it. */
export function showShortcuts(): void {
  void withWords(import('./ShortcutsDialog.tsx')).then(({ openDialog }) => openDialog())
}

/**
 * Listens for Space, S, R, arrows and the question mark. A control that has the focus keeps its keys, and so do the browser's own shortcuts.
 * To be called once.
 */
export function watchShortcuts(): void {
  addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, repeat, defaultPrevented } = event
    // A heading takes the focus of a control that went away, and no keys.
    const isFree = target instanceof Element && target.matches('body, h1, h2, h3, h4')
    if (defaultPrevented || repeat || ctrlKey || metaKey || altKey || !isFree) return
    const act = shortcuts[key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  })
}
