import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { colorNames } from '../../data/class-styles.ts'
import type { DataSource } from '../../data/data-source.ts'
import { drawnOf } from '../../data/drawn.ts'
import type { Point } from '../../data/points.ts'
import { blocked, problem, redraw, settings, source, writeLink } from '../../session/session.ts'
import { added, type Ink, type Sketch, type Spot } from './sketch.ts'

/** The class that is drawn. */
export const inkLabel: Signal<string> = signal(colorNames[0])

/** The height that is drawn. */
export const inkHeight: Signal<number> = signal(1)

const past: Signal<readonly DataSource[]> = signal([])
const future: Signal<readonly DataSource[]> = signal([])

/** Whether there is a stroke to take back. */
export const canUndo: ReadonlySignal<boolean> = computed(() => past.value.length > 0)

/** Whether there is a stroke to draw again. */
export const canRedo: ReadonlySignal<boolean> = computed(() => future.value.length > 0)

/** The most strokes that can be taken back. */
const mostStrokes = 200

let pending: Sketch | undefined
/** What the last stroke left: the points, or the table of generated ones. */
let left: unknown

/** The points as they stand, to be drawn on. */
export function sketch(): Sketch {
  if (pending) return pending
  const from = source.value
  if (from.kind !== 'drawn') return drawnOf(problem.value)
  if (from.held) return { ...from, held: from.held }
  if (blocked.value) return { ...from, held: from.points.map(() => false) }
  return { ...drawnOf(problem.value), points: from.points }
}

/** The points that the plane shows. */
export function pointsNow(): readonly Point[] {
  return source.value.kind === 'drawn' ? source.value.points : sketch().points
}

/** Begins a stroke, which can be taken back as a whole. */
export function beginStroke(): void {
  forgetOthers()
  past.value = [...past.value.slice(1 - mostStrokes), source.value]
  future.value = []
}

/** Changes the points; they are learned from with the next picture. */
export function draw(next: Sketch): void {
  if (!pending) requestAnimationFrame(flush)
  pending = next
}

/** Ends a stroke: the link has the points now. A stroke that changed nothing is none. */
export function endStroke(): void {
  flush()
  if (past.value.at(-1) === source.value) past.value = past.value.slice(0, -1)
  remember()
}

/** A whole stroke at once. */
export function stroke(change: (sketch: Sketch) => Sketch): void {
  const before = sketch()
  const after = change(before)
  if (after === before) return
  beginStroke()
  draw(after)
  endStroke()
}

/** Adds a point of the ink at hand. */
export function withPoint(to: Sketch, place: Spot): Sketch {
  return added(to, place, ink(to), settings.value.testShare)
}

/** Takes the last stroke back. */
export function undo(): void {
  forgetOthers()
  const before = past.value.at(-1)
  if (!before) return
  past.value = past.value.slice(0, -1)
  future.value = [...future.value, source.value]
  redraw(before)
  remember()
}

/** Draws again what was taken back. */
export function redo(): void {
  forgetOthers()
  const next = future.value.at(-1)
  if (!next) return
  future.value = future.value.slice(0, -1)
  past.value = [...past.value, source.value]
  redraw(next)
  remember()
}

function ink({ heights }: Sketch): Ink {
  return heights ? { height: inkHeight.value } : { label: inkLabel.value }
}

function flush(): void {
  if (!pending) return
  const next = pending
  pending = undefined
  redraw(next)
}

function mark(): unknown {
  return source.value.kind === 'drawn' ? source.value.points : problem.value.table
}

/** Strokes on other data cannot be taken back from these. */
function forgetOthers(): void {
  if (mark() === left) return
  past.value = []
  future.value = []
}

function remember(): void {
  left = mark()
  // Strokes have their own way back; what was there before the first is an entry of the history.
  writeLink(location.hash.includes('points=') ? undefined : 'data')
}
