import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { told } from '../../session/session.ts'
import { type Brought, bring } from './bring.ts'
import { mostBytes } from './decode.ts'
import { mostRows } from './read-csv.ts'
import './table.css'

/** Takes a table: pasted, or chosen as a file. */
export function TableDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState('')
  const title = useId()
  useEffect(() => dialog.current?.showModal(), [])
  const take = async (brought: Brought) => {
    try {
      await bring(brought)
      dialog.current?.close()
    } catch (error) {
      setWrong(told(error))
    }
  }
  return (
    <dialog ref={dialog} class="table-dialog" aria-labelledby={title} onClose={onClose}>
      <h2 id={title}>Your own table</h2>
      <p>
        CSV with a header line, parted by commas, tabs, semicolons or bars. It is read here and stays in this
        page.
      </p>
      <p class="caption">
        At most {mostBytes / 1e6} MB and {mostRows.toLocaleString('en-US')} rows. Dropping a file on the page,
        or pasting anywhere outside a field, does the same.
      </p>
      <label class="paste">
        <span class="name">Paste the table here</span>
        <textarea
          rows={9}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          placeholder={'height,width,kind\n1.2,3.4,round\n2.3,0.8,long'}
        />
      </label>
      <p role="alert" class={wrong ? 'notice' : 'unseen'} data-notice="table">
        {wrong}
      </p>
      <div class="actions">
        <label class="as-button file-button">
          Choose a file…
          <input
            type="file"
            class="unseen"
            accept=".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values,text/plain"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0]
              // So that the same file, mended, can be chosen again.
              currentTarget.value = ''
              if (file) void take(file)
            }}
          />
        </label>
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
        <button type="button" class="chief" disabled={text.trim() === ''} onClick={() => void take(text)}>
          Learn from it
        </button>
      </div>
    </dialog>
  )
}
