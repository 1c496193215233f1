import { INDICES } from './layout'

/**
 * Copies the columns numbered at INDICES, `count` of them, one after another to `to`.
 * Gives the place of the first number that is not below `columns`, or `count`; nothing after it is copied.
 */
export function gather(to: u32, from: u32, rows: u32, columns: u32, count: u32): u32 {
  const stride = rows * 4
  for (let i: u32 = 0; i < count; i++) {
    const column = load<u32>(INDICES + i * 4)
    if (column >= columns) return i
    const source = from + column * stride
    // the last vector spills into the column that is copied next
    for (let k: u32 = 0; k < stride; k += 16) v128.store(to + k, v128.load(source + k))
    to += stride
  }
  return count
}
