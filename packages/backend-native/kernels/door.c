// The door: Node-API functions that find the operands of a kernel in the WebAssembly memory of backend-cpu.
// Freestanding: the only symbols from outside are Node-API's, which the process that loads the file has.

#define NAPI_VERSION 8
#include "node_api.h"
#include "processor.h"

static size_t lesserOf(size_t a, size_t b) { return a < b ? a : b; }
#include "self-test.h"

/** What the functions of one `open` share. It lies in a room that the caller gives and each function keeps alive. */
typedef struct {
  Scratch scratch;
  const Kernels *kernels;
  char *memory;
  size_t bytes;
} Context;

/** Kernels may read as far behind a matrix: the slack of backend-cpu/src/allocator.ts. */
enum { SLACK = 64, ALIGNMENT = 64 };

// ---- arguments ----

enum { MOST_ARGUMENTS = 14 };

/** The arguments of a call: the first `integers` of them addresses and sizes, the others numbers. */
typedef struct {
  Context *context;
  size_t count;
  uint32_t at[MOST_ARGUMENTS];
  float number[MOST_ARGUMENTS];
  int outside;
} Call;

static int arguments(napi_env env, napi_callback_info info, Call *call, size_t integers, size_t numbers) {
  napi_value values[MOST_ARGUMENTS];
  size_t count = integers + numbers;
  void *data;
  call->outside = 0;
  if (napi_get_cb_info(env, info, &count, values, NULL, &data)) return 0;
  call->context = data;
  for (size_t i = 0; i < integers; i++)
    if (napi_get_value_uint32(env, values[i], &call->at[i])) goto refused;
  for (size_t i = 0; i < numbers; i++) {
    double number;
    if (napi_get_value_double(env, values[integers + i], &number)) goto refused;
    call->number[i] = (float)number;
  }
  return 1;
refused:
  napi_throw_type_error(env, NULL, "A kernel takes addresses, sizes and numbers.");
  return 0;
}

/** The matrix of `count` floats at an address. */
static float *matrix(Call *call, uint32_t address, uint64_t count) {
  if (count > UINT32_MAX || address + count * sizeof(float) + SLACK > call->context->bytes) call->outside = 1;
  return (float *)(call->context->memory + address);
}

/** Whether all matrices lie in the memory; throws where not. */
static int inside(napi_env env, const Call *call) {
  if (call->outside) napi_throw_range_error(env, NULL, "A matrix does not lie in the memory of the kernels.");
  return !call->outside;
}

// ---- one function for each kernel ----

static napi_value dense(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 8, 0)) return NULL;
  uint64_t n = c.at[4], k = c.at[5], m = c.at[6];
  float *A = matrix(&c, c.at[0], n * m), *W = matrix(&c, c.at[1], n * k), *X = matrix(&c, c.at[2], k * m), *b = matrix(&c, c.at[3], n);
  if (inside(env, &c)) c.context->kernels->dense(&c.context->scratch, A, W, X, b, n, k, m, c.at[7]);
  return NULL;
}

static napi_value gradients(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 9, 0)) return NULL;
  uint64_t n = c.at[4], k = c.at[5], m = c.at[6], first = c.at[7], end = c.at[8];
  float *dW = matrix(&c, c.at[0], n * k), *db = matrix(&c, c.at[1], n), *dZ = matrix(&c, c.at[2], n * m), *A = matrix(&c, c.at[3], k * m);
  if (first > end || end > k) c.outside = 1;
  if (inside(env, &c)) c.context->kernels->gradients(&c.context->scratch, dW, db, dZ, A, n, k, m, first, end);
  return NULL;
}

static napi_value backpropagate(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 8, 0)) return NULL;
  uint64_t n = c.at[4], k = c.at[5], m = c.at[6];
  float *dZ1 = matrix(&c, c.at[0], k * m), *W2 = matrix(&c, c.at[1], n * k), *dZ2 = matrix(&c, c.at[2], n * m), *A1 = matrix(&c, c.at[3], k * m);
  if (inside(env, &c)) c.context->kernels->backpropagate(&c.context->scratch, dZ1, W2, dZ2, A1, n, k, m, c.at[7]);
  return NULL;
}

static napi_value sigmoid(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 3, 0)) return NULL;
  float *T = matrix(&c, c.at[0], c.at[2]), *Z = matrix(&c, c.at[1], c.at[2]);
  if (inside(env, &c)) c.context->kernels->sigmoid(T, Z, c.at[2]);
  return NULL;
}

static napi_value residual(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 6, 0)) return NULL;
  uint64_t n = c.at[4], m = c.at[5];
  float *dZ = matrix(&c, c.at[0], n * m), *T = matrix(&c, c.at[1], n * m), *Y = matrix(&c, c.at[2], n * m);
  float *s = c.at[3] ? matrix(&c, c.at[3], m) : NULL;
  if (inside(env, &c)) c.context->kernels->residual(dZ, T, Y, s, n, m);
  return NULL;
}

static napi_value gradientDescent(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 3, 2)) return NULL;
  float *P = matrix(&c, c.at[0], c.at[2]), *dP = matrix(&c, c.at[1], c.at[2]);
  if (inside(env, &c)) c.context->kernels->gradientDescent(P, dP, c.at[2], c.number[0], c.number[1]);
  return NULL;
}

