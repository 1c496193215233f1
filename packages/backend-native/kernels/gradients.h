// dW = (1/m) dZ Aᵀ and db = (1/m) Σ dZ. Each element is a sum over instances: blocks of 1,024, serial within a
// block (db of a single row: sixteen lanes), combined pairwise, then divided by m. Equations (11)–(14).

#pragma once
#include "product.h"

/** The mean of m contiguous numbers. */
static float meanOfRow(Scratch *at, const float *row, size_t m) {
  size_t blocks = blocksOf(m);
  for (size_t block = 0; block < blocks; block++) {
    size_t first = block * BLOCK;
    at->sums[0] = sumInLanes(row + first, lesser(BLOCK, m - first));
    if (blocks > 1) carry(at, block, 1);
  }
  if (blocks > 1) collect(at, blocks, 1);
  return at->sums[0] / (float)m;
}

enum { VECTORS_AT_ONCE = 8 };

/** s += weight · A over instances `from` to `to` (weight 1 where d is absent); `vectors` is a constant at each call. */
INLINE void weightedSums(float *sums, const float *d, const float *A, size_t stride, size_t from, size_t to, const int vectors) {
  Vector s[VECTORS_AT_ONCE];
  for (int v = 0; v < vectors; v++) s[v] = splat(0.0f);
  for (size_t j = from; j < to; j++) {
    const float *a = A + j * stride;
    if (d) {
      Vector weight = splat(d[j]);
      for (int v = 0; v < vectors; v++) s[v] = s[v] + weight * load(a + v * LANES);
    } else {
      for (int v = 0; v < vectors; v++) s[v] = s[v] + load(a + v * LANES);
    }
  }
  for (int v = 0; v < vectors; v++) store(sums + v * LANES, s[v]);
}

/** to[i] = (1/m) Σⱼ d[j] A[i, j] for i below `count` (without d: of A alone). A has `stride` rows and m columns. */
static void weightedMeans(Scratch *at, float *to, const float *d, const float *A, size_t count, size_t stride, size_t m) {
  size_t blocks = blocksOf(m);
  for (size_t i = 0, width; i < count; i += width) {
    size_t left = count - i;
    width = left >= VECTORS_AT_ONCE * LANES ? VECTORS_AT_ONCE * LANES : left >= LANES ? LANES : 1;
    for (size_t block = 0; block < blocks; block++) {
      size_t first = block * BLOCK, end = lesser(m, first + BLOCK);
      if (width == VECTORS_AT_ONCE * LANES) weightedSums(at->sums, d, A + i, stride, first, end, VECTORS_AT_ONCE);
      else if (width == LANES) weightedSums(at->sums, d, A + i, stride, first, end, 1);
      else {
        float s = 0.0f;
        for (size_t j = first; j < end; j++) s = s + (d ? d[j] * A[i + j * stride] : A[i + j * stride]);
        at->sums[0] = s;
      }
      if (blocks > 1) carry(at, block, width);
    }
    if (blocks > 1) collect(at, blocks, width);
    for (size_t x = 0; x < width; x++) to[i + x] = at->sums[x] / (float)m;
  }
}

/** Rows, columns and instances of the parts that a gradient is summed in, from packed panels. */
enum { PART_ROWS = 512, PART_COLUMNS = 396, PART_INSTANCES = 256 };
/** From panel to panel, some floats more than they need: powers of two would put all panels into one cache set. */
enum { ROW_PITCH = TILE_ROWS * PART_INSTANCES + 16, COLUMN_PITCH = TILE_COLUMNS * PART_INSTANCES + 16 };

