import { pace, pause, play, playing, reset, seek, setPace, stepBy } from '../session/session.ts'
import type { StepKind } from '../training/learner.ts'
import type { Pace } from '../training/protocol.ts'
import { frameInTurn } from './frame-in-turn.ts'
import { Icon } from './Icon.tsx'
import { significant, whole } from './numbers.ts'

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
  return (
    <section class="transport" aria-label="Training">
      <div class="controls">
        <button
          type="button"
          class="round"
          onClick={reset}
          aria-label="Reset to the first weights"
          title="Reset (R)"
        >
          <Icon name="reset" />
        </button>
        <button
          type="button"
          class="round play chief"
          onClick={playing.value ? pause : play}
          aria-label={playing.value ? 'Pause' : 'Play'}
          title={playing.value ? 'Pause (Space)' : 'Play (Space)'}
        >
          <Icon name={playing.value ? 'pause' : 'play'} />
        </button>
        <Readings />
      </div>
      <div class="pacing">
        <fieldset class="steps">
          <legend>Step by one</legend>
          {steps.map(({ kind, place }) => (
            <button
              type="button"
              key={kind}
              class={place}
              title={kind === 'epoch' ? 'Step by one epoch (S)' : undefined}
              onClick={() => stepBy(kind)}
            >
              {kind}
            </button>
          ))}
        </fieldset>
        <PaceControl />
        <Scrubber />
      </div>
    </section>
  )
}

function PaceControl() {
  const place = paces.indexOf(pace.value)
  const title = pace.value === 'full' ? 'full speed' : `${whole(pace.value)} a second`
  return (
    <label class="pace">
      <span class="name">
        Steps <span class="value">{title}</span>
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
  const now = readings.value
  return (
    <dl class="readings">
      <div class="wide">
        <dt>Epoch</dt>
        <dd class="epoch" data-reading="epoch">
          {now ? whole(now.epoch) : '–'}
          {now && now.seen > 0 && (
            <small>
              {' '}
              + {now.seen}/{now.instances}
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>Training cost</dt>
        <dd data-reading="cost">{now ? significant(now.training.cost) : '–'}</dd>
      </div>
      <div>
        <dt>Test cost</dt>
        <dd data-reading="test-cost">{now ? significant(now.test.cost) : '–'}</dd>
      </div>
    </dl>
  )
}

function Scrubber() {
  const now = track.value
  const last = Math.max(0, (now?.curve.epoch.length ?? 1) - 1)
  const epoch = now?.curve.epoch[now.moment] ?? 0
  return (
    <label class="scrubber">
      <span class="name">
        Moment <span class="value">epoch {significant(epoch)}</span>
      </span>
      <input
        type="range"
        aria-label="Moment of the run"
        min={0}
        max={last}
        value={now?.moment ?? 0}
        disabled={last === 0}
        aria-valuetext={`epoch ${significant(epoch)}`}
        onInput={({ currentTarget }) => seek(Number(currentTarget.value))}
      />
    </label>
  )
}
