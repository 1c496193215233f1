import { CheckCard } from './CheckCard.tsx'
import { ProveCard } from './ProveCard.tsx'
import { RaceCard } from './RaceCard.tsx'
import './device.css'
import './machine.css'

/** Whether this device computes right, how its backends differ, and whether the README's promise holds on it. */
export function DeviceCards() {
  return (
    <div class="device-cards">
      <CheckCard />
      <RaceCard />
      <ProveCard />
    </div>
  )
}
