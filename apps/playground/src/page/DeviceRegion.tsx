import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

const loaded: Signal<ComponentType | undefined> = signal(undefined)

/** What can be known of this device: fetched when its place comes near the window. */
export function DeviceRegion() {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        void import('../device/DeviceCards.tsx').then(({ DeviceCards }) => {
          loaded.value = DeviceCards
        })
      },
      { rootMargin: '25%' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  const Loaded = loaded.value
  return (
    <section class="device-region" aria-labelledby="device-title" ref={place}>
      <h2 id="device-title">This device</h2>
      {Loaded ? <Loaded /> : <p class="caption">…</p>}
    </section>
  )
}
