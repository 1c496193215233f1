import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { frame } from '../../session/session.ts'

/** What says so; it comes with the exercises, without which no code but core's takes steps. */
export const ownCodeStrip: Signal<ComponentType | undefined> = signal(undefined)

/** Where it is said, beside what controls training, that the learner's own code takes the steps. */
export function OwnCodePlace() {
  const { value: Strip } = ownCodeStrip
  return <div role="status">{frame.value?.steppedBy === 'own code' && Strip && <Strip />}</div>
}
