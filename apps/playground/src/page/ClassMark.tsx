import { type Label, markOf } from '../data/labels.ts'

const forms = {
  circle: <circle cx="6" cy="6" r="4.5" />,
  square: <rect x="2" y="2" width="8" height="8" />,
  triangle: <path d="M6 1.2 11 10H1z" />,
} as const

/** The mark of a class, in its colour; words stand beside it or in the name of what holds it. */
export function ClassMark({ label }: { readonly label: Label }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" class={`mark ${label}`}>
      {forms[markOf[label]]}
    </svg>
  )
}
