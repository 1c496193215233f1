import { useRef } from 'preact/hooks'
import { useWhenNear } from '../../controls/when-near.ts'

/** The place of what keeps and shares a run; it is loaded when it comes near. */
export function SharingRegion() {
  const place = useRef<HTMLDivElement>(null)
  const loaded = useWhenNear(place, () => import('./Sharing.tsx'))
  return (
    <div class="region sharing-region" ref={place}>
      {loaded && <loaded.Sharing />}
    </div>
  )
}
