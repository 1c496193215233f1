import { useRef } from 'preact/hooks'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { useWhenNear } from '../../controls/when-near.ts'
import { framesPerSecond } from '../../session/session.ts'
import { isShown } from '../../settings/view.ts'
import { deviceRegionTexts } from '../../texts/device-region.ts'
import { whole } from '../../texts/numbers.ts'
import { BackendChoice } from './BackendChoice.tsx'

const speeds = frameInTurn()

/** What computes, how fast, and what can be known of this device: fetched when its place comes near the window. */
export function DeviceRegion() {
  const place = useRef<HTMLElement>(null)
  const loaded = useWhenNear(place, () => import('./DeviceCards.tsx'))
  return (
    <section class="device-region" aria-labelledby="device-title" ref={place}>
      <h2 id="device-title">{deviceRegionTexts().title}</h2>
      <Machine />
      {loaded ? <loaded.DeviceCards /> : <p class="caption">…</p>}
    </section>
  )
}

function Machine() {
  const t = deviceRegionTexts()
  const now = speeds.value
  return (
    <dl class="machine">
      {isShown('backend') && (
        <div class="backend">
          <dt>
            <label for="backend">{t.backend}</label>
          </dt>
          <dd>
            <BackendChoice />
          </dd>
        </div>
      )}
      <div>
        <dt>{t.epochsASecond}</dt>
        <dd data-reading="speed">{whole(now?.epochsPerSecond ?? 0)}</dd>
      </div>
      <div>
        <dt>{t.framesASecond}</dt>
        <dd data-reading="frames">{whole(framesPerSecond.peek())}</dd>
      </div>
    </dl>
  )
}
