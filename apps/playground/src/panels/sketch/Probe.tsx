import { signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { columnName } from '../../controls/column-name.ts'
import { type Axis, type Place, shareOf, valueAt } from '../../data/plane.ts'
import { fits } from '../../data/problem.ts'
import { pixelOf } from '../../painting/marks.ts'
import { blocked, frame, highlighted, problem, selection } from '../../session/session.ts'
import { isolated } from '../../texts/isolated.ts'
import { percent, within } from '../../texts/numbers.ts'
import { resultTexts } from '../../texts/result.ts'
import { classAt } from '../../training/score.ts'

/** Where the probe stands; null while nothing points. */
const probed = signal<Place | null>(null)

/** How far one press of an arrow key moves the probe, as a share of the plane. */
const stride = 0.025

/** How near a click or the probe must be to a training point to choose it, as a share of the plane. */
const near = 0.03

/** A probe over the plane: the prediction where the pointer is, or where the arrow keys take it. */
export function Probe({ width }: { readonly width: number }) {
  const box = useRef<HTMLDivElement>(null)
  const place = probed.value
  const { plane } = problem.value
  const chosen =
    selection.value.kind === 'instance' ? problem.value.training[selection.value.index] : undefined
  const follow = (event: PointerEvent) => {
    const frameOfBox = box.current?.getBoundingClientRect()
    if (!frameOfBox) return
    const across = (event.clientX - frameOfBox.left) / frameOfBox.width
    const down = (event.clientY - frameOfBox.top) / frameOfBox.height
    probed.value = { across: valueAt(plane.across, across), up: valueAt(plane.up, 1 - down) }
  }
  const press = (event: KeyboardEvent) => {
    const from = probed.value ?? middle()
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-stride, 0],
      ArrowRight: [stride, 0],
      ArrowUp: [0, stride],
      ArrowDown: [0, -stride],
    }
    const move = moves[event.key]
    if (move) {
      event.preventDefault()
      probed.value = {
        across: moved(plane.across, from.across, move[0]),
        up: moved(plane.up, from.up, move[1]),
      }
    } else if (event.key === 'Enter') choose(from)
    else if (event.key === 'Escape') selection.value = { kind: 'batch' }
  }
  const cross = (at: Place) => ({
    left: `${pixelOf(plane.across, at.across, width)}px`,
    top: `${width - pixelOf(plane.up, at.up, width)}px`,
  })
  return (
    <>
      <div
        ref={box}
        class="layer probe"
        role="application"
        aria-roledescription={resultTexts().plane}
        aria-label={resultTexts().probe}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated by keys
        tabIndex={0}
        onPointerEnter={() => {
          // Who points at the plane asks for the prediction.
          highlighted.value = null
        }}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => {
          probed.value = null
        }}
        onClick={() => probed.value && choose(probed.value)}
        onKeyDown={press}
        onFocus={() => {
          probed.value ??= middle()
        }}
        onBlur={() => {
          probed.value = null
        }}
      >
        {chosen && <span class="chosen" style={cross(chosen)} />}
        {place && <span class="cross" style={cross(place)} />}
      </div>
      <output class={place ? 'reading' : 'reading empty'} data-reading="probe">
        {place ? describe(place) : resultTexts().point}
      </output>
    </>
  )
}

/** The middle of the plane. */
function middle(): Place {
  const { across, up } = problem.value.plane
  return { across: valueAt(across, 0.5), up: valueAt(up, 0.5) }
}

/** A value moved along an axis by a share of it. */
function moved(axis: Axis, value: number, by: number): number {
  return valueAt(axis, shareOf(axis, value) + by)
}

function choose(place: Place): void {
  if (blocked.value) return
  const index = nearest(place)
  selection.value = index === undefined ? { kind: 'batch' } : { kind: 'instance', index }
}

function nearest(place: Place): number | undefined {
  const { plane, training } = problem.value
  let best: { readonly index: number; readonly squared: number } | undefined
  for (const [index, spot] of training.entries()) {
    const across = shareOf(plane.across, spot.across) - shareOf(plane.across, place.across)
    const up = shareOf(plane.up, spot.up) - shareOf(plane.up, place.up)
    const squared = across * across + up * up
    if (squared <= (best?.squared ?? near * near)) best = { index, squared }
  }
  return best?.index
}

function describe(place: Place): string {
  const now = frame.value
  const { value: about } = problem
  const { across, up } = about.plane
  const reading = (axis: Axis, value: number) =>
    `${isolated(columnName(axis.column.name))} ${within(axis.upper - axis.lower, value)}`
  const where = `${reading(across, place.across)}, ${reading(up, place.up)}`
  if (!now || !fits(about, now.network.sizes)) return where
  const { side, T } = now.picture.prediction
  const at = (share: number) => Math.max(0, Math.min(side - 1, Math.floor(share * side)))
  const { labels, outputs, encoder } = about
  const pixel = (side - 1 - at(shareOf(up, place.up))) * side + at(shareOf(across, place.across))
  if (encoder.target.task === 'regression') {
    const { mean, standardDeviation } = encoder.target
    return `${where}: ${within(4 * standardDeviation, (T[pixel] ?? 0) * standardDeviation + mean)}`
  }
  const best = classAt(T, pixel * outputs, outputs)
  const t = T[pixel * outputs + (outputs > 1 ? best : 0)] ?? 0
  const share = outputs > 1 || best === 1 ? t : 1 - t
  return `${where}: ${percent(share)} ${isolated(labels[best] ?? '')}`
}
