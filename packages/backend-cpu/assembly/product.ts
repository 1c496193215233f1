// C = L B + bias for column-major matrices: the product behind `dense` and `backpropagate`.
// Every element of C is one sum, serial over the depth k, whatever the blocking: blocks of the depth
// continue from the partial sums in C. Only outputs are vectorised, so a wider vector gives the same bits.

import { COLUMN_PANELS, DEPTH, PANELS, PRODUCT_COLUMNS, PRODUCT_ROWS, TILE } from './layout'
import { timesColumns } from './tile'

/** Below this many columns packing the left operand costs more than it saves. */
const PACK_COLUMNS: u32 = 16
/** A left operand with columns up to this many floats apart is read well enough where it lies. */
const PACK_ROWS: u32 = 64
/** From this many rows on, packing the right operand too is repaid: each number is used by eight panels or more. */
const PACK_COLUMNS_ROWS: u32 = 64

/**
 * C (rows × columns) = L (rows × depth) B (depth × columns) + bias (rows), bias 0 for none.
 * Then what is below `floor` becomes it: 0 is ReLU (NaN is kept), −∞ changes nothing.
 * `transposed` says that the left operand lies at L as its transpose, depth × rows.
 */
export function product(
  C: u32,
  L: u32,
  B: u32,
  bias: u32,
  rows: u32,
  depth: u32,
  columns: u32,
  transposed: bool,
  floor: f32,
): void {
  // one row of the transpose is contiguous: nothing to turn
  const turn = transposed && depth > 1
  const packed = turn || (columns >= PACK_COLUMNS && rows > PACK_ROWS)
  const panelStride: u32 = packed ? 32 : rows * 4
  // A single narrow panel may spill over the end of a column: the next column's values come after.
  const spills = rows <= 8 && depth <= DEPTH
  let k: u32 = 0
  do {
    const kc = min(DEPTH, depth - k)
    const last = k + kc === depth
    for (let row: u32 = 0; row < rows; row += PRODUCT_ROWS) {
      const rc = min(PRODUCT_ROWS, rows - row)
      if (turn) packTransposed(L + (row * depth + k) * 4, rc, kc, depth * 4)
      else if (packed) pack(L + (k * rows + row) * 4, rc, kc, rows * 4)
      for (let column: u32 = 0; column < columns; column += PRODUCT_COLUMNS) {
        const cc = min(PRODUCT_COLUMNS, columns - column)
        const b = B + (column * depth + k) * 4
        // the last one to three columns are read where they lie
        const whole = rows >= PACK_COLUMNS_ROWS ? cc & ~3 : 0
        packColumns(b, whole, kc, depth * 4)
        for (let i: u32 = 0; i < rc; i += 8) {
          const panel = packed ? PANELS + i * kc * 4 : L + (k * rows + row + i) * 4
          const c = C + (column * rows + row + i) * 4
          const add: u32 = last && bias ? bias + (row + i) * 4 : 0
          const low: f32 = last ? floor : -Infinity
          if (spills || rc - i >= 8) {
            for (let j: u32 = 0; j < whole; j += 4) {
              const q = COLUMN_PANELS + j * kc * 4
              timesColumns<v128>(c + j * rows * 4, rows * 4, panel, panelStride, q, 16, kc, k > 0, add, low)
            }
            panelTimesColumns(
              c + whole * rows * 4,
              rows * 4,
              panel,
              panelStride,
              b + whole * depth * 4,
              depth * 4,
              cc - whole,
              kc,
              k > 0,
              add,
              low,
            )
          } else {
            partialPanel(c, rows * 4, panel, panelStride, b, depth * 4, cc, kc, k > 0, add, low, rc - i)
          }
        }
      }
    }
    k += kc
  } while (k < depth)
}

