import { styleOf } from '../data/class-styles.ts'
import { outlinePath } from '../painting/mark.ts'

/** The mark of one of some classes, in its colour; words stand beside it or in the name of what holds it. */
export function ClassMark(props: { readonly labels: readonly string[]; readonly index: number }) {
  const { color, mark } = styleOf(props.labels, props.index)
  return (
    <svg viewBox="-1.4 -1.4 2.8 2.8" aria-hidden="true" class={`mark ${color}`}>
      <path d={outlinePath(mark)} />
    </svg>
  )
}
