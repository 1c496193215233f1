import type { Network } from '@leven/core'

/** Whether a network is the notes': one hidden layer, of any activation, and one sigmoid output. */
export function hasShapeOfNotes({ sizes, output }: Network): boolean {
  return sizes.length === 3 && sizes[2] === 1 && output === 'sigmoid'
}
