// What the compiler may call by itself. Freestanding: the file that is linked has no symbol of a C library.

#include <stddef.h>

__attribute__((visibility("hidden"))) void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  char *a = to;
  const char *b = from;
  for (size_t i = 0; i < count; i++) a[i] = b[i];
  return to;
}

__attribute__((visibility("hidden"))) void *memmove(void *to, const void *from, size_t count) {
  char *a = to;
  const char *b = from;
  if (a < b) for (size_t i = 0; i < count; i++) a[i] = b[i];
  else for (size_t i = count; i--;) a[i] = b[i];
  return to;
}

__attribute__((visibility("hidden"))) void *memset(void *to, int value, size_t count) {
  char *a = to;
  for (size_t i = 0; i < count; i++) a[i] = (char)value;
  return to;
}

#ifdef _WIN32
/** Windows' compilers mark code that uses floating point by it. */
int _fltused = 0x9875;
#endif
