/** A control that says many values on the way to one, and what it changed last; undefined between two gestures. */
let last: { readonly control: Element; readonly changed: string } | undefined
let control: Element | undefined

addEventListener(
  'input',
  ({ target }) => {
    control = target instanceof Element && target.matches('[type=range], [type=number]') ? target : undefined
  },
  true,
)
for (const ends of ['pointerdown', 'focusout'])
  addEventListener(
    ends,
    () => {
      last = control = undefined
    },
    true,
  )

/**
 * Whether a change belongs to the same gesture as the last: a slider that is dragged, or a field that is typed in or
 * stepped through by its keys, until it is left or pressed anew.
 * @param changed what is changed.
 */
export function isSameGesture(changed: string): boolean {
  const isSame = control !== undefined && last?.control === control && last.changed === changed
  last = control && { control, changed }
  return isSame
}
