import type { NetworkParameters } from '@leven/core'
import { mostUlps } from './ulps.ts'

/** How far one parameter block of two runs is apart. */
export interface BlockDistance {
  /** 'W1', 'b1', 'W2', …: layers count from 1. */
  readonly name: string
  /** The largest |a − b|; NaN where one is no number. */
  readonly absolute: number
  /** The largest distance in units in the last place of float32. */
  readonly ulps: number
}

/** How far the parameters of two runs of one network are apart, block by block. */
export function parameterDistances(a: NetworkParameters, b: NetworkParameters): readonly BlockDistance[] {
  const nothing = new Float32Array(0)
  return a.flatMap(({ W, b: biases }, l) => [
    distance(`W${l + 1}`, W, b[l]?.W ?? nothing),
    distance(`b${l + 1}`, biases, b[l]?.b ?? nothing),
  ])
}

function distance(name: string, a: ArrayLike<number>, b: ArrayLike<number>): BlockDistance {
  let absolute = 0
  for (let i = 0; i < a.length; i++) {
    // Math.max keeps NaN, once there is one.
    absolute = Math.max(absolute, Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)))
  }
  return { name, absolute, ulps: mostUlps(a, b) }
}
