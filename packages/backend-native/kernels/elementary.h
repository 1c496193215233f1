// exp, log, tanh and the logistic function of one float32: the compiler vectorises the loops around them.
// Polynomials and reductions follow Cephes (Moshier, 1984–1992: expf, tanhf), in the same order of operations as
// backend-cpu/assembly/elementary.ts, so that they have the same bits.

#pragma once
#include "vector.h"

INLINE float fromBits(int32_t bits) {
  union { int32_t bits; float value; } both = {bits};
  return both.value;
}

INLINE int32_t bitsOf(float value) {
  union { float value; int32_t bits; } both = {value};
  return both.bits;
}

/** 2ⁿ for n from −126 to 127. */
INLINE float powerOfTwo(int32_t n) { return fromBits((int32_t)((uint32_t)(n + 127) << 23)); }

/** e^x. Infinite above 88.72, subnormal below −87.33, zero below −103.97; NaN stays NaN. */
INLINE float exponential(float argument) {
  float x = 89.0f < argument ? 89.0f : argument;
  x = x < -104.0f ? -104.0f : x;
  const float rounding = 12582912.0f; // 1.5 · 2²³: x·log₂e + this rounds to an integer in the low bits
  float shifted = x * 1.4426950216293335f + rounding;
  float n = shifted - rounding;
  // ln 2 in two parts; the first has so few bits that its product with n is exact
  float r = (x - n * 0.693359375f) - n * -2.1219444e-4f;
  float p = 1.98756915e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  float y = (p * (r * r) + r) + 1.0f;
  // times 2ⁿ in two steps: 2ⁿ itself may be out of range, and a subnormal result is rounded only once
  int32_t exponent = (int32_t)((uint32_t)bitsOf(shifted) - 0x4b400000u);
  int32_t half = exponent >> 1;
  return (y * powerOfTwo(half)) * powerOfTwo(exponent - half);
}

/** tanh x with t = |x|: t + t³ p(t²) below 0.625, else 1 − 2/(e^2t + 1); then the sign of x. */
INLINE float hyperbolicTangent(float x) {
  float t = fromBits(bitsOf(x) & 0x7fffffff);
  float square = t * t;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square + -5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square + -3.33332819422e-1f;
  float near = (p * square) * t + t;
  float far = 1.0f - 2.0f / (exponential(t + t) + 1.0f);
  float magnitude = t < 0.625f ? near : far;
  return fromBits(bitsOf(magnitude) | (bitsOf(x) & (int32_t)0x80000000));
}

/** σ(z) = 1/(1 + e^(−z)), from e^(−|z|), which cannot overflow. Equation (4). */
INLINE float logistic(float z) {
  float e = exponential(fromBits(bitsOf(z) | (int32_t)0x80000000));
  return (z >= 0.0f ? 1.0f : e) / (e + 1.0f);
}
