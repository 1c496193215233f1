import './drop-hint.css'
import { dropping } from './intake.ts'

/** Says, while a file is held over the page, what dropping it does. */
export function DropHint() {
  if (!dropping.value) return null
  return (
    <div class="drop-hint" aria-hidden="true">
      <p>
        Drop a table to learn from it, or a model to go on with it.
        <small>CSV with a header line, or a model file. It stays in this page.</small>
      </p>
    </div>
  )
}
