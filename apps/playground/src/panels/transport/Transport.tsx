import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { Icon } from '../../controls/Icon.tsx'
import type { StepKind } from '../../learner/learner.ts'
import { pace, pause, play, playing, reset, seek, setPace, stepBy } from '../../session/session.ts'
import { isShown } from '../../settings/view.ts'
import { significant, whole } from '../../texts/numbers.ts'
import { transportTexts } from '../../texts/transport.ts'
import type { Pace } from '../../training/protocol.ts'

const readings = frameInTurn()
const track = frameInTurn()

/** The stops of the pace, slowest first. */
const paces: readonly Pace[] = [1, 4, 15, 60, 250, 1000, 'full']

/** Steps, and where each stands in its row of buttons. */
const steps: readonly { readonly kind: StepKind; readonly place: string }[] = [
  { kind: 'instance', place: 'first' },
  { kind: 'batch', place: 'middle' },
  { kind: 'epoch', place: 'last' },
]

/** Play, pause, what has come of it, step, pace, and the way back through the run. */
export function Transport() {
  const t = transportTexts()
  return (
    <section class="transport" aria-label={t.training}>
      <div class="controls">
        {isShown('reset') && (
          <button type="button" class="round" onClick={reset} aria-label={t.reset} title={t.resetKey}>
            <Icon name="reset" />
          </button>
        )}
        <button
          type="button"
          class="round play chief"
          onClick={playing.value ? pause : play}
          aria-label={playing.value ? t.pause : t.play}
          title={playing.value ? t.pauseKey : t.playKey}
        >
          <Icon name={playing.value ? 'pause' : 'play'} />
        </button>
        <Readings />
      </div>
      <div class="pacing">
        {isShown('steps') && <Steps />}
        {isShown('pace') && <PaceControl />}
        {isShown('moment') && <Scrubber />}
      </div>
    </section>
  )
}

function Steps() {
  const t = transportTexts()
  return (
    <fieldset class="steps">
      <legend>{t.stepByOne}</legend>
      {steps.map(({ kind, place }) => (
        <button
          type="button"
          key={kind}
          class={place}
          title={kind === 'epoch' ? t.stepKey : undefined}
          onClick={() => stepBy(kind)}
        >
          {t.steps[kind]}
        </button>
      ))}
    </fieldset>
  )
}

function PaceControl() {
  const t = transportTexts()
  const place = paces.indexOf(pace.value)
  const title = pace.value === 'full' ? t.fullSpeed : t.aSecond(whole(pace.value))
  return (
    <label class="pace">
      <span class="name">
        {t.pace} <span class="value">{title}</span>
      </span>
      <input
        type="range"
        min={0}
        max={paces.length - 1}
        value={place}
        aria-valuetext={title}
        onInput={({ currentTarget }) => setPace(paces[Number(currentTarget.value)] ?? 'full')}
      />
    </label>
  )
}

function Readings() {
  const t = transportTexts()
  const now = readings.value
  return (
    <dl class="readings">
      <div class="wide">
        <dt>{t.epoch}</dt>
        <dd class="epoch" data-reading="epoch">
          {now ? whole(now.epoch) : '–'}
          {now && now.seen > 0 && (
            <small>
              {' '}
              + {whole(now.seen)}/{whole(now.instances)}
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>{t.trainingCost}</dt>
        <dd data-reading="cost">{now ? significant(now.training.cost) : '–'}</dd>
      </div>
      <div>
        <dt>{t.testCost}</dt>
        <dd data-reading="test-cost">{now ? significant(now.test.cost) : '–'}</dd>
      </div>
    </dl>
  )
}

function Scrubber() {
  const t = transportTexts()
  const now = track.value
  const last = Math.max(0, (now?.curve.epoch.length ?? 1) - 1)
  const place = t.atEpoch(whole(now?.curve.epoch[now.moment] ?? 0))
  return (
    <label class="scrubber">
      <span class="name">
        {t.moment} <span class="value">{place}</span>
      </span>
      <input
        type="range"
        aria-label={t.momentOfRun}
        min={0}
        max={last}
        value={now?.moment ?? 0}
        disabled={last === 0}
        aria-valuetext={place}
        onInput={({ currentTarget }) => seek(Number(currentTarget.value))}
      />
    </label>
  )
}
