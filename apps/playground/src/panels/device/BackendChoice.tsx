import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { chosenBackend, computeOn, openingBackend } from '../../session/session.ts'
import { deviceRegionTexts } from '../../texts/device-region.ts'
import { backendNames, backendTitle, isBackendName } from '../../training/backend-names.ts'

const newest = frameInTurn()

/** The backend, and the device that really does the work. */
export function BackendChoice() {
  const running = newest.value?.backend
  const opening = openingBackend.value
  return (
    <>
      <select
        id="backend"
        value={chosenBackend.value}
        aria-describedby="device"
        aria-busy={opening}
        data-running={running?.name}
        onChange={({ currentTarget: { value } }) => {
          if (isBackendName(value)) void computeOn(value)
        }}
      >
        {backendNames.map((name) => (
          <option key={name} value={name}>
            {backendTitle(name)}
          </option>
        ))}
      </select>
      <span class="device" id="device" title={running?.device}>
        {opening ? deviceRegionTexts().opening : (running?.device ?? '')}
      </span>
    </>
  )
}
