import type { Drawing } from './case.ts'
import type { Draw } from './draw.ts'
import { item } from './matrix.ts'

/**
 * How a dimension is drawn. `any` and `moderate` are small, now and then large; `moderate` stops at 257, where the reference
 * takes n² steps. `middle` lies from 34 to 257, `side` where three such
 * dimensions still take a moment only, `layer` where every operation is tried on them. `long` is a sum of a thousand terms and more,
 * `longPower` the same with a power of two. `few` stays below 4, beside large ones.
 */
export type Size =
  | 'any'
  | 'moderate'
  | 'powerOfTwo'
  | 'middle'
  | 'side'
  | 'layer'
  | 'long'
  | 'longPower'
  | 'small'
  | 'few'

// Around the multiples of 4, 8, 16 and 32 lanes.
const usual = [1, 1, 2, 3, 4, 5, 7, 8, 9]
const wide = [15, 16, 17, 31, 32, 33]
const large = [257, 511, 513, 1000, 1023, 1024, 1025, 2049]
// Where tiles, registers and texture rows end.
const tiles = [48, 63, 64, 64, 65, 96, 100, 127, 128, 128, 129, 160, 192, 255, 256, 257]
const layers = [34, 36, 37, 40]
const sides = [34, 40, 48, 64, 64, 64, 65, 96, 100, 128]

/** For devices that compile for each shape. */
const fewShapes: Readonly<Record<Size, readonly number[]>> = {
  any: [1, 3, 8, 17],
  moderate: [1, 3, 8, 17],
  powerOfTwo: [1, 8],
  middle: [64],
  side: [64],
  layer: [17],
  long: [1025],
  longPower: [1024],
  small: [1, 5],
  few: [1, 3],
}

/** A size; a large one where it may be and `mayBeLarge`. */
export function drawSize(draw: Draw, size: Size, drawing: Drawing, mayBeLarge: boolean): number {
  const from = (list: readonly number[]) => item(list, draw.integer(0, list.length - 1))
  if (drawing.shapes === 'few') return from(fewShapes[size])
  switch (size) {
    case 'few':
      return draw.integer(1, 3)
    case 'small':
      return draw.integer(1, 5)
    case 'powerOfTwo':
      return 2 ** draw.integer(0, 6)
    case 'middle':
      return draw.integer(0, 1) ? from(tiles) : draw.integer(34, 257)
    case 'side':
      return from(sides)
    case 'layer':
      return from(layers)
    case 'long':
      return draw.integer(1000, 1100)
    case 'longPower':
      return 2 ** draw.integer(10, 12)
    case 'any':
    case 'moderate':
      if (mayBeLarge) return size === 'moderate' ? 257 : from(large)
      return draw.integer(0, 4) === 0 ? from(wide) : from(usual)
    default:
      return size satisfies never
  }
}

/** The size, or the largest that the device takes; a power of two stays one. */
export function fitting(size: number, kind: Size, most: number): number {
  if (size <= most) return size
  return kind === 'powerOfTwo' || kind === 'longPower' ? 2 ** Math.floor(Math.log2(most)) : most
}

/**
 * Element `turn` of a list that is walked in steps of about the golden ratio from place `first`: early turns lie far apart,
 * and every element comes once in as many turns as there are elements.
 */
export function inTurn<T>(list: readonly T[], first: number, turn: number): T | undefined {
  const { length } = list
  if (length === 0) return undefined
  let step = Math.max(1, Math.round(length * 0.618))
  while (greatestCommonDivisor(step, length) > 1) step++
  return list[(first + turn * step) % length]
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** The parts of a dimension worth keeping when a case shrinks: a single place, a half, all but one. A power of two stays one. */
export function parts(size: number, kind: Size): [number, number][] {
  if (size === 1) return []
  const half = size >> 1
  if (kind === 'powerOfTwo' || kind === 'longPower')
    return [
      [0, 1],
      [0, half],
      [half, size],
    ]
  return [
    [0, 1],
    [size - 1, size],
    [half, half + 1],
    [0, half],
    [half, size],
    [0, size - 1],
    [1, size],
  ]
}
