// One step of an optimizer, in place. G = dP + l2 P. Equations (15)–(18).

#pragma once
#include "vector.h"

static void gradientDescent(float *restrict P, const float *restrict dP, size_t count, float rate, float l2) {
  for (size_t i = 0; i < count; i++) {
    float G = dP[i] + l2 * P[i];
    P[i] = P[i] - rate * G;
  }
}

static void momentum(float *restrict P, const float *restrict dP, float *restrict v, size_t count, float rate, float l2, float mu) {
  for (size_t i = 0; i < count; i++) {
    float G = dP[i] + l2 * P[i];
    v[i] = mu * v[i] + G;
    P[i] = P[i] - rate * v[i];
  }
}

static void adam(float *restrict P, const float *restrict dP, float *restrict m, float *restrict v, size_t count, float rate, float l2, float beta1, float gain1, float beta2, float gain2, float epsilon, float correction1, float correction2) {
  for (size_t i = 0; i < count; i++) {
    float G = dP[i] + l2 * P[i];
    m[i] = beta1 * m[i] + gain1 * G;
    v[i] = beta2 * v[i] + gain2 * (G * G);
    P[i] = P[i] - rate * ((m[i] / correction1) / (__builtin_sqrtf(v[i] / correction2) + epsilon));
  }
}
