import { useRef, useState } from 'preact/hooks'
import type { Neuron } from '../../session/pointed.ts'

/** How one entry looks and what it is called. */
export interface GridEntry {
  readonly text: string
  /** For screen readers and on hover: what and how much. */
  readonly label: string
  readonly className: string
  readonly neuron: Neuron | null
  /** From 0 to 1: how strongly it is tinted. */
  readonly share: number
}

/** A matrix as a table between brackets. One tab stop; the arrow keys move among its entries. */
export interface EntryGridProps {
  readonly label: string
  /** Empty names are not shown. */
  readonly rowNames: readonly string[]
  readonly columnNames: readonly string[]
  entry(i: number, j: number): GridEntry
}

export function EntryGrid({ label, rowNames, columnNames, entry }: EntryGridProps) {
  const table = useRef<HTMLTableElement>(null)
  const [[row, column], setActive] = useState<readonly [number, number]>([0, 0])
  const [lastRow, lastColumn] = [rowNames.length - 1, columnNames.length - 1]
  const active = [Math.min(row, lastRow), Math.min(column, lastColumn)] as const
  const headed = columnNames.some((name) => name !== '')
  const named = rowNames.some((name) => name !== '')

  const move = (event: KeyboardEvent) => {
    const next = movedBy(event.key, active, [lastRow, lastColumn])
    if (!next) return
    event.preventDefault()
    setActive(next)
    table.current?.querySelector<HTMLElement>(`[data-place="${next.join(' ')}"]`)?.focus()
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that the arrow keys move in
    <table ref={table} class="entries" role="grid" aria-label={label} onKeyDown={move}>
      {headed && (
        <thead>
          <tr>
            {named && <td />}
            {columnNames.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rowNames.map((name, i) => (
          <tr key={name}>
            {named && <th scope="row">{name}</th>}
            {columnNames.map((columnName, j) => {
              const { text, label: name, className, neuron, share } = entry(i, j)
              return (
                <td
                  key={columnName}
                  class={className}
                  style={{ '--share': `${Math.round(share * 100)}%` }}
                  data-place={`${i} ${j}`}
                  data-layer={neuron?.layer}
                  data-unit={neuron?.unit}
                  tabIndex={i === active[0] && j === active[1] ? 0 : -1}
                  title={name}
                  aria-label={name}
                  onFocus={() => setActive([i, j])}
                >
                  {text}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The place an arrow key, Home or End leads to; nothing for another key. */
export function movedBy(
  key: string,
  [i, j]: readonly [number, number],
  [lastRow, lastColumn]: readonly [number, number],
): readonly [number, number] | undefined {
  const within = (value: number, last: number) => Math.max(0, Math.min(last, value))
  const moves: Record<string, readonly [number, number]> = {
    ArrowUp: [within(i - 1, lastRow), j],
    ArrowDown: [within(i + 1, lastRow), j],
    ArrowLeft: [i, within(j - 1, lastColumn)],
    ArrowRight: [i, within(j + 1, lastColumn)],
    Home: [i, 0],
    End: [i, lastColumn],
  }
  return moves[key]
}
