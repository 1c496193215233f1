import { signal } from '@preact/signals'
import { standing } from '../../session/going-on.ts'
import { significant } from '../../texts/numbers.ts'
import { type BackendName, backendNames, backendTitle, isBackendName } from '../../training/backend-names.ts'
import type { Lap, Raced, Refusal } from './bench.ts'
import { DistanceChart } from './DistanceChart.tsx'
import { type Job, startJob } from './job.ts'
import { Progress } from './Progress.tsx'

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
  const running = reached.value
  return (
    <section class="device-card" aria-labelledby="race-title">
      <h3 id="race-title">Two backends side by side</h3>
      <p>
        From the weights of now, both take the same steps. Each adds in its own order and rounds in its own
        way: the difference grows from the last digits. The run above is not touched.
      </p>
      <div class="actions">
        <BackendField label="First" chosen={first} />
        <BackendField label="Second" chosen={second} />
        <label class="inline">
          Epochs
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
        <button type="button" disabled={running !== undefined} onClick={() => void compare()}>
          Compare
        </button>
      </div>
      {running !== undefined && (
        <Progress
          label={`Epoch ${running} of ${epochs.value}`}
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
  if (outcome.kind === 'refused') {
    return (
      <p>
        <strong>{outcome.message}</strong> {outcome.remedy}
      </p>
    )
  }
  const { laps } = outcome
  const apart = laps.find(({ blocks }) => blocks.some(({ ulps }) => ulps > 0))
  const begun = from === 0 ? 'the first weights' : `epoch ${from}`
  if (!apart) {
    return (
      <p>
        {one} and {other} have the same float32 numbers through all {laps.length} epochs from {begun}.
      </p>
    )
  }
  return (
    <p>
      {one} and {other} are apart after epoch {apart.epoch} from {begun}; after {laps.length}, by{' '}
      {significant(largest(laps.at(-1)))} at most.
    </p>
  )
}

function Distances({ laps }: { readonly laps: readonly Lap[] }) {
  const blocks = laps.at(-1)?.blocks ?? []
  const firstApart = (name: string) =>
    laps.find((lap) => lap.blocks.some((block) => block.name === name && block.ulps > 0))?.epoch
  return (
    <>
      <DistanceChart values={laps.map(largest)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is narrow */}
      <section class="scrolling" tabIndex={0} aria-label="Difference of each parameter block">
        <table class="distances">
          <thead>
            <tr>
              <th scope="col">Block</th>
              <th scope="col">Largest difference</th>
              <th scope="col">Units in the last place</th>
              <th scope="col">Apart after epoch</th>
            </tr>
          </thead>
          <tbody>
            {blocks.map(({ name, absolute, ulps }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{absolute === 0 ? '0' : significant(absolute)}</td>
                <td>{ulps}</td>
                <td>{firstApart(name) ?? 'never'}</td>
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
