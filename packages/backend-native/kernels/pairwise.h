// The order of summation over instances: blocks of 1,024, combined pairwise in index order; and sixteen lanes
// where a sum has a row to itself. docs/decisions/0003-order-of-summation.md.

#pragma once
#include "vector.h"

/**
 * Adds the `count` sums of block number `block` to a binary counter whose digit l holds the sums of 2^l
 * consecutive blocks. Two equal digits combine into one of the next level, the earlier block on the left.
 */
static void carry(Scratch *at, size_t block, size_t count) {
  float *restrict sums = at->sums;
  size_t level = 0;
  for (size_t digits = block; digits & 1; digits >>= 1, level++) {
    for (size_t i = 0; i < count; i++) sums[i] = at->levels[level][i] + sums[i];
  }
  for (size_t i = 0; i < count; i++) at->levels[level][i] = sums[i];
}

/** What is left in the counter after `blocks` blocks, combined from the last blocks to the first, to the sums. */
static void collect(Scratch *at, size_t blocks, size_t count) {
  float *restrict sums = at->sums;
  size_t level = 0, empty = 1;
  for (size_t digits = blocks; digits; digits >>= 1, level++) {
    if (!(digits & 1)) continue;
    if (empty) for (size_t i = 0; i < count; i++) sums[i] = at->levels[level][i];
    else for (size_t i = 0; i < count; i++) sums[i] = at->levels[level][i] + sums[i];
    empty = 0;
  }
}

INLINE size_t blocksOf(size_t m) { return (m + BLOCK - 1) / BLOCK; }
INLINE size_t lesser(size_t a, size_t b) { return a < b ? a : b; }

// ---- sixteen lanes: lane = index mod 16 ----

enum { LANE_VECTORS = 16 / LANES };

/** Lane l + 8 is added to lane l, then l + 4, l + 2, l + 1. */
INLINE float fold(const Vector *vectors) {
  float lane[16];
  for (int v = 0; v < LANE_VECTORS; v++) store(lane + v * LANES, vectors[v]);
  for (int width = 8; width; width >>= 1)
    for (int l = 0; l < width; l++) lane[l] = lane[l] + lane[l + width];
  return lane[0];
}

/** `count` below 16 numbers, then zeros. Adding +0 changes no lane: a sum that began with +0 is never −0. */
INLINE void paddedCopy(float to[16], const float *from, size_t count) {
  for (size_t i = 0; i < 16; i++) to[i] = 0.0f;
  for (size_t i = 0; i < count; i++) to[i] = from[i];
}

/** Σ x over `count` contiguous numbers. */
INLINE float sumInLanes(const float *x, size_t count) {
  Vector s[LANE_VECTORS];
  for (int v = 0; v < LANE_VECTORS; v++) s[v] = splat(0.0f);
  size_t whole = count & ~(size_t)15;
  for (size_t i = 0; i < whole; i += 16)
    for (int v = 0; v < LANE_VECTORS; v++) s[v] = s[v] + load(x + i + v * LANES);
  if (count > whole) {
    float rest[16];
    paddedCopy(rest, x + whole, count - whole);
    for (int v = 0; v < LANE_VECTORS; v++) s[v] = s[v] + load(rest + v * LANES);
  }
  return fold(s);
}
