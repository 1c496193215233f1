import type { ComponentProps } from 'preact'

type ButtonProps = Omit<ComponentProps<'button'>, 'type' | 'disabled' | 'aria-disabled' | 'onClick'>

/**
 * A button that can come to nothing by being pressed: at the last unit, or while what it began runs. It says so, and
 * stays where it is for who works by keyboard: a button that is `disabled` drops the focus.
 */
export function StayingButton({
  idle,
  onPress,
  ...rest
}: ButtonProps & {
  /** Whether it does nothing now. */
  readonly idle: boolean
  onPress(): void
}) {
  return (
    <button type="button" {...rest} aria-disabled={idle || undefined} onClick={idle ? undefined : onPress} />
  )
}
