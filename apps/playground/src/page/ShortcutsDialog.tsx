import { render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { pageTexts } from '../texts/page.ts'
import { shortcutTexts } from '../texts/shortcuts.ts'
import './shortcuts.css'

let host: HTMLElement | undefined

/** Shows the shortcuts over the page. */
export function openDialog(): void {
  if (host) return
  host = document.body.appendChild(document.createElement('div'))
  render(<ShortcutsDialog />, host)
}

function closed(): void {
  if (!host) return
  render(null, host)
  host.remove()
  host = undefined
}

/** What each key does, where nothing on the page has the focus, and where the plane has it. */
function ShortcutsDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const t = shortcutTexts()
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title" onClose={closed}>
      <h2 id="shortcuts-title">{t.title}</h2>
      <p class="caption">{t.where}</p>
      <KeyList keys={t.keys} />
      <h3>{t.onPlane}</h3>
      <KeyList keys={t.planeKeys} />
      <button type="button" class="chief" onClick={() => dialog.current?.close()}>
        {pageTexts().close}
      </button>
    </dialog>
  )
}

/** Keys with what they do. */
function KeyList({ keys }: { readonly keys: readonly (readonly [key: string, does: string])[] }) {
  return (
    <dl>
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
