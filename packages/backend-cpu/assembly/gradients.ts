// dW = (1/m) dZ Aᵀ and db = (1/m) Σ dZ. Each element is a sum over instances: blocks of 1,024, serial
// within a block (db of a single row: sixteen lanes), combined pairwise, then divided by m.

import { packColumns, packRows } from './gradient-panels'
import {
  BLOCK,
  COLUMN_PANEL_BYTES,
  COLUMN_PANELS,
  COLUMNS_OF_FEW_ROWS,
  FEW_ROWS,
  GRADIENT_COLUMNS,
  GRADIENT_ROWS,
  PACKED_INSTANCES,
  PANELS,
  ROW_PANEL_BYTES,
  SUMS,
  SUMS_BYTES,
} from './layout'
import { carry, collect, foldToFour, foldToOne, lanesBelow } from './pairwise'
import { timesColumns } from './tile'

/**
 * dW n × k, db n × 1, dZ n × m, A k × m. Equations (11)–(14).
 * Of dW the columns from `begin` to `end`, of db all where `begin` is 0: a part needs n above 7, else all are asked for.
 */
export function gradients(
  dW: u32,
  db: u32,
  dZ: u32,
  A: u32,
  n: u32,
  k: u32,
  m: u32,
  begin: u32,
  end: u32,
): void {
  if (n === 1) {
    meanOfRow(db, dZ, m)
    if (k <= 16) shortRow(dW, dZ, A, k, m)
    else oneRow(dW, dZ, A, k, m)
  } else if (n <= 4 && k <= 16) fewRows(dW, db, dZ, A, n, k, m)
  else {
    if (begin === 0) meanOfRows(db, dZ, n, m)
    manyRows(dW, dZ, A, n, k, m, begin, end)
  }
}

function blocksOf(m: u32): u32 {
  return (m + BLOCK - 1) / BLOCK
}

/** The mean of m contiguous numbers, to `to`. */
function meanOfRow(to: u32, row: u32, m: u32): void {
  const blocks = blocksOf(m)
  for (let block: u32 = 0; block < blocks; block++) {
    const first = block * BLOCK
    store<f32>(SUMS, sumInLanes(row + first * 4, min(BLOCK, m - first)))
    if (blocks > 1) carry(block, 16)
  }
  if (blocks > 1) collect(blocks, 16)
  store<f32>(to, load<f32>(SUMS) / <f32>m)
}

/** A sum of at most BLOCK contiguous numbers in sixteen lanes, lane = index mod 16. */
function sumInLanes(from: u32, count: u32): f32 {
  let s0 = f32x4.splat(0)
  let s4 = s0
  let s8 = s0
  let s12 = s0
  const end = from + (count & ~15) * 4
  for (; from < end; from += 64) {
    s0 = f32x4.add(s0, v128.load(from))
    s4 = f32x4.add(s4, v128.load(from, 16))
    s8 = f32x4.add(s8, v128.load(from, 32))
    s12 = f32x4.add(s12, v128.load(from, 48))
  }
  const rest = count & 15
  if (rest > 0) s0 = f32x4.add(s0, v128.and(v128.load(from), lanesBelow(rest, 0)))
  if (rest > 4) s4 = f32x4.add(s4, v128.and(v128.load(from, 16), lanesBelow(rest, 1)))
  if (rest > 8) s8 = f32x4.add(s8, v128.and(v128.load(from, 32), lanesBelow(rest, 2)))
  if (rest > 12) s12 = f32x4.add(s12, v128.and(v128.load(from, 48), lanesBelow(rest, 3)))
  return foldToOne(foldToFour(s0, s4, s8, s12))
}

/** The means of n rows, sixteen rows at a time. */
function meanOfRows(to: u32, rows: u32, n: u32, m: u32): void {
  const blocks = blocksOf(m)
  const divisor = f32x4.splat(<f32>m)
  const stride = n * 4
  for (let row: u32 = 0; row < n; row += 16) {
    let from = rows + row * 4
    for (let block: u32 = 0; block < blocks; block++) {
      let s0 = f32x4.splat(0)
      let s4 = s0
      let s8 = s0
      let s12 = s0
      for (let count = min(BLOCK, m - block * BLOCK); count; count--) {
        s0 = f32x4.add(s0, v128.load(from))
        s4 = f32x4.add(s4, v128.load(from, 16))
        s8 = f32x4.add(s8, v128.load(from, 32))
        s12 = f32x4.add(s12, v128.load(from, 48))
        from += stride
      }
      storeSums(s0, s4, s8, s12)
      if (blocks > 1) carry(block, 64)
    }
    if (blocks > 1) collect(blocks, 64)
    for (let i: u32 = 0; i < 64; i += 16) {
      v128.store(to + row * 4 + i, f32x4.div(v128.load(SUMS + i), divisor))
    }
  }
}

