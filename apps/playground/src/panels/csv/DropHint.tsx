import { broughtTexts } from '../../texts/brought.ts'
import './drop-hint.css'

/** Says, while a file is held over the page, what dropping it does. */
export function DropHint() {
  const t = broughtTexts()
  return (
    <div class="drop-hint" aria-hidden="true">
      <p>
        {t.drop}
        <small>{t.dropKinds}</small>
      </p>
    </div>
  )
}
