import { formatFailure } from '@leven/conformance'
import { signal } from '@preact/signals'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { deviceTexts } from '../../texts/device.ts'
import { faultWords } from '../../texts/fault-words.ts'
import { signed } from '../../texts/numbers.ts'
import { inWords } from '../../texts/said.ts'
import { type BackendName, backendNames } from '../../training/backend-names.ts'
import type { Checked, CheckProgress } from './bench.ts'
import { type Job, startJob } from './job.ts'
import { Progress } from './Progress.tsx'
import { type CheckedBackend, checkText } from './report-text.ts'

/** Cases for each law; a graphics device that is simulated takes seconds for a few. */
const thoroughness = [
  { runs: 2, title: 'two' },
  { runs: 20, title: 'twenty' },
  { runs: 100, title: 'hundred' },
] as const

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
const said = signal<'copied' | 'notCopied' | undefined>(undefined)
let job: Job<Checked> | undefined

async function checkAll(): Promise<void> {
  checked.value = []
  said.value = undefined
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
  const texts = deviceTexts()
  const t = texts.check
  const now = checking.value
  return (
    <section class="device-card wide" aria-labelledby="check-title">
      <h3 id="check-title">{t.title}</h3>
      <p>{t.about}</p>
      <div class="actions">
        <label class="inline">
          {t.cases}
          <select
            value={String(runs.value)}
            disabled={now !== undefined}
            onChange={({ currentTarget }) => {
              runs.value = Number(currentTarget.value)
            }}
          >
            {thoroughness.map(({ runs: count, title }) => (
              <option key={count} value={String(count)}>
                {t[title]}
              </option>
            ))}
          </select>
        </label>
        <StayingButton idle={now !== undefined} onPress={() => void checkAll()}>
          {t.title}
        </StayingButton>
        {checked.value.length > 0 && !now && (
          <button type="button" onClick={() => void copyText()}>
            {t.copy}
          </button>
        )}
      </div>
      {now && (
        <Progress
          label={progressText(now.name, now.progress)}
          done={now.progress.done}
          all={now.progress.laws}
          onCancel={() => job?.end()}
        />
      )}
      {checked.value.length > 0 && <Results />}
      <p class="said" role="status">
        {!now && summary(checked.value)} {said.value && t[said.value]}
      </p>
    </section>
  )
}

function progressText(name: BackendName, { done, laws, broken }: CheckProgress): string {
  const t = deviceTexts().check
  const progress = t.progress(name, done, laws > 0 ? String(laws) : '…')
  return broken > 0 ? t.progressBroken(progress, broken) : progress
}

function Results() {
  const t = deviceTexts().check
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is narrow */}
      <section class="scrolling" tabIndex={0} aria-label={t.backends}>
        <table class="backends">
          <thead>
            <tr>
              <th scope="col">{t.backend}</th>
              <th scope="col">{t.lawsKept}</th>
              <th scope="col">{t.largestError}</th>
              <th scope="col">{t.seconds}</th>
              <th scope="col">{t.device}</th>
            </tr>
          </thead>
          <tbody>
            {checked.value.map(({ name, outcome }) =>
              outcome.kind === 'refused' ? (
                <tr key={name} data-backend={name}>
                  <th scope="row">{name}</th>
                  <td colSpan={4}>
                    <strong>{t.notHere}</strong>{' '}
                    {inWords(faultWords(), [...outcome.message, ...outcome.remedy])}
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
                      {`${t.breaks(name)}\n${formatFailure(law, failure)}`}
                    </pre>,
                  ]
                : [],
            )
          : [],
      )}
      <details>
        <summary>{t.everyLaw}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <pre tabIndex={0}>{asText()}</pre>
      </details>
    </>
  )
}

function ResultRow({ name, outcome }: { readonly name: string; readonly outcome: Checked }) {
  const t = deviceTexts().check
  const { report, seconds } = outcome
  const kept = report.laws.filter(({ passed }) => passed).length
  const worst = Math.max(...report.laws.map(({ worstRatio }) => worstRatio))
  return (
    <tr data-backend={name}>
      <th scope="row">{name}</th>
      <td class={report.passed ? 'kept' : 'is-broken'}>
        {report.passed ? '✓' : '✗'} {t.keptOf(kept, report.laws.length)}
      </td>
      <td>{Number.isFinite(worst) ? t.ofItsBar(signed(worst)) : t.beyondItsBar}</td>
      <td>{signed(seconds, 1)}</td>
      <td class="text">
        {name.includes('webgl') && report.info.accelerated === false
          ? t.inSoftware(report.info.device)
          : report.info.device}
      </td>
    </tr>
  )
}

function summary(all: readonly CheckedBackend[]): string {
  if (all.length === 0) return ''
  const t = deviceTexts().check
  const count = (wanted: (one: CheckedBackend['outcome']) => boolean) =>
    all.filter(({ outcome }) => wanted(outcome)).length
  const kept = count((one) => one.kind === 'checked' && one.report.passed)
  const broken = count((one) => one.kind === 'checked' && !one.report.passed)
  const absent = count((one) => one.kind === 'refused')
  return [
    t.kept(kept, all.length),
    broken > 0 ? t.broken(broken) : '',
    absent > 0 ? t.absent(absent) : '',
    all.length < order.length ? t.stopped : '',
  ]
    .filter(Boolean)
    .join(' ')
}

async function copyText(): Promise<void> {
  try {
    await navigator.clipboard.writeText(asText())
    said.value = 'copied'
  } catch {
    said.value = 'notCopied'
  }
}

function asText(): string {
  return checkText(checked.peek(), navigator.userAgent)
}
