import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { withWords } from '../../texts/language.ts'

const droppingNow: Signal<boolean> = signal(false)

/** Whether a file is held over the page. */
export const dropping: ReadonlySignal<boolean> = droppingNow

/** Takes tables and models that are dropped on the page, or pasted outside its fields. To be called once. */
export function watchForTables(): void {
  const hold = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    droppingNow.value = true
  }
  addEventListener('dragenter', hold)
  addEventListener('dragover', hold)
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) droppingNow.value = false
  })
  addEventListener('drop', (event) => {
    droppingNow.value = false
    const files = [...(event.dataTransfer?.files ?? [])]
    // What is no file is not ours.
    if (files.length === 0) return
    event.preventDefault()
    void take(files)
  })
  addEventListener('paste', (event) => {
    if (event.defaultPrevented || isField(event.target)) return
    const { files } = event.clipboardData ?? {}
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const [file] = files ?? []
    if (file) void take([file])
    else if (text.trim() !== '') void take([text])
  })
}

/** Takes what was brought, once that which takes it is there. */
async function take(brought: readonly (File | string)[]): Promise<void> {
  try {
    const taking = await withWords(import('./taking.ts'))
    await taking.take(brought)
  } catch {
    // vite:preloadError has told the reader.
  }
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, dialog') !== null)
  )
}
