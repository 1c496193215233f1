// C = L B: the product behind `dense`, `backpropagate` and `gradients`. Every element of C is one sum, serial over
// the depth, whatever the blocking: blocks of the depth go on from the partial sums in C. Only outputs are
// vectorised, so a wider vector gives the same bits.

#pragma once
#include "pairwise.h"

/**
 * Rows, in vectors, and columns of C that stay in registers while the depth runs by: as many as there are registers
 * for. AVX-512 multiplies by a number in memory, so that one vector of rows is enough; the others load it first.
 */
#if LANES == 16
enum { TILE_VECTORS = 1, TILE_COLUMNS = 24 };
#elif defined(__aarch64__)
enum { TILE_VECTORS = 2, TILE_COLUMNS = 12 };
#else
enum { TILE_VECTORS = 2, TILE_COLUMNS = 6 };
#endif
enum { TILE_ROWS = TILE_VECTORS * LANES };

/** The right operand as the tile reads it: element (k, j) at [k * alongDepth + j * alongColumns]. */
typedef struct {
  const float *at;
  size_t alongDepth, alongColumns;
} Right;

/** What happens to a tile when its depth is done: + bias, then what is below `floor` becomes it. */
typedef struct {
  const float *bias;
  float floor;
} Finish;

#define UNROLL _Pragma("clang loop unroll(full)")

/**
 * C (TILE_ROWS × columns, `stride` floats from column to column) = or += panel · right. The panel holds TILE_ROWS
 * numbers for each of `depth` k, one after the other. `columns` is a constant at each call, so all loops over it unroll.
 */
INLINE void tile(float *C, size_t stride, const float *restrict panel, Right right, size_t depth, int goesOn, const Finish *finish, const int columns) {
  Vector sums[TILE_COLUMNS][TILE_VECTORS];
  UNROLL for (int j = 0; j < columns; j++)
    UNROLL for (int v = 0; v < TILE_VECTORS; v++) sums[j][v] = goesOn ? load(C + j * stride + v * LANES) : splat(0.0f);
  const float *q = right.at;
  _Pragma("clang loop unroll(disable)") for (size_t k = 0; k < depth; k++) {
    Vector rows[TILE_VECTORS], products[TILE_VECTORS];
    UNROLL for (int v = 0; v < TILE_VECTORS; v++) rows[v] = load(panel + v * LANES);
    UNROLL for (int j = 0; j < columns; j++) {
      Vector x = splat(q[j * right.alongColumns]);
      UNROLL for (int v = 0; v < TILE_VECTORS; v++) products[v] = rows[v] * x;
      UNROLL for (int v = 0; v < TILE_VECTORS; v++) MADE(products[v]);
      UNROLL for (int v = 0; v < TILE_VECTORS; v++) sums[j][v] = sums[j][v] + products[v];
    }
    panel += TILE_ROWS;
    q += right.alongDepth;
  }
  UNROLL for (int j = 0; j < columns; j++)
    UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
      Vector sum = sums[j][v];
      if (finish) sum = atLeast(sum + load(finish->bias + v * LANES), splat(finish->floor));
      store(C + j * stride + v * LANES, sum);
    }
}

/** A tile of so many columns that lie apart, each contiguous in the depth; and one whose numbers of one k lie together. */
#define TILES(COLUMNS) \
  static __attribute__((noinline)) void tile##COLUMNS##Apart(float *C, size_t stride, const float *panel, Right right, size_t depth, int goesOn, const Finish *finish) { \
    tile(C, stride, panel, (Right){right.at, 1, right.alongColumns}, depth, goesOn, finish, COLUMNS); \
  } \
  static __attribute__((noinline)) void tile##COLUMNS##Together(float *C, size_t stride, const float *panel, Right right, size_t depth, int goesOn, const Finish *finish) { \
    tile(C, stride, panel, (Right){right.at, right.alongDepth, 1}, depth, goesOn, finish, COLUMNS); \
  }
TILES(1)
TILES(2)
TILES(4)
TILES(6)
TILES(12)
TILES(24)

