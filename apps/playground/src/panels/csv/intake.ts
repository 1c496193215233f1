import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { notice, told } from '../../session/session.ts'
import { broughtTexts } from '../../texts/brought.ts'
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
    const [file, ...others] = event.dataTransfer?.files ?? []
    // What is no file is not ours.
    if (!file) return
    event.preventDefault()
    if (others.length > 0) notice.value = broughtTexts().several
    else void take(file)
  })
  addEventListener('paste', (event) => {
    if (event.defaultPrevented || isField(event.target)) return
    const { files } = event.clipboardData ?? {}
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const [file] = files ?? []
    if (file) void take(file)
    else if (text.trim() !== '') void take(text)
  })
}

/** What opens models, once one was dropped: it may wait for the table that comes next. */
let opening: typeof import('../../files/opening.ts') | undefined

/** Learns from what was brought, or opens the model; what stands in the way becomes the notice. */
async function take(brought: File | string): Promise<void> {
  try {
    if (typeof brought !== 'string' && isModel(brought)) {
      opening ??= await withWords(import('../../files/opening.ts'))
      notice.value = await opening.openModel(brought)
      return
    }
    const { bring } = await withWords(import('./bring.ts'))
    await bring(brought)
    opening?.openWaiting()
  } catch (error) {
    notice.value = told(error)
  }
}

function isModel({ name }: File): boolean {
  return /\.safetensors$/i.test(name)
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, dialog') !== null)
  )
}
