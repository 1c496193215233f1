import { useState } from 'preact/hooks'
import { type ExerciseName, exercises } from '../../own-code/exercises.ts'
import type { LawVerdict, Verdict } from '../../own-code/verdict.ts'
import { CounterexampleView } from './CounterexampleView.tsx'
import { tabOf } from './tab.ts'
import { chosen, type Judgement, timeLimit } from './workbook.ts'

/** What the laws say of an exercise. */
export function JudgementView(props: {
  readonly name: ExerciseName
  readonly judgement: Judgement | undefined
  /** The code was changed since. */
  readonly stale: boolean
  readonly busy: boolean
}) {
  const { judgement, stale, busy } = props
  return (
    <div class="write-judgement" aria-busy={busy} data-stale={stale}>
      <h3>What the laws say</h3>
      <div role="status" class="write-said">
        {busy ? <p>Checking …</p> : <Said judgement={judgement} stale={stale} />}
      </div>
      {judgement?.kind === 'blocked' && (
        <button
          type="button"
          onClick={() => {
            chosen.value = judgement.by
            // This button goes away with its exercise.
            document.getElementById(tabOf(judgement.by))?.focus()
          }}
        >
          Go to {titleOf(judgement.by)}
        </button>
      )}
      {judgement?.kind === 'judged' && <Laws verdict={judgement.verdict} />}
    </div>
  )
}

/** The judgement in a sentence or two. */
function Said({ judgement, stale }: { readonly judgement: Judgement | undefined; readonly stale: boolean }) {
  if (!judgement) return <p>Nothing yet: write, then check it.</p>
  const changed = stale && <p class="write-stale">You have changed the code since. Check it again.</p>
  switch (judgement.kind) {
    case 'judged':
      return (
        <>
          <p>{summary(judgement.verdict, judgement.milliseconds)}</p>
          {changed}
        </>
      )
    case 'blocked':
      return (
        <>
          <p>
            <strong>Not yet:</strong> update calls {judgement.by}, which does not pass.
          </p>
          {changed}
        </>
      )
    case 'out of time':
      return (
        <>
          <p>
            <strong>Stopped:</strong> your code did not come to an end within {timeLimit / 1000} seconds. Look
            for a loop whose condition stays true.
          </p>
          {changed}
        </>
      )
    case 'failed':
      return <p>{judgement.message}</p>
    default:
      return judgement satisfies never
  }
}

function summary({ passed, laws, fault }: Verdict, milliseconds: number) {
  const seconds = `${(milliseconds / 1000).toFixed(2)} s`
  if (fault) {
    return (
      <>
        <strong>It cannot be read.</strong> {fault.message}
      </>
    )
  }
  if (passed) {
    return (
      <>
        <strong>All {laws.length} laws hold.</strong> Judged in {seconds}.
      </>
    )
  }
  const broken = laws.filter(({ outcome }) => outcome === 'broken')
  const [first] = broken
  const { message, fault: at } = first?.counterexample ?? {}
  return (
    <>
      <strong>
        {broken.length} of {laws.length} laws {broken.length === 1 ? 'does' : 'do'} not hold.
      </strong>{' '}
      {at?.line !== undefined && `Line ${at.line}: `}
      {message}
    </>
  )
}

const marks: Readonly<Record<LawVerdict['outcome'], { readonly sign: string; readonly word: string }>> = {
  holds: { sign: '✓', word: 'holds' },
  broken: { sign: '✗', word: 'does not hold' },
  'not tried': { sign: '·', word: 'not tried' },
}

/** Every law, and the counterexample of one that is broken: at first the first. */
function Laws({ verdict }: { readonly verdict: Verdict }) {
  const [asked, setAsked] = useState<{ readonly of: Verdict; readonly place: number }>()
  const first = verdict.laws.findIndex(({ outcome }) => outcome === 'broken')
  const place = asked?.of === verdict ? asked.place : first
  const counterexample = verdict.laws[place]?.counterexample
  return (
    <>
      <ol class="write-laws">
        {verdict.laws.map(({ sentence, outcome }, i) => (
          <li key={sentence} data-outcome={outcome}>
            <span class="write-mark" aria-hidden="true">
              {marks[outcome].sign}
            </span>
            <span>
              {sentence} <span class="write-outcome">{marks[outcome].word}</span>
            </span>
            {outcome === 'broken' && (
              <button
                type="button"
                aria-pressed={i === place}
                aria-label={`Show where law ${i + 1} breaks`}
                onClick={() => setAsked({ of: verdict, place: i })}
              >
                Show
              </button>
            )}
          </li>
        ))}
      </ol>
      {counterexample && <CounterexampleView counterexample={counterexample} law={place + 1} />}
    </>
  )
}

function titleOf(name: ExerciseName): string {
  return exercises.find((exercise) => exercise.name === name)?.title ?? name
}