static napi_value momentum(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 4, 3)) return NULL;
  float *P = matrix(&c, c.at[0], c.at[3]), *dP = matrix(&c, c.at[1], c.at[3]), *v = matrix(&c, c.at[2], c.at[3]);
  if (inside(env, &c)) c.context->kernels->momentum(P, dP, v, c.at[3], c.number[0], c.number[1], c.number[2]);
  return NULL;
}

static napi_value adam(napi_env env, napi_callback_info info) {
  Call c;
  if (!arguments(env, info, &c, 5, 9)) return NULL;
  const float *x = c.number;
  float *P = matrix(&c, c.at[0], c.at[4]), *dP = matrix(&c, c.at[1], c.at[4]), *m = matrix(&c, c.at[2], c.at[4]), *v = matrix(&c, c.at[3], c.at[4]);
  if (inside(env, &c)) c.context->kernels->adam(P, dP, m, v, c.at[4], x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]);
  return NULL;
}

// ---- opening ----

static void name(napi_env env, napi_value object, const char *key, napi_value value) { napi_set_named_property(env, object, key, value); }

/** A function with the context; with `room` it keeps the context alive as long as itself. */
static void provide(napi_env env, napi_value object, const char *key, napi_callback call, Context *context, napi_value room) {
  napi_value made;
  if (napi_create_function(env, key, NAPI_AUTO_LENGTH, call, context, &made)) return;
  if (room) name(env, made, "room", room);
  name(env, object, key, made);
}

/** The bytes of a Uint8Array, whatever the kind of its buffer. */
static int bytesOf(napi_env env, napi_value array, char **at, size_t *length) {
  void *data;
  napi_typedarray_type type;
  if (napi_get_typedarray_info(env, array, &type, length, &data, NULL, NULL) || type != napi_uint8_array) {
    napi_throw_type_error(env, NULL, "A Uint8Array is expected.");
    return 0;
  }
  *at = data;
  return 1;
}

static Context *contextIn(napi_env env, napi_value room) {
  char *at;
  size_t length;
  if (!bytesOf(env, room, &at, &length)) return NULL;
  char *aligned = (char *)(((uintptr_t)at + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1));
  if (aligned + sizeof(Context) <= at + length) return (Context *)aligned;
  napi_throw_range_error(env, NULL, "The room for the kernels is too small.");
  return NULL;
}

/** attach(memory): the memory is there now, and that long. */
static napi_value attach(napi_env env, napi_callback_info info) {
  napi_value memory;
  size_t count = 1;
  void *data;
  if (napi_get_cb_info(env, info, &count, &memory, NULL, &data)) return NULL;
  Context *context = data;
  bytesOf(env, memory, &context->memory, &context->bytes);
  return NULL;
}

/** The set whose number is the first argument, and the context in the room that is the second. */
static const Kernels *setAndContext(napi_env env, napi_callback_info info, Context **context, napi_value *room) {
  napi_value values[2];
  size_t count = 2;
  uint32_t set;
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL)) return NULL;
  if (napi_get_value_uint32(env, values[0], &set) || set >= supportedSets()) {
    napi_throw_range_error(env, NULL, "This processor has no such instruction set.");
    return NULL;
  }
  *room = values[1];
  *context = contextIn(env, *room);
  return *context ? sets[set].kernels : NULL;
}

/** open(set, room): the kernels of an instruction set; they work once `attach` has told where. */
static napi_value openKernels(napi_env env, napi_callback_info info) {
  Context *context;
  napi_value room, made;
  const Kernels *kernels = setAndContext(env, info, &context, &room);
  if (!kernels || napi_create_object(env, &made)) return NULL;
  context->kernels = kernels;
  context->memory = NULL;
  context->bytes = 0;
  provide(env, made, "attach", attach, context, room);
  provide(env, made, "dense", dense, context, room);
  provide(env, made, "gradients", gradients, context, room);
  provide(env, made, "backpropagate", backpropagate, context, room);
  provide(env, made, "sigmoid", sigmoid, context, room);
  provide(env, made, "residual", residual, context, room);
  provide(env, made, "gradientDescent", gradientDescent, context, room);
  provide(env, made, "momentum", momentum, context, room);
  provide(env, made, "adam", adam, context, room);
  return made;
}

/** selfTest(set, room): the number of self-test.h. */
static napi_value runSelfTest(napi_env env, napi_callback_info info) {
  Context *context;
  napi_value room, made;
  const Kernels *kernels = setAndContext(env, info, &context, &room);
  if (!kernels || napi_create_uint32(env, selfTest(kernels, &context->scratch), &made)) return NULL;
  return made;
}

#ifdef _WIN32
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

EXPORTED int32_t node_api_module_get_api_version_v1(void) { return NAPI_VERSION; }

EXPORTED napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  napi_value names, roomBytes;
  if (napi_create_array(env, &names) || napi_create_uint32(env, sizeof(Context) + ALIGNMENT, &roomBytes)) return NULL;
  for (size_t set = 0; set < supportedSets(); set++) {
    napi_value text;
    if (napi_create_string_utf8(env, sets[set].name, NAPI_AUTO_LENGTH, &text)) return NULL;
    napi_set_element(env, names, (uint32_t)set, text);
  }
  name(env, exports, "sets", names);
  name(env, exports, "roomBytes", roomBytes);
  provide(env, exports, "open", openKernels, NULL, NULL);
  provide(env, exports, "selfTest", runSelfTest, NULL, NULL);
  return exports;
}
