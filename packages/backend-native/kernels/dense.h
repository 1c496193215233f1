// A = g(W X + b). Equations (6)–(8).

#pragma once
#include "activation.h"
#include "product.h"

/** One output: a dot product of `k` numbers in sixteen lanes for each of `count` instances at once. */
INLINE void dotProducts(float *A, const float *w, const float *rest, const float *X, float b, size_t k, float floor, const int count) {
  Vector s[4][LANE_VECTORS];
  for (int j = 0; j < count; j++)
    for (int v = 0; v < LANE_VECTORS; v++) s[j][v] = splat(0.0f);
  size_t whole = k & ~(size_t)15;
  for (size_t i = 0; i < whole; i += 16)
    for (int v = 0; v < LANE_VECTORS; v++) {
      Vector weights = load(w + i + v * LANES);
      for (int j = 0; j < count; j++) s[j][v] = s[j][v] + weights * load(X + j * k + i + v * LANES);
    }
  for (int j = 0; j < count; j++) {
    if (k > whole) {
      float x[16];
      paddedCopy(x, X + j * k + whole, k - whole);
      for (int v = 0; v < LANE_VECTORS; v++) s[j][v] = s[j][v] + load(rest + v * LANES) * load(x + v * LANES);
    }
    float z = fold(s[j]) + b;
    A[j] = z < floor ? floor : z;
  }
}

static void oneRow(float *A, const float *w, const float *X, float b, size_t k, size_t m, float floor) {
  float rest[16];
  paddedCopy(rest, w + (k & ~(size_t)15), k & 15);
  size_t j = 0;
  for (; j + 4 <= m; j += 4) dotProducts(A + j, w, rest, X + j * k, b, k, floor, 4);
  for (; j < m; j++) dotProducts(A + j, w, rest, X + j * k, b, k, floor, 1);
}

typedef float Four __attribute__((vector_size(16), aligned(4), may_alias));

/** Two to four outputs: four lanes for each of `count` instances, each sum serial over k. Lanes from n on are dropped. */
INLINE void narrowSums(float *A, const float *W, const float *X, const float *b, size_t n, size_t k, float floor, const int count) {
  Four s[8];
  for (int j = 0; j < count; j++) s[j] = (Four){0};
  for (size_t i = 0; i < k; i++) {
    Four w = *(const Four *)(W + i * n); // reads up to two floats past W: each matrix has slack behind it
    for (int j = 0; j < count; j++) {
      float x = X[j * k + i];
      s[j] = s[j] + w * (Four){x, x, x, x};
    }
  }
  for (int j = 0; j < count; j++)
    for (size_t r = 0; r < n; r++) {
      float z = s[j][r] + b[r];
      A[j * n + r] = z < floor ? floor : z;
    }
}

static void fewRows(float *A, const float *W, const float *X, const float *b, size_t n, size_t k, size_t m, float floor) {
  size_t j = 0;
  for (; j + 8 <= m; j += 8) narrowSums(A + j * n, W, X + j * k, b, n, k, floor, 8);
  for (; j < m; j++) narrowSums(A + j * n, W, X + j * k, b, n, k, floor, 1);
}

static void dense(Scratch *at, float *A, const float *W, const float *X, const float *b, size_t n, size_t k, size_t m, uint32_t g) {
  // ReLU is a floor under each sum before it is stored; the others pass over A once more
  float floor = g == RELU ? 0.0f : -__builtin_inff();
  if (n == 1) oneRow(A, W, X, *b, k, m, floor);
  else if (n <= 4) fewRows(A, W, X, b, n, k, m, floor);
  else product(at, (Product){A, W, X, b, n, k, m, 0, floor});
  activate(A, n * m, g);
}