/** The widest tile for what is left of the columns; its width. */
static size_t widestTile(size_t left, float *C, size_t stride, const float *panel, Right right, size_t depth, int goesOn, const Finish *finish) {
#define IF_IT_FITS(COLUMNS) \
  if (COLUMNS <= TILE_COLUMNS && left >= COLUMNS) { \
    (right.alongColumns == 1 ? tile##COLUMNS##Together : tile##COLUMNS##Apart)(C, stride, panel, right, depth, goesOn, finish); \
    return COLUMNS; \
  }
  IF_IT_FITS(24)
  IF_IT_FITS(12)
  IF_IT_FITS(6)
  IF_IT_FITS(4)
  IF_IT_FITS(2)
  IF_IT_FITS(1)
  return left;
}

/** rows × depth numbers, `stride` from column to column, into panels of TILE_ROWS, `pitch` apart; zeros below the last row. */
static void packRows(float *to, size_t pitch, const float *from, size_t rows, size_t depth, size_t stride) {
  for (size_t i = 0; i < rows; i += TILE_ROWS) {
    const float *source = from + i;
    float *panel = to + i / TILE_ROWS * pitch;
    size_t count = lesser(TILE_ROWS, rows - i);
    for (size_t k = 0; k < depth; k++, source += stride, panel += TILE_ROWS) {
      if (count == TILE_ROWS) {
        UNROLL for (int v = 0; v < TILE_VECTORS; v++) store(panel + v * LANES, load(source + v * LANES));
      } else {
        for (size_t r = 0; r < TILE_ROWS; r++) panel[r] = r < count ? source[r] : 0.0f;
      }
    }
  }
}

/** The same from the transpose: row i of it lies at from + i * stride. */
static void packTransposed(float *to, size_t pitch, const float *from, size_t rows, size_t depth, size_t stride) {
  for (size_t i = 0; i < rows; i += TILE_ROWS) {
    float *panel = to + i / TILE_ROWS * pitch;
    for (size_t r = 0; r < TILE_ROWS; r++) {
      if (i + r < rows) for (size_t k = 0; k < depth; k++) panel[k * TILE_ROWS + r] = from[(i + r) * stride + k];
      else for (size_t k = 0; k < depth; k++) panel[k * TILE_ROWS + r] = 0.0f;
    }
  }
}

/** `columns` columns of `depth` contiguous numbers, `stride` apart, into one panel: their numbers of one k together. */
static void packColumn(float *to, const float *from, size_t columns, size_t depth, size_t stride) {
  typedef float Four __attribute__((vector_size(16), aligned(4), may_alias));
  size_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    const float *a = from + j * stride, *b = a + stride, *c = b + stride, *d = c + stride;
    float *t = to + j;
    size_t k = 0;
    for (; k + 4 <= depth; k += 4, t += 4 * TILE_COLUMNS) {
      Four w = *(const Four *)(a + k), x = *(const Four *)(b + k), y = *(const Four *)(c + k), z = *(const Four *)(d + k);
      Four wx = __builtin_shufflevector(w, x, 0, 4, 1, 5), yz = __builtin_shufflevector(y, z, 0, 4, 1, 5);
      Four WX = __builtin_shufflevector(w, x, 2, 6, 3, 7), YZ = __builtin_shufflevector(y, z, 2, 6, 3, 7);
      *(Four *)t = __builtin_shufflevector(wx, yz, 0, 1, 4, 5);
      *(Four *)(t + TILE_COLUMNS) = __builtin_shufflevector(wx, yz, 2, 3, 6, 7);
      *(Four *)(t + 2 * TILE_COLUMNS) = __builtin_shufflevector(WX, YZ, 0, 1, 4, 5);
      *(Four *)(t + 3 * TILE_COLUMNS) = __builtin_shufflevector(WX, YZ, 2, 3, 6, 7);
    }
    for (; k < depth; k++, t += TILE_COLUMNS) t[0] = a[k], t[1] = b[k], t[2] = c[k], t[3] = d[k];
  }
  for (; j < columns; j++)
    for (size_t k = 0; k < depth; k++) to[k * TILE_COLUMNS + j] = from[j * stride + k];
}

/** Depth and rows of the blocks a product is cut into. */
enum { DEPTH = 256, ROWS = 512 };
/** From so many rows on packing the right operand is repaid: each number is used by eight panels or more. */
enum { ROWS_THAT_REPAY = 8 * TILE_ROWS };

typedef struct {
  float *C;          // rows × columns
  const float *L;    // rows × depth; where `transposed`, as its transpose depth × rows
  const float *B;    // depth × columns
  const float *bias; // rows × 1, or none
  size_t rows, depth, columns;
  int transposed;
  float floor; // 0 is ReLU, −∞ changes nothing
} Product;

/** One tile of `rows` rows, TILE_ROWS or fewer: those go by way of scratch, so that nothing beside them changes. Its width. */
static size_t tileOfRows(Scratch *at, float *C, size_t stride, size_t rows, const float *panel, Right right, size_t left, size_t depth, int goesOn, const Finish *finish) {
  if (rows == TILE_ROWS) return widestTile(left, C, stride, panel, right, depth, goesOn, finish);
  if (goesOn)
    for (size_t y = 0; y < lesser(TILE_COLUMNS, left); y++)
      for (size_t x = 0; x < rows; x++) at->tile[y * TILE_ROWS + x] = C[y * stride + x];
  size_t width = widestTile(left, at->tile, TILE_ROWS, panel, right, depth, goesOn, finish);
  for (size_t y = 0; y < width; y++)
    for (size_t x = 0; x < rows; x++) C[y * stride + x] = at->tile[y * TILE_ROWS + x];
  return width;
}

/** C = L B + bias, floored. */
static void product(Scratch *at, Product p) {
  size_t parts = (p.depth + DEPTH - 1) / DEPTH, step = parts ? (p.depth + parts - 1) / parts : 0, k = 0;
  do {
    size_t depth = lesser(step, p.depth - k);
    int last = k + depth == p.depth;
    for (size_t row = 0; row < p.rows; row += ROWS) {
      size_t rows = lesser(ROWS, p.rows - row), pitch = depth * TILE_ROWS;
      if (p.transposed) packTransposed(at->left, pitch, p.L + row * p.depth + k, rows, depth, p.depth);
      else packRows(at->left, pitch, p.L + k * p.rows + row, rows, depth, p.rows);
      for (size_t column = 0, width; column < p.columns; column += width) {
        size_t left = lesser(TILE_COLUMNS, p.columns - column);
        Right right = {p.B + column * p.depth + k, 1, p.depth};
        if (rows >= ROWS_THAT_REPAY && left == TILE_COLUMNS) {
          packColumn(at->right, right.at, TILE_COLUMNS, depth, p.depth);
          right = (Right){at->right, TILE_COLUMNS, 1};
        }
        for (size_t i = 0; i < rows; i += TILE_ROWS) {
          size_t height = lesser(TILE_ROWS, rows - i);
          Finish finish = {p.bias + row + i, p.floor}; // beyond the last row it reads the slack behind the bias
          float *c = p.C + column * p.rows + row + i;
          width = tileOfRows(at, c, p.rows, height, at->left + i / TILE_ROWS * pitch, right, left, depth, k > 0, last && p.bias ? &finish : NULL);
        }
      }
    }
    k += depth;
  } while (k < p.depth);
}
