// A few hundred sums of each kind, from numbers that every machine makes alike, folded into one number. An
// instruction set is used only where it gives the number that all give.

#pragma once
#include "kernels.h"

/** `count` multiples of 1/256 from −2 to 2. */
static float *drawn(float **room, uint32_t *state, size_t count) {
  float *made = *room;
  for (size_t i = 0; i < count; i++) {
    *state = *state * 1664525u + 1013904223u;
    made[i] = (float)(int32_t)(*state >> 22) / 256.0f - 2.0f + 0.1f;
  }
  *room += count + 16;
  return made;
}

/** The bits of `count` numbers, each whole as FNV-1a takes a byte. */
static uint32_t folded(uint32_t hash, const float *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    union { float value; uint32_t bits; } both = {values[i]};
    hash = (hash ^ both.bits) * 16777619u;
    hash ^= hash >> 15; // so that high bits reach low ones
  }
  return hash;
}

static uint32_t selfTest(const Kernels *on, Scratch *at) {
  static const size_t shapes[][3] = {{1, 37, 9}, {3, 21, 13}, {37, 290, 29}, {19, 14, 1030}};
  uint32_t hash = 2166136261u, state = 1;
  for (size_t shape = 0; shape < sizeof shapes / sizeof *shapes; shape++) {
    size_t n = shapes[shape][0], k = shapes[shape][1], m = shapes[shape][2];
    float *room = at->levels[4]; // levels that no sum of so few instances reaches
    float *W = drawn(&room, &state, n * k), *X = drawn(&room, &state, k * m), *b = drawn(&room, &state, n);
    float *A = drawn(&room, &state, n * m), *T = drawn(&room, &state, n * m), *dX = drawn(&room, &state, k * m);
    float *dW = drawn(&room, &state, n * k), *db = drawn(&room, &state, n), *v = drawn(&room, &state, n * k);
    for (size_t i = 0; i < n * k; i++) v[i] = v[i] * v[i];
    for (uint32_t g = IDENTITY; g <= TANH; g++) {
      on->dense(at, A, W, X, b, n, k, m, g);
      hash = folded(hash, A, n * m);
      on->backpropagate(at, dX, W, T, X, n, k, m, g);
      hash = folded(hash, dX, k * m);
    }
    on->sigmoid(A, T, n * m);
    on->residual(T, A, dX, X, n, lesserOf(m, k));
    on->gradients(at, dW, db, A, X, n, k, m, 0, k);
    on->momentum(W, dW, v, n * k, 0.1f, 0.01f, 0.9f);
    for (size_t i = 0; i < n * k; i++) v[i] = v[i] * v[i];
    on->adam(W, dW, X, v, lesserOf(n * k, k * m), 0.01f, 0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, 0.1f, 0.001f);
    on->gradientDescent(W, dW, n * k, 0.1f, 0.01f);
    hash = folded(folded(folded(folded(hash, A, n * m), W, n * k), v, n * k), db, n);
  }
  return hash;
}