/** dW of one row of at most sixteen columns: four vectors, read and stored past the end where k is less. */
function shortRow(dW: u32, dZ: u32, A: u32, k: u32, m: u32): void {
  const blocks = blocksOf(m)
  const divisor = f32x4.splat(<f32>m)
  const stride = k * 4
  for (let block: u32 = 0; block < blocks; block++) {
    let s0 = f32x4.splat(0)
    let s4 = s0
    let s8 = s0
    let s12 = s0
    for (let count = min(BLOCK, m - block * BLOCK); count; count--) {
      const d = v128.load_splat<f32>(dZ)
      s0 = f32x4.add(s0, f32x4.mul(d, v128.load(A)))
      s4 = f32x4.add(s4, f32x4.mul(d, v128.load(A, 16)))
      s8 = f32x4.add(s8, f32x4.mul(d, v128.load(A, 32)))
      s12 = f32x4.add(s12, f32x4.mul(d, v128.load(A, 48)))
      dZ += 4
      A += stride
    }
    storeSums(s0, s4, s8, s12)
    if (blocks > 1) carry(block, 64)
  }
  if (blocks > 1) collect(blocks, 64)
  for (let i: u32 = 0; i < 64; i += 16) v128.store(dW + i, f32x4.div(v128.load(SUMS + i), divisor))
}

function storeSums(s0: v128, s4: v128, s8: v128, s12: v128): void {
  v128.store(SUMS, s0)
  v128.store(SUMS, s4, 16)
  v128.store(SUMS, s8, 32)
  v128.store(SUMS, s12, 48)
}

/** dW of one row: vectorised over k, four instances at a time, as A streams by once. */
function oneRow(dW: u32, dZ: u32, A: u32, k: u32, m: u32): void {
  const blocks = blocksOf(m)
  const divisor = f32x4.splat(<f32>m)
  const stride = k * 4
  for (let first: u32 = 0; first < stride; first += SUMS_BYTES) {
    const bytes = min(SUMS_BYTES, stride - first)
    for (let block: u32 = 0; block < blocks; block++) {
      let j = block * BLOCK
      const end = min(m, j + BLOCK)
      for (let i: u32 = 0; i < bytes; i += 16) v128.store(SUMS + i, f32x4.splat(0))
      for (; j + 4 <= end; j += 4) {
        const d0 = v128.load_splat<f32>(dZ + j * 4)
        const d1 = v128.load_splat<f32>(dZ + j * 4, 4)
        const d2 = v128.load_splat<f32>(dZ + j * 4, 8)
        const d3 = v128.load_splat<f32>(dZ + j * 4, 12)
        const a0 = A + j * stride + first
        const a1 = a0 + stride
        const a2 = a1 + stride
        const a3 = a2 + stride
        for (let i: u32 = 0; i < bytes; i += 16) {
          let s = v128.load(SUMS + i)
          s = f32x4.add(s, f32x4.mul(d0, v128.load(a0 + i)))
          s = f32x4.add(s, f32x4.mul(d1, v128.load(a1 + i)))
          s = f32x4.add(s, f32x4.mul(d2, v128.load(a2 + i)))
          s = f32x4.add(s, f32x4.mul(d3, v128.load(a3 + i)))
          v128.store(SUMS + i, s)
        }
      }
      for (; j < end; j++) {
        const d = v128.load_splat<f32>(dZ + j * 4)
        const a = A + j * stride + first
        for (let i: u32 = 0; i < bytes; i += 16) {
          v128.store(SUMS + i, f32x4.add(v128.load(SUMS + i), f32x4.mul(d, v128.load(a + i))))
        }
      }
      if (blocks > 1) carry(block, bytes)
    }
    if (blocks > 1) collect(blocks, bytes)
    for (let i: u32 = 0; i < bytes; i += 16) {
      v128.store(dW + first + i, f32x4.div(v128.load(SUMS + i), divisor))
    }
  }
}

