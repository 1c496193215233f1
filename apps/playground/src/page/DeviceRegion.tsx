import { useRef } from 'preact/hooks'
import { useWhenNear } from './when-near.ts'

/** What can be known of this device: fetched when its place comes near the window. */
export function DeviceRegion() {
  const place = useRef<HTMLElement>(null)
  const loaded = useWhenNear(place, () => import('../device/DeviceCards.tsx'))
  return (
    <section class="device-region" aria-labelledby="device-title" ref={place}>
      <h2 id="device-title">This device</h2>
      {loaded ? <loaded.DeviceCards /> : <p class="caption">…</p>}
    </section>
  )
}
