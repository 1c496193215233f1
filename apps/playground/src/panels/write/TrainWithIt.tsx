import { changesForNotes } from '../../own-code/notes-network.ts'
import { frame, settings } from '../../session/session.ts'
import { opening, trainWith } from './own-training.ts'
import { allPassed, written } from './workbook.ts'

/** Trains the page's network with the learner's code, once all of it passes. */
export function TrainWithIt() {
  const ready = allPassed()
  const own = frame.value?.steppedBy === 'own code'
  return (
    <section class="write-train" aria-labelledby="write-train">
      <h3 id="write-train">Train with it</h3>
      <p class="write-text">
        {ready ? promise() : 'When all three exercises pass, your code trains this page’s network.'}
      </p>
      <button
        type="button"
        class="write-check chief"
        disabled={!ready}
        aria-disabled={opening.value}
        onClick={() => void trainWith(written.value)}
      >
        {opening.value ? 'Starting …' : own ? 'Train with it again' : 'Train with your code'}
      </button>
    </section>
  )
}

/** What training with it means for the page as it is set. */
function promise(): string {
  const changes = changesForNotes(settings.value)
  const hidden = changes.hidden ?? settings.value.hidden
  const told = [
    ...(changes.hidden ? ['one hidden layer'] : []),
    ...(changes.activation ? ['ReLU units'] : []),
    ...(changes.optimizer ? ['plain gradient descent'] : []),
    ...(changes.l2 === 0 ? ['no L2'] : []),
  ]
  const change =
    told.length === 0
      ? 'Your code goes on with the network above, from where it is now.'
      : `Your code is the notes’, so the page changes to ${listed(told)}.`
  const depth =
    hidden.length > 1
      ? ' Its upper two layers are the notes’ network; below them your backpropagate and your gradients go on, layer by layer.'
      : ''
  return `All three pass. ${change}${depth}`
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
