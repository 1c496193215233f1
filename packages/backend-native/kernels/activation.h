// g and its slope as a function of A = g(Z). Equations (2), (4), (7), (13).

#pragma once
#include "elementary.h"

static const float LEAK = 0.01f;

/** A ← g(A), in place; ReLU is a floor in the product already. */
static void activate(float *A, size_t count, uint32_t g) {
  switch (g) {
    case LEAKY_RELU:
      for (size_t i = 0; i < count; i++) {
        float z = A[i], leaked = z * LEAK;
        A[i] = z < leaked ? leaked : z;
      }
      return;
    case SIGMOID:
      for (size_t i = 0; i < count; i++) A[i] = logistic(A[i]);
      return;
    case TANH:
      for (size_t i = 0; i < count; i++) A[i] = hyperbolicTangent(A[i]);
      return;
    default: // identity, ReLU
      return;
  }
}

/** g′(z), from a = g(z). */
INLINE float slope(float a, uint32_t g) {
  switch (g) {
    case RELU: return a > 0.0f ? 1.0f : 0.0f;
    case LEAKY_RELU: return a > 0.0f ? 1.0f : LEAK;
    case SIGMOID: return a * (1.0f - a);
    case TANH: return (1.0f - a) * (1.0f + a);
    default: return 1.0f;
  }
}
