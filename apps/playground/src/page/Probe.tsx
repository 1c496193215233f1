import { signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { unscale } from '../data/scaling.ts'
import { type Place, reach } from '../data/shapes.ts'
import { pixelOf } from '../drawing/marks.ts'
import { classAt } from '../training/score.ts'
import { percent, signed } from './numbers.ts'
import { frame, problem, selection } from './session.ts'

/** Where the probe stands; null while nothing points. */
const probed = signal<Place | null>(null)

/** How far one press of an arrow key moves the probe. */
const stride = 0.1

/** How near a click or the probe must be to a training point to choose it. */
const near = 0.12

/** A probe over the plane: the prediction where the pointer is, or where the arrow keys take it. */
export function Probe({ width }: { readonly width: number }) {
  const box = useRef<HTMLDivElement>(null)
  const place = probed.value
  const chosen =
    selection.value.kind === 'instance' ? problem.value.training[selection.value.index] : undefined
  const follow = (event: PointerEvent) => {
    const frameOfBox = box.current?.getBoundingClientRect()
    if (!frameOfBox) return
    const across = (event.clientX - frameOfBox.left) / frameOfBox.width
    const down = (event.clientY - frameOfBox.top) / frameOfBox.height
    probed.value = { x1: withinReach((2 * across - 1) * reach), x2: withinReach((1 - 2 * down) * reach) }
  }
  const press = (event: KeyboardEvent) => {
    const from = probed.value ?? { x1: 0, x2: 0 }
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-stride, 0],
      ArrowRight: [stride, 0],
      ArrowUp: [0, stride],
      ArrowDown: [0, -stride],
    }
    const move = moves[event.key]
    if (move) {
      event.preventDefault()
      probed.value = { x1: withinReach(from.x1 + move[0]), x2: withinReach(from.x2 + move[1]) }
    } else if (event.key === 'Enter') choose(from)
    else if (event.key === 'Escape') selection.value = { kind: 'batch' }
  }
  const cross = (at: Place) => ({
    left: `${pixelOf(at.x1, width)}px`,
    top: `${width - pixelOf(at.x2, width)}px`,
  })
  return (
    <>
      <div
        ref={box}
        class="layer probe"
        role="application"
        aria-roledescription="plane"
        aria-label="Prediction over the plane. Arrow keys move a probe, Enter chooses the training point nearest to it, Escape chooses the batch."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated by keys
        tabIndex={0}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => {
          probed.value = null
        }}
        onClick={() => probed.value && choose(probed.value)}
        onKeyDown={press}
        onFocus={() => {
          probed.value ??= { x1: 0, x2: 0 }
        }}
        onBlur={() => {
          probed.value = null
        }}
      >
        {chosen && <span class="chosen" style={cross(chosen)} />}
        {place && <span class="cross" style={cross(place)} />}
      </div>
      <output class={place ? 'reading' : 'reading empty'} data-reading="probe">
        {place ? describe(place) : 'Point at the plane to read a prediction.'}
      </output>
    </>
  )
}

function withinReach(value: number): number {
  return Math.max(-reach, Math.min(reach, value))
}

function choose(place: Place): void {
  const index = nearest(place)
  selection.value = index === undefined ? { kind: 'batch' } : { kind: 'instance', index }
}

function nearest({ x1, x2 }: Place): number | undefined {
  let best: { readonly index: number; readonly squared: number } | undefined
  for (const [index, point] of problem.value.training.entries()) {
    const squared = (point.x1 - x1) * (point.x1 - x1) + (point.x2 - x2) * (point.x2 - x2)
    if (squared <= (best?.squared ?? near * near)) best = { index, squared }
  }
  return best?.index
}

function describe({ x1, x2 }: Place): string {
  const now = frame.value
  const where = `x₁ ${signed(x1)}, x₂ ${signed(x2)}`
  if (!now) return where
  const { side, T } = now.picture.prediction
  const at = (coordinate: number) => Math.min(side - 1, Math.floor(((coordinate / reach + 1) / 2) * side))
  const outputs = now.network.sizes.at(-1) ?? 1
  const pixel = (side - 1 - at(x2)) * side + at(x1)
  const { labels, encoding } = problem.value
  if (labels.length === 0) return `${where}: ${signed(unscale(encoding.target, T[pixel] ?? 0))}`
  const best = classAt(T, pixel * outputs, outputs)
  const t = T[pixel * outputs + (outputs > 1 ? best : 0)] ?? 0
  const share = outputs > 1 || best === 1 ? t : 1 - t
  return `${where}: ${percent(share)} ${labels[best]}`
}
