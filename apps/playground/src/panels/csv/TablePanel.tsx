import { useState } from 'preact/hooks'
import { Choice } from '../../controls/fields.tsx'
import type { TableSource } from '../../data/data-source.ts'
import { numberColumns } from '../../data/plane-of.ts'
import { learnFrom, plot, problem, source } from '../../session/session.ts'
import { whole } from '../../texts/numbers.ts'
import { tablesTexts } from '../../texts/tables.ts'
import './table.css'

/** What of a table is learned, and which two columns the plane shows. */
export function TablePanel() {
  const from = source.value
  return from.kind === 'table' ? <Choices from={from} /> : null
}

function Choices({ from }: { readonly from: TableSource }) {
  const t = tablesTexts()
  // A choice that was refused is taken back.
  const [, takeBack] = useState(0)
  const settle = (done: boolean) => {
    if (!done) takeBack((times) => times + 1)
  }
  const { table, target } = from
  const { encoder, inputs, plane, notes, task } = problem.value
  const across = plane.across.column.name
  const up = plane.up.column.name
  const numbers = numberColumns(encoder).map((name) => ({ value: name, title: name }))
  return (
    <>
      <p class="table-name">
        <strong>{table.source}</strong>
        <span class="caption">{t.size(whole(table.rows), table.columns.length, inputs)}</span>
      </p>
      <Choice
        label={task === 'regression' ? t.learnNumbers : t.learnClasses}
        value={target}
        options={table.columns.map(({ name }) => ({ value: name, title: name }))}
        onChange={(name) =>
          settle(learnFrom({ kind: 'table', table, target: name, ...stillPlotted(from, name) }))
        }
      />
      <Choice
        label={t.across}
        value={across}
        options={numbers}
        onChange={(name) => settle(plot(name === up ? [up, across] : [name, up]))}
      />
      <Choice
        label={t.up}
        value={up}
        options={numbers}
        onChange={(name) => settle(plot(name === across ? [up, across] : [across, name]))}
      />
      {notes.length > 0 && (
        <ul class="table-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}

/** The columns that were chosen for the plane, where both can stay. */
function stillPlotted({ plotted }: TableSource, target: string): Pick<TableSource, 'plotted'> {
  return plotted && !plotted.includes(target) ? { plotted } : {}
}
