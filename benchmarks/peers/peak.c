// The most multiply-adds that this core does with separate products and sums in registers of 128 bits, which is what
// WebAssembly has: cc -O2 peak.c -o peak && ./peak. Prints GFLOP/s, the best of five. x86-64 with AVX.
#include <stdio.h>
#include <time.h>

#define TERM(product, sum) "vmulps %%xmm14, %%xmm15, %%xmm" #product "\n vaddps %%xmm" #product ", %%xmm" #sum ", %%xmm" #sum "\n"
#define TEN TERM(10, 0) TERM(11, 1) TERM(12, 2) TERM(13, 3) TERM(10, 4) TERM(11, 5) TERM(12, 6) TERM(13, 7) TERM(10, 8) TERM(11, 9)

int main(void) {
  double best = 0;
  for (int round = 0; round < 5; round++) {
    struct timespec begun, ended;
    const long times = 50000000;
    long left = times;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begun);
    __asm__ volatile("1:\n" TEN TEN "dec %0\n jnz 1b\n" : "+r"(left) : : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13");
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
    const double seconds = (ended.tv_sec - begun.tv_sec) + 1e-9 * (ended.tv_nsec - begun.tv_nsec);
    const double speed = times * 20.0 * 4 * 2 / seconds / 1e9;
    if (speed > best) best = speed;
  }
  printf("%.1f\n", best);
}
