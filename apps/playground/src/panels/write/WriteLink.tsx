import { isShown } from '../../settings/view.ts'
import { invitationTexts } from '../../texts/invitation.ts'
import { openExercises } from './WriteRegion.tsx'

/** The way from the top of the page to the exercises. */
export function WriteLink() {
  if (!isShown('exercise')) return null
  return (
    <button type="button" class="write-link-to" onClick={openExercises}>
      {invitationTexts().write}
    </button>
  )
}
