import { broughtTexts } from '../../texts/brought.ts'
import './drop-hint.css'
import { dropping } from './intake.ts'

/** Says, while a file is held over the page, what dropping it does. */
export function DropHint() {
  if (!dropping.value) return null
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
