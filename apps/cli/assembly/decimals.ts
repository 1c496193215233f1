// Short plain decimals, eight letters at a time: a minus or none, digits, a point, digits; at most 12 letters in all.
// packages/tabular/src/packed/decimal.ts says what a plain decimal is, and reads all others.

import { ENTRIES, MARKS, NUMBERS, POWERS } from './layout'

/** What is no such decimal: its mark. */
export const NO_DECIMAL: u8 = 255

const MOST_LETTERS: u32 = 12
const MINUS: u8 = 0x2d
const ZERO: u8 = 0x30
/** 1 in each byte: times a byte it is that byte everywhere. */
const LOWEST_BITS: u64 = u64.MAX_VALUE / 255
const HIGHEST_BITS: u64 = 0x80 * LOWEST_BITS
const HIGH_HALVES: u64 = 0xf0 * LOWEST_BITS
const LOW_HALVES: u64 = 0x0f * LOWEST_BITS
const POINTS: u64 = 0x2e * LOWEST_BITS
const ZEROS: u64 = 0x30 * LOWEST_BITS
const SIXES: u64 = 0x06 * LOWEST_BITS
/** Every other byte, and every other two. */
const OTHER_BYTES: u64 = u64.MAX_VALUE / 257
const OTHER_PAIRS: u64 = u64.MAX_VALUE / 65537

/**
 * The numbers of so many texts, each with its digits behind the point, in NUMBERS and MARKS.
 * An entry is the text's length in 4 bytes, and its 12 letters where it has no more.
 * @returns how many are no short plain decimals.
 */
export function readDecimals(count: u32): u32 {
  let others: u32 = 0
  for (let i: u32 = 0; i < count; i++) {
    const mark = readDecimal(ENTRIES + i * 16, NUMBERS + i * 8)
    store<u8>(MARKS + i, mark)
    others += u32(mark === NO_DECIMAL)
  }
  return others
}

/**
 * Minus and point are shifted out; the digits, with zeros behind them up to twelve, are an integer m · 10ᶻ < 10¹². Its
 * quotient by 10ᵈ⁺ᶻ is m / 10ᵈ, rounded once.
 */
function readDecimal(entry: u32, number: u32): u8 {
  const length = load<u32>(entry)
  if (length - 1 >= MOST_LETTERS) return NO_DECIMAL
  let low = load<u64>(entry, 4)
  let high = <u64>load<u32>(entry, 12)
  // Half of all numbers have a minus, so that no processor could guess a branch.
  const sign = u32(<u8>low === MINUS)
  const letter = (<u64>sign) << 3
  low = (low >> letter) | ((high << 1) << (63 - letter))
  high = high >> letter
  // The highest bit of the first byte that is a point; of a later byte it may be wrong.
  const unlike = low ^ POINTS
  const found = (unlike - LOWEST_BITS) & ~unlike & HIGHEST_BITS
  if (found === 0) return NO_DECIMAL
  const whole = <u32>ctz(found) >> 3
  const digits = length - sign - 1
  const fraction = digits - whole
  if (whole === 0 || <i32>fraction <= 0 || (whole > 1 && <u8>low === ZERO)) return NO_DECIMAL
  const before = ((<u64>1) << (whole << 3)) - 1
  low = (low & before) | (((low >> 8) | (high << 56)) & ~before)
  high = high >> 8
  const behindLow = bytesFrom(digits)
  const behindHigh = digits > 8 ? bytesFrom(digits - 8) : ~(<u64>0)
  low = (low & ~behindLow) | (ZEROS & behindLow)
  high = (high & ~behindHigh) | (ZEROS & behindHigh)
  if ((notDigits(low) | notDigits(high)) !== 0) return NO_DECIMAL
  // The last 4 of the 16 digits are zeros.
  const integer = eightDigits(low) * 10000 + eightDigits(high) / 10000
  if (sign !== 0 && integer === 0) return NO_DECIMAL
  const size = <f64>integer / load<f64>(POWERS + ((fraction + MOST_LETTERS - digits) << 3))
  store<f64>(number, sign !== 0 ? -size : size)
  return <u8>fraction
}

/** All bytes of a word but the first so many. */
function bytesFrom(byte: u32): u64 {
  return byte >= 8 ? 0 : ~(<u64>0) << (byte << 3)
}

/** 0 where all bytes are digits. */
function notDigits(word: u64): u64 {
  return ((word & HIGH_HALVES) ^ ZEROS) | (((word + SIXES) & HIGH_HALVES) ^ ZEROS)
}

/** The number that eight digits are, the first in the lowest byte: in pairs, pairs of them, and both of those. */
function eightDigits(word: u64): u64 {
  const pairs = ((word & LOW_HALVES) * (10 * 256 + 1)) >> 8
  const fours = ((pairs & OTHER_BYTES) * (100 * 65536 + 1)) >> 16
  return ((fours & OTHER_PAIRS) * (10000 * 4294967296 + 1)) >> 32
}
