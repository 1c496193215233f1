import { wrap } from 'comlink'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { look, startOver, told } from '../../session/session.ts'
import { view } from '../../settings/view.ts'
import { galleryTexts } from '../../texts/gallery.ts'
import { pageTexts } from '../../texts/page.ts'
import '../../controls/dialog.css'
import './gallery.css'
import { PresetPicture } from './PresetPicture.tsx'
import type { Painter } from './painter.ts'
import { type Preset, presets } from './presets.ts'

/** Presets to begin from, each with a picture of what comes of it, learned while the dialog is open. */
export function GalleryDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [wrong, setWrong] = useState('')
  const worker = useMemo(
    () => new Worker(new URL('./gallery-worker.ts', import.meta.url), { type: 'module' }),
    [],
  )
  const painter = useMemo(() => wrap<Painter>(worker), [worker])
  useEffect(() => {
    dialog.current?.showModal()
    return () => worker.terminate()
  }, [worker])
  const t = galleryTexts()
  const begin = ({ settings }: Preset) => {
    startOver(settings)
    // A lesson would go on about something else.
    look({ ...view.value, lesson: undefined })
    dialog.current?.close()
  }
  return (
    <dialog ref={dialog} class="gallery" aria-labelledby="gallery-title" onClose={onClose}>
      <div class="gallery-head">
        <h2 id="gallery-title">{t.title}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {pageTexts().close}
        </button>
      </div>
      <p class="caption">{t.what}</p>
      <p role="alert" class={wrong ? 'notice' : 'unseen'}>
        {wrong}
      </p>
      <ul>
        {presets.map((preset) => {
          const { title, text } = t.of[preset.name]
          return (
            <li key={preset.name}>
              <button type="button" onClick={() => begin(preset)}>
                <PresetPicture preset={preset} painter={painter} onFault={(error) => setWrong(told(error))} />
                <strong>{title}</strong>
                <span>{text}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </dialog>
  )
}
