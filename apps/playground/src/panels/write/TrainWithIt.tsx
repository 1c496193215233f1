import { changesForNotes } from '../../own-code/notes-network.ts'
import { frame, settings } from '../../session/session.ts'
import { exercisesTexts } from '../../texts/exercises.ts'
import { opening, trainWith } from './own-training.ts'
import { allPassed, written } from './workbook.ts'

/** Trains the page's network with the learner's code, once all of it passes. */
export function TrainWithIt() {
  const t = exercisesTexts().train
  const ready = allPassed()
  const own = frame.value?.steppedBy === 'own code'
  return (
    <section class="write-train" aria-labelledby="write-train">
      <h3 id="write-train">{t.title}</h3>
      <p class="write-text">{ready ? promise() : t.whenAllPass}</p>
      <button
        type="button"
        class="write-check chief"
        disabled={!ready}
        aria-disabled={opening.value}
        onClick={() => void trainWith(written.value)}
      >
        {opening.value ? t.starting : own ? t.again : t.train}
      </button>
    </section>
  )
}

/** What training with it means for the page as it is set. */
function promise(): string {
  const t = exercisesTexts().train
  const changes = changesForNotes(settings.value)
  const hidden = changes.hidden ?? settings.value.hidden
  const told = [
    ...(changes.hidden ? [t.oneHidden] : []),
    ...(changes.activation ? [t.relu] : []),
    ...(changes.optimizer ? [t.plain] : []),
    ...(changes.l2 === 0 ? [t.noL2] : []),
  ]
  const change = told.length === 0 ? t.goesOn : t.changes(listed(told))
  return [t.allPass, change, ...(hidden.length > 1 ? [t.deeper] : [])].join(' ')
}

function listed(items: readonly string[]): string {
  const t = exercisesTexts().train
  const [last = '', ...others] = items.toReversed()
  return others.length === 0 ? last : t.and(others.toReversed().reduce(t.comma), last)
}
