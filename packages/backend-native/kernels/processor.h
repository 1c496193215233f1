// The instruction sets this file has kernels for, narrowest first, and which of them this processor runs.

#pragma once
#include "kernels.h"

typedef struct {
  const char *name;
  const Kernels *kernels;
} InstructionSet;

#if defined(__x86_64__)

static const InstructionSet sets[] = {{"SSE2", &kernels_sse2}, {"AVX2", &kernels_avx2}, {"AVX-512", &kernels_avx512}};

static void cpuid(uint32_t leaf, uint32_t *b, uint32_t *c) {
  uint32_t a, d;
  __asm__("cpuid" : "=a"(a), "=b"(*b), "=c"(*c), "=d"(d) : "a"(leaf), "c"(0));
}

/** How many of the sets this processor, and the system that saves its registers, support. */
static size_t supportedSets(void) {
  const uint32_t xsave = 1u << 27, avx = 1u << 28;
  const uint32_t avx2 = 1u << 5, avx512 = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31; // F, DQ, BW, VL
  const uint32_t vectors = 0x6, masksAndWide = 0xe6; // registers that the system saves
  uint32_t b, c, saved, high;
  cpuid(1, &b, &c);
  if ((c & (xsave | avx)) != (xsave | avx)) return 1;
  __asm__("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
  cpuid(7, &b, &c);
  if ((saved & vectors) != vectors || !(b & avx2)) return 1;
  return (saved & masksAndWide) == masksAndWide && (b & avx512) == avx512 ? 3 : 2;
}

#else

static const InstructionSet sets[] = {{"NEON", &kernels_neon}};
static size_t supportedSets(void) { return 1; }

#endif