/** dW and db of two to four rows and few columns: one vector a column, four columns and db at a time. */
function fewRows(dW: u32, db: u32, dZ: u32, A: u32, n: u32, k: u32, m: u32): void {
  const blocks = blocksOf(m)
  const divisor = f32x4.splat(<f32>m)
  const rowBytes = n * 4
  const stride = k * 4
  for (let column: u32 = 0; column < k; column += 4) {
    let a = A + column * 4
    let d = dZ
    for (let block: u32 = 0; block < blocks; block++) {
      let s0 = f32x4.splat(0)
      let s1 = s0
      let s2 = s0
      let s3 = s0
      let bias = s0
      for (let count = min(BLOCK, m - block * BLOCK); count; count--) {
        const r = v128.load(d)
        bias = f32x4.add(bias, r)
        s0 = f32x4.add(s0, f32x4.mul(r, v128.load_splat<f32>(a)))
        s1 = f32x4.add(s1, f32x4.mul(r, v128.load_splat<f32>(a, 4)))
        s2 = f32x4.add(s2, f32x4.mul(r, v128.load_splat<f32>(a, 8)))
        s3 = f32x4.add(s3, f32x4.mul(r, v128.load_splat<f32>(a, 12)))
        a += stride
        d += rowBytes
      }
      storeSums(s0, s1, s2, s3)
      v128.store(SUMS, bias, 64)
      if (blocks > 1) carry(block, 80)
    }
    if (blocks > 1) collect(blocks, 80)
    if (column === 0) v128.store(db, f32x4.div(v128.load(SUMS, 64), divisor))
    const columns = min<u32>(4, k - column)
    for (let i: u32 = 0; i < columns; i++) {
      // a vector spills into the column that is stored next
      v128.store(dW + (column + i) * rowBytes, f32x4.div(v128.load(SUMS + i * 16), divisor))
    }
  }
}

/** dW in parts of GRADIENT_ROWS × GRADIENT_COLUMNS, each from packed panels of instances. */
function manyRows(dW: u32, dZ: u32, A: u32, n: u32, k: u32, m: u32, begin: u32, end: u32): void {
  const blocks = blocksOf(m)
  const divisor = <f32>m
  const width = n > FEW_ROWS ? GRADIENT_COLUMNS : COLUMNS_OF_FEW_ROWS
  for (let row: u32 = 0; row < n; row += GRADIENT_ROWS) {
    const rows = min(GRADIENT_ROWS, n - row)
    const rowPanels = (rows + 7) >> 3
    for (let column = begin; column < end; column += width) {
      const columns = min(width, end - column)
      const columnPanels = (columns + 3) >> 2
      const bytes = rowPanels * columnPanels * 128
      for (let block: u32 = 0; block < blocks; block++) {
        const first = block * BLOCK
        const last = min(m, first + BLOCK)
        for (let j = first; j < last; j += PACKED_INSTANCES) {
          const count = min(PACKED_INSTANCES, last - j)
          packRows(dZ + (j * n + row) * 4, rows, count, n * 4)
          packColumns(A + (j * k + column) * 4, columns, count, k * 4)
          let tile = SUMS
          for (let p: u32 = 0; p < rowPanels; p++) {
            for (let q: u32 = 0; q < columnPanels; q++) {
              const rowPanel = PANELS + p * ROW_PANEL_BYTES
              const columnPanel = COLUMN_PANELS + q * COLUMN_PANEL_BYTES
              timesColumns<v128>(tile, 32, rowPanel, 32, columnPanel, 16, count, j > first, 0, -Infinity)
              tile += 128
            }
          }
        }
        if (blocks > 1) carry(block, bytes)
      }
      if (blocks > 1) collect(blocks, bytes)
      unpack(dW + (column * n + row) * 4, n * 4, rows, columns, columnPanels, divisor)
    }
  }
}

/** The tiles at SUMS, divided by m, to their places in dW. */
function unpack(to: u32, stride: u32, rows: u32, columns: u32, columnPanels: u32, divisor: f32): void {
  const divisors = f32x4.splat(divisor)
  const pitch = columnPanels * 128
  const whole = rows & ~3
  for (let column: u32 = 0; column < columns; column++) {
    const from = SUMS + (column >> 2) * 128 + (column & 3) * 32
    let i: u32 = 0
    for (; i < whole; i += 4) {
      const sums = v128.load(from + (i >> 3) * pitch + (i & 7) * 4)
      v128.store(to + i * 4, f32x4.div(sums, divisors))
    }
    for (; i < rows; i++) store<f32>(to + i * 4, load<f32>(from + (i >> 3) * pitch + (i & 7) * 4) / divisor)
    to += stride
  }
}
