// The self-test as a program of its own, without a C library: prints its number. For processors that qemu stands in for.
#include "../kernels/kernels.h"

static size_t lesserOf(size_t a, size_t b) { return a < b ? a : b; }
#include "../kernels/self-test.h"

static Scratch scratch;

static long call(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}

void _start(void) {
  char digits[12];
  int at = sizeof digits;
  for (uint32_t left = selfTest(&kernels_neon, &scratch); at == sizeof digits || left; left /= 10) digits[--at] = (char)('0' + left % 10);
  call(64, 1, (long)(digits + at), sizeof digits - at); // write
  call(93, 0, 0, 0);                                    // exit
}
