import { useState } from 'preact/hooks'
import type { ExerciseName } from '../../own-code/exercises.ts'
import type { LawVerdict, Verdict } from '../../own-code/verdict.ts'
import { exercisesTexts } from '../../texts/exercises.ts'
import { faultWords } from '../../texts/fault-words.ts'
import { signed } from '../../texts/numbers.ts'
import { inWords } from '../../texts/said.ts'
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
  const texts = exercisesTexts()
  const t = texts.judgement
  const { judgement, stale, busy } = props
  return (
    <div class="write-judgement" aria-busy={busy} data-stale={stale}>
      <h3>{t.title}</h3>
      <div role="status" class="write-said">
        {busy ? <p>{texts.checking}</p> : <Said judgement={judgement} stale={stale} />}
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
          {t.goTo(texts.titles[judgement.by])}
        </button>
      )}
      {judgement?.kind === 'judged' && <Laws verdict={judgement.verdict} />}
    </div>
  )
}

/** The judgement in a sentence or two. */
function Said({ judgement, stale }: { readonly judgement: Judgement | undefined; readonly stale: boolean }) {
  const t = exercisesTexts().judgement
  if (!judgement) return <p>{t.nothing}</p>
  const changed = stale && <p class="write-stale">{t.changed}</p>
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
            <strong>{t.notYet}</strong> {t.blocked(judgement.by)}
          </p>
          {changed}
        </>
      )
    case 'out of time':
      return (
        <>
          <p>
            <strong>{t.stopped}</strong> {t.endless(timeLimit / 1000)}
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
  const t = exercisesTexts().judgement
  const words = faultWords()
  if (fault) {
    return (
      <>
        <strong>{t.unreadable}</strong> {inWords(words, fault.message)}
      </>
    )
  }
  if (passed) {
    return (
      <>
        <strong>{t.allHold(laws.length)}</strong> {t.judgedIn(signed(milliseconds / 1000))}
      </>
    )
  }
  const broken = laws.filter(({ outcome }) => outcome === 'broken')
  const [first] = broken
  const { message = [], fault: at } = first?.counterexample ?? {}
  return (
    <>
      <strong>{t.doNotHold(broken.length, laws.length)}</strong>{' '}
      {at?.line !== undefined && `${t.atLine(at.line)} `}
      {inWords(words, message)}
    </>
  )
}

const signs: Readonly<Record<LawVerdict['outcome'], string>> = { holds: '✓', broken: '✗', 'not tried': '·' }

/** Every law, and the counterexample of one that is broken: at first the first. */
function Laws({ verdict }: { readonly verdict: Verdict }) {
  const texts = exercisesTexts()
  const t = texts.judgement
  const [asked, setAsked] = useState<{ readonly of: Verdict; readonly place: number }>()
  const first = verdict.laws.findIndex(({ outcome }) => outcome === 'broken')
  const place = asked?.of === verdict ? asked.place : first
  const counterexample = verdict.laws[place]?.counterexample
  return (
    <>
      <ol class="write-laws">
        {verdict.laws.map(({ law, outcome }, i) => (
          <li key={law} data-outcome={outcome}>
            <span class="write-mark" aria-hidden="true">
              {signs[outcome]}
            </span>
            <span>
              {texts.laws[law]} <span class="write-outcome">{t.outcomes[outcome]}</span>
            </span>
            {outcome === 'broken' && (
              <button
                type="button"
                aria-pressed={i === place}
                aria-label={t.showWhere(i + 1)}
                onClick={() => setAsked({ of: verdict, place: i })}
              >
                {t.show}
              </button>
            )}
          </li>
        ))}
      </ol>
      {counterexample && <CounterexampleView counterexample={counterexample} law={place + 1} />}
    </>
  )
}
