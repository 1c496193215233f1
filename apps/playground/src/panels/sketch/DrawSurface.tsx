import { useRef, useState } from 'preact/hooks'
import { colorNames, styleOf } from '../../data/class-styles.ts'
import { reach } from '../../data/points.ts'
import { outlinePath } from '../../painting/mark.ts'
import { drawingTexts } from '../../texts/drawing.ts'
import { within } from '../../texts/numbers.ts'
import './draw.css'
import {
  beginStroke,
  draw,
  endStroke,
  inkHeight,
  inkLabel,
  redo,
  sketch,
  stroke,
  undo,
  withPoint,
} from './drawing.ts'
import { along, erased, moved, nearestPoint, type Sketch, type Spot, without } from './sketch.ts'
import { type Tool, tool } from './tool.ts'

/** How far one press of an arrow key moves the cursor; with Shift, less. */
const stride = 0.1
const smallStride = 0.02

/** How near a point must be to be picked up or erased. */
const near = 0.13

/** The distance between the points of one stroke. */
const spacing = 0.16

/** The plane as something to draw on, by mouse, touch and keyboard. */
export function DrawSurface({ width }: { readonly width: number }) {
  const t = drawingTexts()
  const box = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<Spot | null>(null)
  const [said, setSaid] = useState('')
  /** The last place of the stroke under way. */
  const last = useRef<Spot | null>(null)
  /** The point that is carried. */
  const carried = useRef<number | null>(null)
  const at = tool.value
  if (at === 'look') return null

  const placeOf = (event: PointerEvent): Spot => {
    const frame = box.current?.getBoundingClientRect()
    if (!frame) return { x1: 0, x2: 0 }
    return {
      x1: onPlane((2 * (event.clientX - frame.left)) / frame.width - 1),
      x2: onPlane(1 - (2 * (event.clientY - frame.top)) / frame.height),
    }
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.preventDefault()
    box.current?.focus({ preventScroll: true })
    box.current?.setPointerCapture(event.pointerId)
    drop()
    const place = placeOf(event)
    setCursor(place)
    last.current = place
    if (at === 'move') carried.current = nearestPoint(sketch().points, place, near) ?? null
    beginStroke()
    if (at === 'add') draw(withPoint(sketch(), place))
    if (at === 'erase') draw(erased(sketch(), place, near))
  }
  const follow = (event: PointerEvent) => {
    const place = placeOf(event)
    setCursor(place)
    if (!last.current) return
    if (at === 'add') {
      for (const next of along(last.current, place, spacing)) {
        draw(withPoint(sketch(), next))
        last.current = next
      }
      return
    }
    if (at === 'erase') {
      for (const next of [...along(last.current, place, near), place]) draw(erased(sketch(), next, near))
    } else if (carried.current !== null) draw(moved(sketch(), carried.current, place))
    last.current = place
  }
  const up = () => {
    if (!last.current) return
    last.current = null
    carried.current = null
    endStroke()
    setSaid(count())
  }
  /** Puts down what the keyboard carries. */
  const drop = () => {
    if (carried.current === null) return
    carried.current = null
    endStroke()
  }
  const act = (place: Spot) => {
    if (at === 'add') {
      stroke((before) => withPoint(before, place))
      setSaid(`${inkWords(sketch(), place)} ${count()}`)
    } else if (at === 'erase') erase(place)
    else if (carried.current !== null) {
      drop()
      setSaid(t.putDown(words(place)))
    } else {
      const index = nearestPoint(sketch().points, place, near)
      if (index === undefined) return setSaid(t.noneNear)
      carried.current = index
      beginStroke()
      setSaid(t.pickedUp)
    }
  }
  const erase = (place: Spot) => {
    drop()
    const index = nearestPoint(sketch().points, place, near)
    if (index === undefined) return setSaid(t.noneNear)
    stroke((before) => without(before, index))
    setSaid(`${t.erased} ${count()}`)
  }
  const press = (event: KeyboardEvent) => {
    const from = cursor ?? { x1: 0, x2: 0 }
    const step = event.shiftKey ? smallStride : stride
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    }
    const move = moves[event.key]
    if (move) {
      const place = { x1: onPlane((from.x1 + move[0]) / reach), x2: onPlane((from.x2 + move[1]) / reach) }
      setCursor(place)
      if (carried.current !== null) draw(moved(sketch(), carried.current, place))
    } else if (event.key === 'Enter' || event.key === ' ') act(from)
    else if (event.key === 'Delete' || event.key === 'Backspace') erase(from)
    else if (isUndo(event)) {
      drop()
      if (event.shiftKey) redo()
      else undo()
      setSaid(count())
    } else {
      const color = /^[1-8]$/.test(event.key) ? colorNames[Number(event.key) - 1] : undefined
      if (!color || event.ctrlKey || event.metaKey || event.altKey) return
      inkLabel.value = color
      setSaid(t.chosen(color))
    }
    event.preventDefault()
  }
  return (
    <>
      <div
        ref={box}
        class={`layer draw-surface ${at}`}
        role="application"
        aria-roledescription={t.plane}
        aria-label={t[at]}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated by keys
        tabIndex={0}
        onPointerDown={down}
        onPointerMove={follow}
        onPointerUp={up}
        onPointerCancel={up}
        onPointerLeave={() => last.current || setCursor(null)}
        onKeyDown={press}
        onFocus={() => setCursor((place) => place ?? { x1: 0, x2: 0 })}
        onBlur={() => {
          drop()
          setCursor(null)
        }}
      >
        {cursor && <Cursor at={at} place={cursor} width={width} />}
      </div>
      <output class="unseen" data-reading="drawing">
        {said}
      </output>
    </>
  )
}

/** What the tool at hand would do here: the mark it would place, or how far it reaches. */
function Cursor({ at, place, width }: { readonly at: Tool; readonly place: Spot; readonly width: number }) {
  const unit = width / (2 * reach)
  const style = { left: `${(place.x1 + reach) * unit}px`, top: `${(reach - place.x2) * unit}px` }
  if (at !== 'add') {
    const size = `${2 * near * unit}px`
    return <span class="draw-ring" style={{ ...style, width: size, height: size }} />
  }
  const { heights } = sketch()
  const { color, mark } = styleOf([inkLabel.value], 0)
  return (
    <svg class="draw-ghost" viewBox="-1.6 -1.6 3.2 3.2" aria-hidden="true" style={style}>
      <path class={heights ? 'height' : `mark ${color}`} d={outlinePath(heights ? 'diamond' : mark)} />
    </svg>
  )
}

/** A share of the way from the middle to an edge, from −1 to 1, as a number of the plane. */
function onPlane(share: number): number {
  return Math.max(-1, Math.min(1, share)) * reach
}

function words({ x1, x2 }: Spot): string {
  return `x₁ ${within(2 * reach, x1)}, x₂ ${within(2 * reach, x2)}`
}

function inkWords({ heights }: Sketch, place: Spot): string {
  const t = drawingTexts()
  return heights
    ? t.heightAt(within(2 * reach, inkHeight.value), words(place))
    : t.pointAt(inkLabel.value, words(place))
}

function count(): string {
  return drawingTexts().count(String(sketch().points.length))
}

function isUndo({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'z' && (ctrlKey || metaKey)
}
