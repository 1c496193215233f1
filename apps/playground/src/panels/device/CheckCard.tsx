import { formatFailure } from '@leven/conformance'
import { signal } from '@preact/signals'
import { type BackendName, backendNames } from '../../training/backend-names.ts'
import type { Checked, CheckProgress } from './bench.ts'
import { type Job, startJob } from './job.ts'
import { Progress } from './Progress.tsx'
import { type CheckedBackend, checkText } from './report-text.ts'

/** Cases for each law; a graphics device that is simulated takes seconds for a few. */
const thoroughness: readonly { readonly runs: number; readonly title: string }[] = [
  { runs: 2, title: 'two' },
  { runs: 20, title: 'twenty' },
  { runs: 100, title: 'a hundred' },
]

/** The backends that are checked, in this order: those that are sure to be there, first. */
const order: readonly BackendName[] = [
  'cpu',
  'reference',
  ...backendNames.filter((name) => name !== 'cpu' && name !== 'reference'),
]

const runs = signal(2)
const checked = signal<readonly CheckedBackend[]>([])
const checking = signal<{ readonly name: BackendName; readonly progress: CheckProgress } | undefined>(
  undefined,
)
/** What became of copying. */
const said = signal('')
let job: Job<Checked> | undefined

async function checkAll(): Promise<void> {
  checked.value = []
  said.value = ''
  for (const name of order) {
    checking.value = { name, progress: { done: 0, laws: 0, broken: 0 } }
    const started = startJob<Checked, CheckProgress>(
      (bench, heard) => bench.check(name, runs.peek(), heard),
      (progress) => {
        if (job === started) checking.value = { name, progress }
      },
    )
    job = started
    const outcome = await started.result
    if (!outcome) break
    checked.value = [...checked.peek(), { name, outcome }]
  }
  job = undefined
  checking.value = undefined
}

/** Holds every backend that this browser has against the laws. */
export function CheckCard() {
  const now = checking.value
  return (
    <section class="device-card wide" aria-labelledby="check-title">
      <h3 id="check-title">Check this device</h3>
      <p>
        Every backend must keep the same laws: each of its operations stays within an error bar that is
        derived from its arithmetic, memory comes back bit for bit, and training repeats. Each law is tried on
        random cases.
      </p>
      <div class="actions">
        <label class="inline">
          Cases for each law
          <select
            value={String(runs.value)}
            disabled={now !== undefined}
            onChange={({ currentTarget }) => {
              runs.value = Number(currentTarget.value)
            }}
          >
            {thoroughness.map(({ runs: count, title }) => (
              <option key={count} value={String(count)}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button type="button" disabled={now !== undefined} onClick={() => void checkAll()}>
          Check this device
        </button>
        {checked.value.length > 0 && !now && (
          <button type="button" onClick={() => void copyText()}>
            Copy as text
          </button>
        )}
      </div>
      {now && (
        <Progress
          label={`${now.name}: ${now.progress.done} of ${now.progress.laws || '…'} laws${now.progress.broken > 0 ? `, ${now.progress.broken} broken` : ''}`}
          done={now.progress.done}
          all={now.progress.laws}
          onCancel={() => job?.end()}
        />
      )}
      {checked.value.length > 0 && <Results />}
      <p class="said" role="status">
        {!now && summary(checked.value)} {said.value}
      </p>
    </section>
  )
}

function Results() {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is narrow */}
      <section class="scrolling" tabIndex={0} aria-label="Backends of this device">
        <table class="backends">
          <thead>
            <tr>
              <th scope="col">Backend</th>
              <th scope="col">Laws kept</th>
              <th scope="col">Largest error</th>
              <th scope="col">Seconds</th>
              <th scope="col">Device</th>
            </tr>
          </thead>
          <tbody>
            {checked.value.map(({ name, outcome }) =>
              outcome.kind === 'refused' ? (
                <tr key={name} data-backend={name}>
                  <th scope="row">{name}</th>
                  <td colSpan={4}>
                    <strong>Not here.</strong> {outcome.message} {outcome.remedy}
                  </td>
                </tr>
              ) : (
                <ResultRow key={name} name={name} outcome={outcome} />
              ),
            )}
          </tbody>
        </table>
      </section>
      {checked.value.flatMap(({ name, outcome }) =>
        outcome.kind === 'checked'
          ? outcome.report.laws.flatMap(({ law, failure }) =>
              failure
                ? [
                    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
                    <pre key={`${name} ${law}`} class="broken" tabIndex={0}>
                      {`${name} breaks a law.\n${formatFailure(law, failure)}`}
                    </pre>,
                  ]
                : [],
            )
          : [],
      )}
      <details>
        <summary>Every law, as text</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <pre tabIndex={0}>{asText()}</pre>
      </details>
    </>
  )
}

function ResultRow({ name, outcome }: { readonly name: string; readonly outcome: Checked }) {
  const { report, seconds } = outcome
  const kept = report.laws.filter(({ passed }) => passed).length
  const worst = Math.max(...report.laws.map(({ worstRatio }) => worstRatio))
  return (
    <tr data-backend={name}>
      <th scope="row">{name}</th>
      <td class={report.passed ? 'kept' : 'is-broken'}>
        {report.passed ? '✓' : '✗'} {kept} of {report.laws.length}
      </td>
      <td>{Number.isFinite(worst) ? `${worst.toFixed(2)} of its bar` : 'beyond its bar'}</td>
      <td>{seconds.toFixed(1)}</td>
      <td class="text">
        {report.info.device}
        {name.includes('webgl') && report.info.accelerated === false && ', in software'}
      </td>
    </tr>
  )
}

function summary(all: readonly CheckedBackend[]): string {
  if (all.length === 0) return ''
  const count = (wanted: (one: CheckedBackend['outcome']) => boolean) =>
    all.filter(({ outcome }) => wanted(outcome)).length
  const kept = count((one) => one.kind === 'checked' && one.report.passed)
  const broken = count((one) => one.kind === 'checked' && !one.report.passed)
  const absent = count((one) => one.kind === 'refused')
  return [
    `${kept} of ${all.length} backends keep every law.`,
    broken > 0
      ? `${broken} ${broken === 1 ? 'breaks' : 'break'} some: do not train on ${broken === 1 ? 'it' : 'them'}.`
      : '',
    absent > 0 ? `${absent} ${absent === 1 ? 'is' : 'are'} not here.` : '',
    all.length < order.length ? 'The check was stopped before the others.' : '',
  ]
    .filter(Boolean)
    .join(' ')
}

async function copyText(): Promise<void> {
  try {
    await navigator.clipboard.writeText(asText())
    said.value = 'Copied.'
  } catch {
    said.value = 'This browser does not allow copying: take the text from “Every law”.'
  }
}

function asText(): string {
  return checkText(checked.peek(), navigator.userAgent)
}
