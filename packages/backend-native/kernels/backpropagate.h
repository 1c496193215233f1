// dZ1 = W2ᵀ dZ2 ⊙ g′(Z1), with the slope from A1 = g(Z1). Equation (13).

#pragma once
#include "activation.h"
#include "product.h"

/** One output: W2 is a row and each instance has one residual. `g` is a constant at each call. */
INLINE void outerProduct(float *restrict dZ1, const float *restrict w, const float *restrict dZ2, const float *restrict A1, size_t k, size_t m, const uint32_t g) {
  for (size_t j = 0; j < m; j++, dZ1 += k, A1 += k) {
    float residual = dZ2[j];
    for (size_t i = 0; i < k; i++) dZ1[i] = (w[i] * residual) * slope(A1[i], g);
  }
}

INLINE void timesSlope(float *restrict dZ, const float *restrict A, size_t count, const uint32_t g) {
  for (size_t i = 0; i < count; i++) dZ[i] = dZ[i] * slope(A[i], g);
}

static void backpropagate(Scratch *at, float *dZ1, const float *W2, const float *dZ2, const float *A1, size_t n, size_t k, size_t m, uint32_t g) {
  if (n == 1) {
    switch (g) {
      case RELU: outerProduct(dZ1, W2, dZ2, A1, k, m, RELU); return;
      case LEAKY_RELU: outerProduct(dZ1, W2, dZ2, A1, k, m, LEAKY_RELU); return;
      case SIGMOID: outerProduct(dZ1, W2, dZ2, A1, k, m, SIGMOID); return;
      case TANH: outerProduct(dZ1, W2, dZ2, A1, k, m, TANH); return;
      default: outerProduct(dZ1, W2, dZ2, A1, k, m, IDENTITY); return;
    }
  }
  product(at, (Product){dZ1, W2, dZ2, NULL, k, n, m, 1, -__builtin_inff()});
  switch (g) {
    case RELU: timesSlope(dZ1, A1, k * m, RELU); return;
    case LEAKY_RELU: timesSlope(dZ1, A1, k * m, LEAKY_RELU); return;
    case SIGMOID: timesSlope(dZ1, A1, k * m, SIGMOID); return;
    case TANH: timesSlope(dZ1, A1, k * m, TANH); return;
    default: return;
  }
}
