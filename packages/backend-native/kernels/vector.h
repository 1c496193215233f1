// A vector of LANES floats: arithmetic on it is element-wise. Products and sums round separately, because the
// build forbids contraction (-ffp-contract=off); so every width gives the same bits.

#pragma once
#include "kernels.h"

#define INLINE static inline __attribute__((always_inline))

typedef float Vector __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int32_t Mask __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

INLINE Vector load(const float *from) { return *(const Vector *)from; }
INLINE void store(float *to, Vector x) { *(Vector *)to = x; }

INLINE Vector splat(float x) {
  Vector v;
  for (int lane = 0; lane < LANES; lane++) v[lane] = x;
  return v;
}

/**
 * Keeps the compiler from moving what makes `x` past this point. AMD's cores spread instructions over two schedulers in
 * turn, each with one multiplier: two products, then two sums, keep both busy; in pairs of product and sum one idles.
 */
#ifdef __x86_64__
#define MADE(x) __asm__("" : "+x"(x))
#else
#define MADE(x) __asm__("" : "+w"(x))
#endif

/** What is below `floor` becomes it; NaN stays. */
INLINE Vector atLeast(Vector x, Vector floor) {
  Mask below = x < floor;
  return (Vector)((below & (Mask)floor) | (~below & (Mask)x));
}
