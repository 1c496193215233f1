// T = σ(Z) and dZ = (T − Y) ⊙ s. Equations (9) and (11).

#pragma once
#include "elementary.h"

static void sigmoid(float *restrict T, const float *restrict Z, size_t count) {
  for (size_t i = 0; i < count; i++) T[i] = logistic(Z[i]);
}

static void residual(float *restrict dZ, const float *restrict T, const float *restrict Y, const float *s, size_t n, size_t m) {
  if (!s) {
    for (size_t i = 0; i < n * m; i++) dZ[i] = T[i] - Y[i];
    return;
  }
  for (size_t j = 0; j < m; j++)
    for (size_t i = j * n; i < (j + 1) * n; i++) dZ[i] = (T[i] - Y[i]) * s[j];
}
