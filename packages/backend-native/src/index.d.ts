/** An address in a WebAssembly memory, in bytes; 0 stands for an operand that is not given. */
type Address = number

/**
 * The kernels of one instruction set, on the WebAssembly memory they are attached to. Sizes are in elements; n, k and
 * m as in the port. Each call is finished when it returns, and throws a RangeError where a matrix is not in the memory.
 */
export interface NativeKernels {
  /** The memory they work on: called before the first operation, and again whenever the memory has grown. */
  attach(memory: Uint8Array): void
  dense(A: Address, W: Address, X: Address, b: Address, n: number, k: number, m: number, g: number): void
  /** dW of columns `first` to `end`; db where `first` is 0. */
  gradients(
    dW: Address,
    db: Address,
    dZ: Address,
    A: Address,
    n: number,
    k: number,
    m: number,
    first: number,
    end: number,
  ): void
  backpropagate(
    dZ1: Address,
    W2: Address,
    dZ2: Address,
    A1: Address,
    n: number,
    k: number,
    m: number,
    g: number,
  ): void
  sigmoid(T: Address, Z: Address, count: number): void
  residual(dZ: Address, T: Address, Y: Address, s: Address, n: number, m: number): void
  gradientDescent(P: Address, dP: Address, count: number, rate: number, l2: number): void
  momentum(P: Address, dP: Address, v: Address, count: number, rate: number, l2: number, mu: number): void
  adam(
    P: Address,
    dP: Address,
    m: Address,
    v: Address,
    count: number,
    rate: number,
    l2: number,
    beta1: number,
    gain1: number,
    beta2: number,
    gain2: number,
    epsilon: number,
    correction1: number,
    correction2: number,
  ): void
}

/** What a file of `prebuilt/` exports: `require('@leven/backend-native/linux-x64')`. */
export interface NativeAddon {
  /** The instruction sets that this processor runs, narrowest first: 'SSE2', 'AVX2', 'AVX-512', or 'NEON'. */
  readonly sets: readonly string[]
  /** Bytes that `open` and `selfTest` need to work in. */
  readonly roomBytes: number
  /** The kernels of the set with this number. They keep the room; no two that work at once may share it. */
  open(set: number, room: Uint8Array): NativeKernels
  /** A number made of the bits of some results of every kernel: the same for every set of every machine. */
  selfTest(set: number, room: Uint8Array): number
}
