import { signal } from '@preact/signals'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { deviceTexts } from '../../texts/device.ts'
import { signed } from '../../texts/numbers.ts'
import type { Proved, Refusal } from './bench.ts'
import { type Job, startJob } from './job.ts'
import { Progress } from './Progress.tsx'
import { promised } from './promise.ts'
import { RefusalText } from './RefusalText.tsx'

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
      message: [['noHashes']],
      remedy: [['openOverHttps']],
    }
  }
  const csv = await fetchTable()
  if (csv === undefined) {
    return {
      kind: 'refused',
      message: [['noTable']],
      remedy: [['connectThenAgain']],
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
  const t = deviceTexts()
  const running = reached.value
  return (
    <section class="device-card" aria-labelledby="prove-title">
      <h3 id="prove-title">{t.prove.title}</h3>
      <p>{t.prove.about}</p>
      <div class="actions">
        <StayingButton idle={running !== undefined} onPress={() => void prove()}>
          {t.prove.title}
        </StayingButton>
      </div>
      {running !== undefined && (
        <Progress
          label={t.epochOf(running, epochs)}
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
  const t = deviceTexts().prove
  if (outcome.kind === 'refused') return <RefusalText {...outcome} />
  const same = outcome.sha256 === promised
  const seconds = signed(outcome.seconds, 1)
  return (
    <>
      <dl class="hashes">
        <dt>README</dt>
        <dd>{promised}</dd>
        <dt>{t.here}</dt>
        <dd data-reading="hash">{outcome.sha256}</dd>
      </dl>
      <p class={same ? 'kept' : 'is-broken'}>
        <strong>
          {same ? '✓' : '✗'} {same ? t.same(outcome.epochs, seconds) : t.other(outcome.epochs, seconds)}
        </strong>
      </p>
      <p>{same ? t.sameMeans : t.otherMeans}</p>
    </>
  )
}
