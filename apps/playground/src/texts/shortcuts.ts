import { textsFrom } from './language.ts'

/** A key, and what it does. */
type Shortcut = readonly [key: string, does: string]

/** The dialog of the shortcuts. */
export const english = {
  title: 'Shortcuts',
  where: 'Where nothing on the page has the focus. A field that has it keeps its keys.',
  keys: [
    ['Space', 'Play and pause'],
    ['→', 'One step, of a batch'],
    ['←', 'Back to the moment before'],
    ['S', 'One epoch'],
    ['R', 'Reset to the first weights'],
    ['?', 'This list'],
  ] as readonly Shortcut[],
  onPlane: 'On the plane',
  planeKeys: [
    ['← → ↑ ↓', 'Move the probe'],
    ['Enter', 'Choose the nearest training point'],
    ['Esc', 'Choose the batch'],
  ] as readonly Shortcut[],
}

export const shortcutTexts = textsFrom('parts', 'shortcuts', english)
