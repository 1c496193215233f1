import { useEffect, useRef, useState } from 'preact/hooks'
import { numberText } from '../../notes/number-text.ts'
import { drawHeatMap } from '../../painting/heat-map.ts'
import type { Neuron, Selection } from '../../session/pointed.ts'
import { derivationTexts } from '../../texts/derivation.ts'
import { movedBy } from './EntryGrid.tsx'
import { paletteOf, shade } from './palette.ts'
import { belongsTo, entry, entryName, largestSize, neuronOf, type Quantity } from './quantity.ts'
import { themeChanges } from './theme.ts'

export interface HeatMapProps {
  readonly quantity: Quantity
  readonly features: readonly string[]
  readonly highlighted: Neuron | null
  onHighlight(neuron: Neuron | null): void
  onSelect(selection: Selection): void
}

/**
 * A large matrix as a picture, one pixel an entry. The pointer or the arrow keys read single numbers; a
 * click or Enter chooses the instance of a column.
 */
export function HeatMap({ quantity, features, highlighted, onHighlight, onSelect }: HeatMapProps) {
  const t = derivationTexts()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [place, setPlace] = useState<readonly [number, number] | null>(null)
  // Spoken when the reader moves, not each time that training changes the number.
  const [spoken, setSpoken] = useState('')
  const { rows, columns, values, columnAxis } = quantity
  const last = [rows - 1, columns - 1] as const
  const theme = themeChanges.value

  // A change of theme changes the palette
  useEffect(() => {
    if (canvas.current) paint(canvas.current, quantity)
  }, [values, rows, columns, theme])

  const read = (i: number, j: number) =>
    `${entryName(quantity, i, j, features)}: ${numberText(entry(quantity, i, j))}`
  const point = (next: readonly [number, number], speak: boolean) => {
    setPlace(next)
    onHighlight(neuronOf(quantity, ...next))
    if (speak) setSpoken(read(...next))
  }
  const choose = (j: number) => {
    if (columnAxis.kind === 'instances') onSelect({ kind: 'instance', index: j })
  }
  const under = (event: PointerEvent | MouseEvent): readonly [number, number] => {
    const box = canvas.current?.getBoundingClientRect()
    if (!box) return [0, 0]
    const share = (at: number, from: number, size: number, count: number) =>
      Math.max(0, Math.min(count - 1, Math.floor(((at - from) / size) * count)))
    return [
      share(event.clientY, box.top, box.height, rows),
      share(event.clientX, box.left, box.width, columns),
    ]
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = place ?? [0, 0]
    const next = movedBy(event.key, at, last)
    if (next) {
      event.preventDefault()
      point(next, true)
    } else if (event.key === 'Enter') choose(at[1])
  }
  const shown = place && place[0] < rows && place[1] < columns ? place : null
  const described = t.picture(t.matrix(quantity.name, rows, columns), rangeText(quantity))

  return (
    <div
      class={columnAxis.kind === 'instances' ? 'heat heat-instances' : 'heat'}
      style={{ '--rows': rows, '--columns': columns }}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keyboard
      tabIndex={0}
      aria-label={columnAxis.kind === 'instances' ? `${described} ${t.enterChooses}` : described}
      onKeyDown={onKeyDown}
      onFocus={() => point(shown ?? [0, 0], true)}
      onBlur={() => setPlace(null)}
      onPointerMove={(event) => point(under(event), false)}
      onPointerLeave={() => setPlace(null)}
      onPointerDown={(event) => point(under(event), false)}
      // What the readout says, not where the click was: a click's coordinates are whole pixels.
      onClick={(event) => choose((place ?? under(event))[1])}
    >
      <div class="heat-picture">
        <canvas ref={canvas} width={columns} height={rows} />
        {Array.from({ length: rows }, (_, i) => i)
          .filter((i) => belongsTo({ ...quantity, columnAxis: { kind: 'one' } }, i, 0, highlighted))
          .map((i) => (
            <span key={i} class="heat-row" style={{ '--row': i }} />
          ))}
        {shown && <span class="heat-cursor" style={{ '--row': shown[0], '--column': shown[1] }} />}
      </div>
      <span class="heat-readout">
        {shown ? read(...shown).replace(`${quantity.name}, `, '') : rangeText(quantity)}
      </span>
      <span class="derivation-unseen" aria-live="polite">
        {shown ? spoken : ''}
      </span>
    </div>
  )
}

/** '−1.2 to 3.4'. */
function rangeText({ values }: Quantity): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    low = value < low ? value : low
    high = value > high ? value : high
  }
  const t = derivationTexts()
  return low > high ? t.noNumbers : t.range(numberText(low), numberText(high))
}

function paint(canvas: HTMLCanvasElement, quantity: Quantity): void {
  const { rows, columns, values } = quantity
  if (values.length !== rows * columns) return
  const palette = paletteOf(canvas)
  const scale = largestSize(quantity)
  const value = (pixel: number) => values[(pixel % columns) * rows + Math.floor(pixel / columns)]
  drawHeatMap(canvas, columns, (pixel) => shade(palette, value(pixel) ?? Number.NaN, scale), rows)
}