/** Eight rows of C: `columns` columns from c, of the panel's kc × 8 numbers and B's columns from b. */
function panelTimesColumns(
  c: u32,
  cStride: u32,
  panel: u32,
  panelStride: u32,
  b: u32,
  bStride: u32,
  columns: u32,
  kc: u32,
  accumulate: bool,
  bias: u32,
  floor: f32,
): void {
  let j: u32 = 0
  for (; j + 4 <= columns; j += 4) {
    timesColumns<f32>(c, cStride, panel, panelStride, b, bStride, kc, accumulate, bias, floor)
    c += 4 * cStride
    b += 4 * bStride
  }
  for (; j < columns; j++) {
    let s0 = f32x4.splat(0)
    let s4 = s0
    if (accumulate) {
      s0 = v128.load(c)
      s4 = v128.load(c, 16)
    }
    let p = panel
    const end = b + kc * 4
    for (let b0 = b; b0 < end; b0 += 4) {
      const x = v128.load_splat<f32>(b0)
      s0 = f32x4.add(s0, f32x4.mul(v128.load(p), x))
      s4 = f32x4.add(s4, f32x4.mul(v128.load(p, 16), x))
      p += panelStride
    }
    if (bias) {
      s0 = f32x4.add(s0, v128.load(bias))
      s4 = f32x4.add(s4, v128.load(bias, 16))
    }
    const low = f32x4.splat(floor)
    v128.store(c, f32x4.pmax(s0, low))
    v128.store(c, f32x4.pmax(s4, low), 16)
    c += cStride
    b += bStride
  }
}

/** The same for the last panel, of fewer than eight rows: by way of a tile, so that nothing beside them changes. */
function partialPanel(
  c: u32,
  cStride: u32,
  panel: u32,
  panelStride: u32,
  b: u32,
  bStride: u32,
  columns: u32,
  kc: u32,
  accumulate: bool,
  bias: u32,
  floor: f32,
  rows: u32,
): void {
  for (let j: u32 = 0; j < columns; j += 4) {
    const width = min<u32>(4, columns - j)
    if (accumulate) copyTile(TILE, 32, c, cStride, rows, width)
    panelTimesColumns(TILE, 32, panel, panelStride, b, bStride, width, kc, accumulate, bias, floor)
    copyTile(c, cStride, TILE, 32, rows, width)
    c += 4 * cStride
    b += 4 * bStride
  }
}

function copyTile(to: u32, toStride: u32, from: u32, fromStride: u32, rows: u32, columns: u32): void {
  for (let j: u32 = 0; j < columns; j++) {
    for (let i: u32 = 0; i < rows * 4; i += 4) store<f32>(to + i, load<f32>(from + i))
    to += toStride
    from += fromStride
  }
}

/** `rows` × kc numbers, column-major, into panels of kc × 8. What lies beyond the last row is never used. */
function pack(from: u32, rows: u32, kc: u32, stride: u32): void {
  let to = PANELS
  for (let i: u32 = 0; i < rows; i += 8) {
    let source = from + i * 4
    for (let k: u32 = 0; k < kc; k++) {
      v128.store(to, v128.load(source))
      v128.store(to, v128.load(source, 16), 16)
      to += 32
      source += stride
    }
  }
}

/**
 * kc × `columns` numbers, column-major, into panels of kc × 4: four columns' numbers of one k together.
 * A panel's last vectors may spill into the next, which is packed after it.
 */
function packColumns(from: u32, columns: u32, kc: u32, stride: u32): void {
  for (let j: u32 = 0; j < columns; j += 4) {
    let to = COLUMN_PANELS + j * kc * 4
    const end = from + kc * 4
    for (let b0 = from; b0 < end; b0 += 16) {
      const v0 = v128.load(b0)
      const v1 = v128.load(b0 + stride)
      const v2 = v128.load(b0 + 2 * stride)
      const v3 = v128.load(b0 + 3 * stride)
      const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5)
      const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5)
      const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7)
      const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7)
      v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5))
      v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16)
      v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32)
      v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48)
      to += 64
    }
    from += 4 * stride
  }
}

/** The transpose of kc × `rows` numbers, column-major, into panels of kc × 8. */
function packTransposed(from: u32, rows: u32, kc: u32, stride: u32): void {
  for (let row: u32 = 0; row < rows; row++) {
    let to = PANELS + (row >> 3) * kc * 32 + (row & 7) * 4
    const source = from + row * stride
    for (let k: u32 = 0; k < kc; k++) {
      store<f32>(to, load<f32>(source + k * 4))
      to += 32
    }
  }
}
