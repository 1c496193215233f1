import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { source } from '../../session/session.ts'
import { dataTexts } from '../../texts/data.ts'
import { withWords } from '../../texts/language.ts'

/** What is fetched when a table is first asked for. */
type Parts = { readonly TableDialog: ComponentType<{ onClose(): void }>; readonly TablePanel: ComponentType }

const parts: Signal<Parts | undefined> = signal(undefined)

function fetchParts(): void {
  if (parts.value) return
  void withWords(Promise.all([import('./TableDialog.tsx'), import('./TablePanel.tsx')])).then(
    ([{ TableDialog }, { TablePanel }]) => {
      parts.value = { TableDialog, TablePanel }
    },
  )
}

/** Opens the dialog that takes a table. */
export function TableButton() {
  const [open, setOpen] = useState(false)
  const { TableDialog } = parts.value ?? {}
  return (
    <>
      <button
        type="button"
        class={source.value.kind === 'table' ? 'bring chosen-shape' : 'bring'}
        aria-haspopup="dialog"
        onClick={() => {
          fetchParts()
          setOpen(true)
        }}
      >
        {dataTexts().ownTable}
      </button>
      {open && TableDialog && <TableDialog onClose={() => setOpen(false)} />}
    </>
  )
}

/** What of a table is learned and drawn. */
export function TableSettings() {
  useEffect(fetchParts, [])
  const { TablePanel } = parts.value ?? {}
  return TablePanel ? <TablePanel /> : <p class="caption">…</p>
}
