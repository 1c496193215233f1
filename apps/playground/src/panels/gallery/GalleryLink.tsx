import { useRef, useState } from 'preact/hooks'
import { useWhenTouched } from '../../controls/when-near.ts'
import { dataTexts } from '../../texts/data.ts'
import './gallery-link.css'

/** The way to the presets. */
export function GalleryLink() {
  const place = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const loaded = useWhenTouched(place, () => import('./GalleryDialog.tsx'))
  return (
    <>
      <button
        ref={place}
        type="button"
        class="gallery-link"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {dataTexts().gallery}
      </button>
      {open && loaded && <loaded.GalleryDialog onClose={() => setOpen(false)} />}
    </>
  )
}
