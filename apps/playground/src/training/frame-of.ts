import type { Backend, Network } from '@leven/core'
import type { BackendName } from './backend-names.ts'
import type { Sight } from './desk.ts'
import type { Frame } from './frame.ts'
import type { History } from './history.ts'

/** What a frame says beside what was seen and what is kept. */
type Standing = Pick<
  Frame,
  'generation' | 'instances' | 'playing' | 'epochsPerSecond' | 'departure' | 'steppedBy' | 'fault'
>

/** What the page draws next; undefined where what was seen is of another network. */
export function frameOf(
  { state, picture, health, training, test }: Sight,
  network: Network,
  on: { readonly name: BackendName; readonly backend: Backend },
  history: History,
  standing: Standing,
): Frame | undefined {
  if (state.layers.length !== network.sizes.length - 1) return undefined
  const { device, accelerated, reason } = on.backend.info
  return {
    ...standing,
    network,
    epoch: state.epoch,
    seen: state.seen,
    parameters: state.layers.map(({ W, b }) => ({ W, b })),
    picture,
    health,
    training,
    test,
    curve: history.curve(),
    forked: history.forked,
    moment: history.cursor,
    backend: { name: on.name, device, accelerated, reason },
  }
}
