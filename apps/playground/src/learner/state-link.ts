import { momentCount, type Network, type Optimizer, type Values } from '@leven/core'
import type { LearnerState } from './learner.ts'

/*
 * The bytes, little-endian: how many of each number's bytes (4 or 8) and how many moments follow each parameter
 * (1 byte each), 2 bytes of zero, the epoch and the instances seen of the next (4 bytes each), β₁ᵗ and β₂ᵗ of
 * Adam (8 bytes each), then of each layer W, its moments, b and its moments. As text: base64url.
 */

const headLength = 28

/** Everything a run needs to go on, as text for a link: float32 where that holds every number, else float64. */
export function writeState({ epoch, seen, layers, products }: LearnerState): string {
  const values = layers.flatMap(({ W, b, momentsOfW, momentsOfB }) => [W, ...momentsOfW, b, ...momentsOfB])
  const numbers = values.flatMap((part) => Array.from(part))
  const width = numbers.every((value) => Object.is(Math.fround(value), value)) ? 4 : 8
  const bytes = new Uint8Array(headLength + width * numbers.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, width)
  view.setUint8(1, layers[0]?.momentsOfW.length ?? 0)
  view.setUint32(4, epoch, true)
  view.setUint32(8, seen, true)
  view.setFloat64(12, products.beta1, true)
  view.setFloat64(20, products.beta2, true)
  for (const [i, value] of numbers.entries()) {
    if (width === 4) view.setFloat32(headLength + 4 * i, value, true)
    else view.setFloat64(headLength + 8 * i, value, true)
  }
  return toBase64Url(bytes)
}

/**
 * The state that a text holds; undefined where it is none of this network and optimizer, or holds what is no
 * finite number.
 * @param instances of an epoch, more than were seen.
 */
export function readState(
  text: string,
  network: Network,
  optimizer: Optimizer,
  instances: number,
): LearnerState | undefined {
  const bytes = fromBase64Url(text)
  if (!bytes || bytes.length < headLength) return undefined
  const view = new DataView(bytes.buffer)
  const [width, moments] = [view.getUint8(0), view.getUint8(1)]
  const [epoch, seen] = [view.getUint32(4, true), view.getUint32(8, true)]
  const products = { beta1: view.getFloat64(12, true), beta2: view.getFloat64(20, true) }
  const sizes = network.sizes.slice(1).map((rows, l) => ({ rows, columns: network.sizes[l] ?? 0 }))
  const count = sizes.reduce((sum, { rows, columns }) => sum + rows * (columns + 1), 0) * (1 + moments)
  if ((width !== 4 && width !== 8) || moments !== momentCount(optimizer) || seen >= instances)
    return undefined
  if (bytes.length !== headLength + width * count) return undefined
  const numbers = Array.from({ length: count }, (_, i) =>
    width === 4 ? view.getFloat32(headLength + 4 * i, true) : view.getFloat64(headLength + 8 * i, true),
  )
  if (![...numbers, products.beta1, products.beta2].every(Number.isFinite)) return undefined
  let at = 0
  const take = (length: number): Values => {
    const part = numbers.slice(at, at + length)
    at += length
    return width === 4 ? Float32Array.from(part) : Float64Array.from(part)
  }
  const several = (length: number) => Array.from({ length: moments }, () => take(length))
  const layers = sizes.map(({ rows, columns }) => {
    const W = take(rows * columns)
    const momentsOfW = several(rows * columns)
    const b = take(rows)
    return { W, b, momentsOfW, momentsOfB: several(rows) }
  })
  return { epoch, seen, layers, products }
}

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return undefined
  const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(characters, (character) => character.charCodeAt(0))
}
