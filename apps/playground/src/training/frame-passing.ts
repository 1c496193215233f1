import { transfer } from 'comlink'
import type { Frame } from './frame.ts'

/**
 * A frame that gives its pictures, most of its bytes, away when it is sent: they are copies, since the worker may show
 * the same sight again, and the page's main thread need not make them.
 */
export function givenAway(frame: Frame): Frame {
  const picture = structuredClone(frame.picture)
  const buffers = [picture.prediction.T, ...picture.units.layers].map(({ buffer }) => buffer)
  return transfer({ ...frame, picture }, buffers)
}
