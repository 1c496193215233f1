// The operands of a gradient in packed panels: what belongs to one instance lies together.

import { COLUMN_PANEL_BYTES, COLUMN_PANELS, PANELS, ROW_PANEL_BYTES } from './layout'

/** Rows of dZ into panels of 8 × count, an instance's eight numbers together. */
export function packRows(from: u32, rows: u32, count: u32, stride: u32): void {
  for (let j: u32 = 0; j < count; j++) {
    let to = PANELS + j * 32
    for (let i: u32 = 0; i < rows * 4; i += 32) {
      v128.store(to, v128.load(from + i))
      v128.store(to, v128.load(from + i, 16), 16)
      to += ROW_PANEL_BYTES
    }
    from += stride
  }
}

/** Rows of A, which become columns of dW, into panels of 4 × count. */
export function packColumns(from: u32, rows: u32, count: u32, stride: u32): void {
  for (let j: u32 = 0; j < count; j++) {
    let to = COLUMN_PANELS + j * 16
    for (let i: u32 = 0; i < rows * 4; i += 16) {
      v128.store(to, v128.load(from + i))
      to += COLUMN_PANEL_BYTES
    }
    from += stride
  }
}
