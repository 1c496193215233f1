// C: with OpenBLAS (-DBLAS), or plain loops that the compiler vectorises. peer-c FOLDER; the lines of peer.mjs on stdin.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#ifdef BLAS
#include <cblas.h>
#endif

static const struct { const char *name; int n0, n1, m, steps; } sizes[] = {
    {"tiny", 2, 4, 4, 100000}, {"small", 30, 64, 569, 100}, {"medium", 100, 256, 256, 20}, {"large", 784, 512, 1024, 1}};
enum { SCORED = 100000, SINGLES = 10000, CHUNK = 1024, WHOLE = 1000 };
static const float rate = 0.1f;

// a matrix is column-major: X n0 × m, W1 n1 × n0, A1 n1 × m
typedef struct { int n0, n1, m; float *X, *Y, *W1, *b1, *W2, b2, *A, *Z, *d, *e, *gW1, *gb1, *gW2, *ones; } Net;

static float *zeros(size_t n) { float *p = aligned_alloc(64, (n * 4 + 127) / 64 * 64); memset(p, 0, n * 4); return p; }

static Net load(const char *folder, int s) {
  Net t = {sizes[s].n0, sizes[s].n1, sizes[s].m};
  t.X = zeros(t.n0 * t.m), t.Y = zeros(t.m), t.W1 = zeros(t.n0 * t.n1), t.W2 = zeros(t.n1), t.b1 = zeros(t.n1), t.A = zeros(t.n1 * (t.m > CHUNK ? t.m : CHUNK)),
  t.Z = zeros(t.m > CHUNK ? t.m : CHUNK), t.d = zeros(t.m), t.e = zeros(t.n1 * t.m), t.gW1 = zeros(t.n0 * t.n1), t.gb1 = zeros(t.n1), t.gW2 = zeros(t.n1), t.ones = zeros(t.m);
  for (int i = 0; i < t.m; i++) t.ones[i] = 1;
  char path[512];
  snprintf(path, sizeof path, "%s/%s.f32", folder, sizes[s].name);
  FILE *f = fopen(path, "rb");
  if (!f || fread(t.X, 4, t.n0 * t.m, f) + fread(t.Y, 4, t.m, f) + fread(t.W1, 4, t.n0 * t.n1, f) + fread(t.W2, 4, t.n1, f) == 0) exit(1);
  fclose(f);
  return t;
}

static void forward(Net *t, const float *X, int m) {
  int n0 = t->n0, n1 = t->n1;
  float *A = t->A;
  for (int j = 0; j < m; j++) memcpy(A + j * n1, t->b1, n1 * 4);
#ifdef BLAS
  cblas_sgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, n1, m, n0, 1, t->W1, n1, X, n0, 1, A, n1);
#else
  for (int j = 0; j < m; j++)
    for (int k = 0; k < n0; k++) {
      float x = X[j * n0 + k];
      for (int i = 0; i < n1; i++) A[j * n1 + i] += t->W1[k * n1 + i] * x;
    }
#endif
  for (int i = 0; i < n1 * m; i++) A[i] = A[i] > 0 ? A[i] : 0;
#ifdef BLAS
  cblas_sgemv(CblasColMajor, CblasTrans, n1, m, 1, A, n1, t->W2, 1, 0, t->Z, 1);
  for (int j = 0; j < m; j++) t->Z[j] += t->b2;
#else
  for (int j = 0; j < m; j++) {
    float z = t->b2;
    for (int i = 0; i < n1; i++) z += t->W2[i] * A[j * n1 + i];
    t->Z[j] = z;
  }
#endif
}

