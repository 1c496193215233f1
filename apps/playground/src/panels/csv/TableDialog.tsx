import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { told } from '../../session/session.ts'
import { tablesTexts } from '../../texts/tables.ts'
import { type Brought, bring } from './bring.ts'
import { mostBytes } from './decode.ts'
import { mostRows } from './read-csv.ts'
import './table.css'

/** Takes a table: pasted, or chosen as a file. */
export function TableDialog({ onClose }: { onClose(): void }) {
  const t = tablesTexts()
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
      <h2 id={title}>{t.title}</h2>
      <p>{t.what}</p>
      <p class="caption">{t.limits(mostBytes / 1e6, mostRows)}</p>
      <label class="paste">
        <span class="name">{t.paste}</span>
        <textarea
          rows={9}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          placeholder={t.sample}
        />
      </label>
      <p role="alert" class={wrong ? 'notice' : 'unseen'} data-notice="table">
        {wrong}
      </p>
      <div class="actions">
        <label class="as-button file-button">
          {t.chooseFile}
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
          {t.cancel}
        </button>
        <button type="button" class="chief" disabled={text.trim() === ''} onClick={() => void take(text)}>
          {t.learn}
        </button>
      </div>
    </dialog>
  )
}
