// The kernels of one instruction set, as a table. Matrices are column-major without gaps, as in the port:
// element (i, j) of a rows × columns matrix stands at [j * rows + i].

#pragma once
#include <stddef.h>
#include <stdint.h>

// g and its slope as a function of A = g(Z); the numbers are those of backend-cpu/src/codes.ts.
enum { IDENTITY, RELU, LEAKY_RELU, SIGMOID, TANH };

/** Instances in one block of a sum: docs/decisions/0003-order-of-summation.md. */
enum { BLOCK = 1024 };
/** Floats of one set of partial sums, and how many sets: 2³⁰ floats fit into memory, so there are below 2²¹ blocks. */
enum { SUMS = 512 * 400, LEVELS = 21 };
/** Floats of the packed left and right operands of a product. */
enum { LEFT_PANELS = 512 * 272, RIGHT_PANELS = 416 * 272 };

/** What the kernels write beside their outputs. Each thread has its own. Levels are touched only as far as m asks for. */
typedef struct {
  float left[LEFT_PANELS] __attribute__((aligned(64)));
  float right[RIGHT_PANELS] __attribute__((aligned(64)));
  float tile[24 * 16] __attribute__((aligned(64)));
  /** The sums of the block at hand. */
  float sums[SUMS] __attribute__((aligned(64)));
  /** The sums of 1, 2, 4, 8 … blocks: the digits of the binary counter in pairwise.h. */
  float levels[LEVELS][SUMS] __attribute__((aligned(64)));
} Scratch;

typedef struct {
  /** A n × m = g(W n × k · X k × m + b n × 1). Equations (6)–(8). */
  void (*dense)(Scratch *, float *A, const float *W, const float *X, const float *b, size_t n, size_t k, size_t m, uint32_t g);
  /**
   * dW n × k = (1/m) dZ n × m · Aᵀ (A k × m), of columns `first` to `end`; db n × 1 = (1/m) Σ dZ, where `first` is 0.
   * Equations (11)–(14).
   */
  void (*gradients)(Scratch *, float *dW, float *db, const float *dZ, const float *A, size_t n, size_t k, size_t m, size_t first, size_t end);
  /** dZ1 k × m = W2ᵀ (W2 n × k) · dZ2 n × m ⊙ g′(Z1), the slope from A1 = g(Z1). Equation (13). */
  void (*backpropagate)(Scratch *, float *dZ1, const float *W2, const float *dZ2, const float *A1, size_t n, size_t k, size_t m, uint32_t g);
  /** T = σ(Z), `count` numbers each. Equation (9). */
  void (*sigmoid)(float *T, const float *Z, size_t count);
  /** dZ = (T − Y) ⊙ s: n × m, s 1 × m or absent. */
  void (*residual)(float *dZ, const float *T, const float *Y, const float *s, size_t n, size_t m);
  /** P ← P − α G, G = dP + l2 P. Equations (15)–(18). */
  void (*gradientDescent)(float *P, const float *dP, size_t count, float rate, float l2);
  /** v ← μ v + G, P ← P − α v. */
  void (*momentum)(float *P, const float *dP, float *v, size_t count, float rate, float l2, float mu);
  /** m ← β₁ m + γ₁ G, v ← β₂ v + γ₂ G², P ← P − α (m/c₁) / (√(v/c₂) + ε), with γ = 1 − β. */
  void (*adam)(float *P, const float *dP, float *m, float *v, size_t count, float rate, float l2, float beta1, float gain1, float beta2, float gain2, float epsilon, float correction1, float correction2);
} Kernels;

extern const Kernels kernels_sse2, kernels_avx2, kernels_avx512, kernels_neon;
