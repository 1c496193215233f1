import { signal } from '@preact/signals'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { standing } from '../../session/going-on.ts'
import { deviceTexts } from '../../texts/device.ts'
import { significant, whole } from '../../texts/numbers.ts'
import { type BackendName, backendNames, backendTitle, isBackendName } from '../../training/backend-names.ts'
import type { Lap, Raced, Refusal } from './bench.ts'
import { DistanceChart } from './DistanceChart.tsx'
import { type Job, startJob } from './job.ts'
import { Progress } from './Progress.tsx'
import { RefusalText } from './RefusalText.tsx'

const first = signal<BackendName>('cpu')
const second = signal<BackendName>('reference')
const epochs = signal(100)
const mostEpochs = 2000

/** What the last comparison was of, and what became of it. */
interface Comparison {
  readonly names: readonly [BackendName, BackendName]
  readonly from: number
  readonly outcome: Raced | Refusal
}

const compared = signal<Comparison | undefined>(undefined)
const reached = signal<number | undefined>(undefined)
let job: Job<Raced> | undefined

async function compare(): Promise<void> {
  const now = await standing()
  if (!now) return
  const names = [first.peek(), second.peek()] as const
  reached.value = 0
  compared.value = undefined
  const { setUp, state } = now
  const asked = { setUp, from: state, backends: names, epochs: epochs.peek() }
  const started = startJob<Raced, number>(
    (bench, heard) => bench.race(asked, heard),
    (epoch) => {
      // What it says last may come after its result.
      if (job === started) reached.value = epoch
    },
  )
  job = started
  const outcome = await started.result
  job = undefined
  reached.value = undefined
  if (outcome) compared.value = { names, from: state.epoch, outcome }
}

/** Trains on two backends from the parameters of now and shows how they part. */
export function RaceCard() {
  const texts = deviceTexts()
  const t = texts.race
  const running = reached.value
  return (
    <section class="device-card" aria-labelledby="race-title">
      <h3 id="race-title">{t.title}</h3>
      <p>{t.about}</p>
      <div class="actions">
        <BackendField label={t.first} chosen={first} />
        <BackendField label={t.second} chosen={second} />
        <label class="inline">
          {t.epochs}
          <input
            type="number"
            min={1}
            max={mostEpochs}
            step={1}
            value={epochs.value}
            onChange={({ currentTarget }) => {
              const value = currentTarget.valueAsNumber
              if (Number.isInteger(value) && value >= 1 && value <= mostEpochs) epochs.value = value
              else currentTarget.value = String(epochs.value)
            }}
          />
        </label>
        <StayingButton idle={running !== undefined} onPress={() => void compare()}>
          {t.compare}
        </StayingButton>
      </div>
      {running !== undefined && (
        <Progress
          label={texts.epochOf(running, epochs.value)}
          done={running}
          all={epochs.value}
          onCancel={() => job?.end()}
        />
      )}
      <div role="status" class="said">
        {compared.value && <Verdict {...compared.value} />}
      </div>
      {compared.value?.outcome.kind === 'raced' && <Distances laps={compared.value.outcome.laps} />}
    </section>
  )
}

function BackendField(props: { readonly label: string; readonly chosen: typeof first }) {
  const { label, chosen } = props
  return (
    <label class="inline">
      {label}
      <select
        value={chosen.value}
        onChange={({ currentTarget: { value } }) => {
          if (isBackendName(value)) chosen.value = value
        }}
      >
        {backendNames.map((name) => (
          <option key={name} value={name}>
            {backendTitle(name)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Verdict({ names: [one, other], from, outcome }: Comparison) {
  const t = deviceTexts().race
  if (outcome.kind === 'refused') return <RefusalText {...outcome} />
  const { laps } = outcome
  const apart = laps.find(({ blocks }) => blocks.some(({ ulps }) => ulps > 0))
  const begun = from === 0 ? t.firstWeights : t.epoch(whole(from))
  if (!apart) return <p>{t.same(one, other, laps.length, begun)}</p>
  const most = significant(largest(laps.at(-1)))
  return <p>{t.apart(one, other, apart.epoch, begun, laps.length, most)}</p>
}

function Distances({ laps }: { readonly laps: readonly Lap[] }) {
  const t = deviceTexts().race
  const blocks = laps.at(-1)?.blocks ?? []
  const firstApart = (name: string) =>
    laps.find((lap) => lap.blocks.some((block) => block.name === name && block.ulps > 0))?.epoch
  return (
    <>
      <DistanceChart values={laps.map(largest)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is narrow */}
      <section class="scrolling" tabIndex={0} aria-label={t.byBlock}>
        <table class="distances">
          <thead>
            <tr>
              <th scope="col">{t.block}</th>
              <th scope="col">{t.largest}</th>
              <th scope="col">{t.ulps}</th>
              <th scope="col">{t.apartAfter}</th>
            </tr>
          </thead>
          <tbody>
            {blocks.map(({ name, absolute, ulps }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{absolute === 0 ? '0' : significant(absolute)}</td>
                <td>{ulps}</td>
                <td>{firstApart(name) ?? t.never}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function largest(lap: Lap | undefined): number {
  return Math.max(0, ...(lap?.blocks ?? []).map(({ absolute }) => absolute))
}
