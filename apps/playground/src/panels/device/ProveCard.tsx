import { signal } from '@preact/signals'
import type { Proved, Refusal } from './bench.ts'
import { type Job, startJob } from './job.ts'
import { Progress } from './Progress.tsx'
import { promised } from './promise.ts'

/** Epochs of the example. */
const epochs = 60

const proved = signal<Proved | Refusal | undefined>(undefined)
const reached = signal<number | undefined>(undefined)
let job: Job<Proved> | undefined

async function prove(): Promise<void> {
  proved.value = undefined
  reached.value = 0
  proved.value = await attempt()
  reached.value = undefined
}

async function attempt(): Promise<Proved | Refusal | undefined> {
  if (!globalThis.isSecureContext) {
    return {
      kind: 'refused',
      message: 'This browser computes hashes only for pages over https or from this machine.',
      remedy: 'Open the page over https.',
    }
  }
  const csv = await fetchTable()
  if (csv === undefined) {
    return {
      kind: 'refused',
      message: 'The table of the example could not be fetched.',
      remedy: 'Check the connection and try again.',
    }
  }
  const started = startJob<Proved, number>(
    (bench, heard) => bench.prove(csv, heard),
    (epoch) => {
      // What it says last may come after its result.
      if (job === started) reached.value = epoch
    },
  )
  job = started
  const outcome = await started.result
  job = undefined
  return outcome
}

/** The table, as it is in the repository. */
async function fetchTable(): Promise<string | undefined> {
  try {
    const response = await fetch(new URL('../../../../../examples/breast-cancer.csv', import.meta.url))
    return response.ok ? await response.text() : undefined
  } catch {
    return undefined
  }
}

/** Trains the README's example here and compares the hash of its parameters. */
export function ProveCard() {
  const running = reached.value
  return (
    <section class="device-card" aria-labelledby="prove-title">
      <h3 id="prove-title">Prove it here</h3>
      <p>
        The README trains a network on 569 tumours and prints the hash of its parameters: the same on every
        machine. Train it in this browser and compare.
      </p>
      <div class="actions">
        <button type="button" disabled={running !== undefined} onClick={() => void prove()}>
          Prove it here
        </button>
      </div>
      {running !== undefined && (
        <Progress
          label={`Epoch ${running} of ${epochs}`}
          done={running}
          all={epochs}
          onCancel={() => job?.end()}
        />
      )}
      <div class="said" role="status">
        {proved.value && <Verdict outcome={proved.value} />}
      </div>
    </section>
  )
}

function Verdict({ outcome }: { readonly outcome: Proved | Refusal }) {
  if (outcome.kind === 'refused') {
    return (
      <p>
        <strong>{outcome.message}</strong> {outcome.remedy}
      </p>
    )
  }
  const same = outcome.sha256 === promised
  return (
    <>
      <dl class="hashes">
        <dt>README</dt>
        <dd>{promised}</dd>
        <dt>Here</dt>
        <dd data-reading="hash">{outcome.sha256}</dd>
      </dl>
      <p class={same ? 'kept' : 'is-broken'}>
        <strong>
          {same ? '✓ The same' : '✗ Another hash'} after {outcome.epochs} epochs in{' '}
          {outcome.seconds.toFixed(1)} seconds.
        </strong>
      </p>
      <p>
        {same
          ? 'Every bit of every weight is what the command line computes: split, first weights, shuffles and each of the sums.'
          : 'This browser computes other bits than the machines that were tried. Check this device, and please report both hashes with the browser and the processor.'}
      </p>
    </>
  )
}
