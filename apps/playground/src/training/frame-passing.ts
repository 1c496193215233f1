import type { Values } from '@leven/core'
import { transfer } from 'comlink'
import type { Frame } from './frame.ts'

/**
 * A frame that gives its pictures, most of its bytes, away when it is sent: they are copies, since the worker may show
 * the same sight again, and the page's main thread need not make them. They lie in one buffer: the page lets go of sixty
 * a second, and a browser frees each that was given to it on that thread, by many at once, which made its slowest frames.
 */
export function givenAway(frame: Frame): Frame {
  const { prediction, units, enlarged } = frame.picture
  const count = units.layers.length
  const all = [...units.layers, prediction.T, ...(enlarged ? [enlarged.A] : [])]
  const { buffer, placed } = together(all)
  const [T = prediction.T, A] = placed.slice(count)
  const picture = {
    prediction: { ...prediction, T },
    units: { ...units, layers: placed.slice(0, count) },
    ...(enlarged && A && { enlarged: { ...enlarged, A } }),
  }
  return transfer({ ...frame, picture }, [buffer])
}

/** Copies of arrays, one behind the other in a buffer of their own. */
function together(arrays: readonly Values[]): {
  readonly buffer: ArrayBuffer
  readonly placed: readonly Values[]
} {
  const room = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  const placed = arrays.map((values) => {
    room.set(values, end)
    end += values.length
    return room.subarray(end - values.length, end)
  })
  return { buffer: room.buffer, placed }
}