static void step(Net *t) {
  int n0 = t->n0, n1 = t->n1, m = t->m;
  float *A = t->A, *e = t->e, gb2 = 0;
  forward(t, t->X, m);
  for (int j = 0; j < m; j++) t->d[j] = 1 / (1 + expf(-t->Z[j])) - t->Y[j];
  for (int j = 0; j < m; j++) gb2 += t->d[j];
  const float *restrict w = t->W2;
  for (int j = 0; j < m; j++) {
    float d = t->d[j];
    const float *restrict a = A + j * n1;
    float *restrict slope = e + j * n1;
    for (int i = 0; i < n1; i++) {
      float product = w[i] * d; // outside the choice, or gcc does not vectorise
      slope[i] = a[i] > 0 ? product : 0;
    }
  }
#ifdef BLAS
  cblas_sgemv(CblasColMajor, CblasNoTrans, n1, m, 1, A, n1, t->d, 1, 0, t->gW2, 1);
  cblas_sgemv(CblasColMajor, CblasNoTrans, n1, m, 1, e, n1, t->ones, 1, 0, t->gb1, 1);
  cblas_sgemm(CblasColMajor, CblasNoTrans, CblasTrans, n1, n0, m, 1, e, n1, t->X, n0, 0, t->gW1, n1);
#else
  memset(t->gW2, 0, n1 * 4), memset(t->gb1, 0, n1 * 4), memset(t->gW1, 0, n0 * n1 * 4);
  for (int j = 0; j < m; j++) {
    for (int i = 0; i < n1; i++) t->gW2[i] += t->d[j] * A[j * n1 + i], t->gb1[i] += e[j * n1 + i];
    for (int k = 0; k < n0; k++) {
      float x = t->X[j * n0 + k];
      for (int i = 0; i < n1; i++) t->gW1[k * n1 + i] += e[j * n1 + i] * x;
    }
  }
#endif
  float r = rate / m;
  for (int i = 0; i < n0 * n1; i++) t->W1[i] -= r * t->gW1[i];
  for (int i = 0; i < n1; i++) t->W2[i] -= r * t->gW2[i], t->b1[i] -= r * t->gb1[i];
  t->b2 -= r * gb2;
}

static double now(int clock) { struct timespec t; clock_gettime(clock, &t); return t.tv_sec * 1e6 + t.tv_nsec * 1e-3; }
static int sizeOf(const char *name) { for (int s = 0; s < 4; s++) if (!strcmp(sizes[s].name, name)) return s; exit(1); }

int main(int count, char **arguments) {
  const char *folder = arguments[1];
  Net made[4] = {0};
  float *scored = NULL;
  char line[128], what[32], size[32];
  volatile float sink = 0;
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "%31s %31s", what, size) < 2) strcpy(size, !strcmp(what, "score") ? "medium" : "small");
    if (!strcmp(what, "import")) { puts("{\"milliseconds\":0}"); fflush(stdout); continue; }
    if (!strcmp(what, "memory")) { struct rusage u; getrusage(RUSAGE_SELF, &u); printf("{\"peakMiB\":%.1f}\n", u.ru_maxrss / 1024.0); fflush(stdout); continue; }
    int s = sizeOf(size);
    int whole = !strcmp(what, "whole");
    if (whole || !strcmp(what, "cost")) {
      Net t = load(folder, s);
      for (int i = 0; i < (whole ? WHOLE : 10); i++) step(&t);
      forward(&t, t.X, t.m);
      double sum = 0;
      for (int j = 0; j < t.m; j++) sum += fmax(t.Z[j], 0) - t.Z[j] * t.Y[j] + log1p(exp(-fabs(t.Z[j])));
      printf("{\"cost\":%.9g,\"cpu\":%.6g}\n", sum / t.m, now(CLOCK_PROCESS_CPUTIME_ID));
      fflush(stdout);
      continue;
    }
    if (!made[s].X) made[s] = load(folder, s);
    Net *t = &made[s];
    if (!strcmp(what, "score") && !scored) {
      char path[512];
      snprintf(path, sizeof path, "%s/scored.f32", folder);
      scored = zeros((size_t)SCORED * 100);
      FILE *f = fopen(path, "rb");
      if (!f || !fread(scored, 4, SCORED * 100, f)) return 1;
      fclose(f);
    }
    double wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    int n = 1;
    if (!strcmp(what, "step")) for (n = sizes[s].steps, count = 0; count < n; count++) step(t);
    else if (!strcmp(what, "score"))
      for (int j = 0; j < SCORED; j += CHUNK) {
        int rows = SCORED - j < CHUNK ? SCORED - j : CHUNK;
        forward(t, scored + (size_t)j * 100, rows);
        for (int i = 0; i < rows; i++) sink += 1 / (1 + expf(-t->Z[i]));
      }
    else for (n = SINGLES, count = 0; count < n; count++) forward(t, t->X, 1), sink += 1 / (1 + expf(-t->Z[0]));
    printf("{\"wall\":%.6g,\"cpu\":%.6g}\n", (now(CLOCK_MONOTONIC) - wall) / n, (now(CLOCK_PROCESS_CPUTIME_ID) - cpu) / n);
    fflush(stdout);
  }
}