/** `rows` of A, which become columns of dW, into panels of TILE_COLUMNS. */
static void packColumns(float *to, const float *A, size_t rows, size_t instances, size_t stride) {
  for (size_t j = 0; j < instances; j++) {
    const float *a = A + j * stride;
    float *panel = to + j * TILE_COLUMNS;
    for (size_t x = 0; x < rows; x += TILE_COLUMNS, panel += COLUMN_PITCH) {
      size_t count = lesser(TILE_COLUMNS, rows - x);
      if (count == TILE_COLUMNS) for (size_t c = 0; c < TILE_COLUMNS; c++) panel[c] = a[x + c];
      else for (size_t c = 0; c < count; c++) panel[c] = a[x + c];
    }
  }
}

/** Up to so many rows of A the instances of a part stay in the first-level cache where they are. */
enum { ROWS_READ_IN_PLACE = 64 };

/** One part of dW: rows from `row`, columns from `column`. Its tiles stay together in the sums until they are complete. */
static void gradientPart(Scratch *at, float *dW, const float *dZ, const float *A, size_t n, size_t k, size_t m, size_t row, size_t rows, size_t column, size_t columns) {
  size_t blocks = blocksOf(m);
  size_t rowPanels = (rows + TILE_ROWS - 1) / TILE_ROWS, columnPanels = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
  size_t count = rowPanels * columnPanels * TILE_ROWS * TILE_COLUMNS;
  for (size_t block = 0; block < blocks; block++) {
    size_t first = block * BLOCK, end = lesser(m, first + BLOCK);
    for (size_t j = first; j < end; j += PART_INSTANCES) {
      size_t instances = lesser(PART_INSTANCES, end - j);
      packRows(at->left, ROW_PITCH, dZ + j * n + row, rows, instances, n);
      const float *a = A + j * k + column;
      if (k > ROWS_READ_IN_PLACE) packColumns(at->right, a, columns, instances, k);
      for (size_t q = 0; q < columnPanels; q++) {
        Right right = k > ROWS_READ_IN_PLACE ? (Right){at->right + q * COLUMN_PITCH, TILE_COLUMNS, 1} : (Right){a + q * TILE_COLUMNS, k, 1};
        for (size_t p = 0; p < rowPanels; p++) {
          float *sums = at->sums + (q * rowPanels + p) * TILE_ROWS * TILE_COLUMNS;
          size_t left = lesser(TILE_COLUMNS, columns - q * TILE_COLUMNS);
          for (size_t width; left; left -= width, sums += width * TILE_ROWS, right.at += width)
            width = widestTile(left, sums, TILE_ROWS, at->left + p * ROW_PITCH, right, instances, j > first, NULL);
          right.at -= lesser(TILE_COLUMNS, columns - q * TILE_COLUMNS);
        }
      }
    }
    if (blocks > 1) carry(at, block, count);
  }
  if (blocks > 1) collect(at, blocks, count);
  // the tiles, divided by m, to their places in dW
  for (size_t x = 0; x < columns; x++)
    for (size_t p = 0; p < rowPanels; p++) {
      const float *sums = at->sums + ((x / TILE_COLUMNS * rowPanels + p) * TILE_COLUMNS + x % TILE_COLUMNS) * TILE_ROWS;
      float *to = dW + (column + x) * n + row + p * TILE_ROWS;
      size_t height = lesser(TILE_ROWS, rows - p * TILE_ROWS);
      for (size_t y = 0; y < height; y++) to[y] = sums[y] / (float)m;
    }
}

static void gradients(Scratch *at, float *dW, float *db, const float *dZ, const float *A, size_t n, size_t k, size_t m, size_t first, size_t end) {
  if (n == 1) {
    if (first == 0) *db = meanOfRow(at, dZ, m);
    weightedMeans(at, dW + first, dZ, A + first, end - first, k, m);
    return;
  }
  if (first == 0) weightedMeans(at, db, NULL, dZ, n, n, m);
  for (size_t row = 0; row < n; row += PART_ROWS)
    for (size_t column = first; column < end; column += PART_COLUMNS)
      gradientPart(at, dW, dZ, A, n, k, m, row, lesser(PART_ROWS, n - row), column, lesser(PART_COLUMNS, end - column));
}
