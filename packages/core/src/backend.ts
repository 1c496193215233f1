/**
 * The port: everything a device must offer so that Leven can train on it. Types, and the one way to use `record`.
 *
 * Matrices have the shapes of the derivation (docs/derivation.md): X is n0 × m, an instance is a column.
 * Values on the host are column-major, as in BLAS and LAPACK, so an instance is contiguous; a device may
 * store them as it likes. Operations run in the order of the calls. Outputs come first: each is wholly
 * overwritten and never also an input. Only `update` changes its arguments in place.
 */

/** Numbers on the host, column-major where they form a matrix. */
export type Values = Float32Array | Float64Array

/** Bytes in memory that is not shared: what `Uint8Array.of` gives, which TypeScript before 5.7 writes otherwise. */
export type Bytes = ReturnType<Uint8ArrayConstructor['of']>

/** A rows × columns matrix on a backend's device. Only its shape may be looked at. */
export interface Tensor {
  /** The number of rows. */
  readonly rows: number
  /** The number of columns; of a batch, its instances. */
  readonly columns: number
}

/**
 * Element-wise g. The slope of each is a function of A = g(Z), so Z need not be kept:
 * identity 1 · relu 1 where A > 0, else 0 · leakyRelu 1 where A > 0, else 0.01 · sigmoid A(1 − A) · tanh (1 − A)(1 + A).
 */
export type Activation = 'identity' | 'relu' | 'leakyRelu' | 'sigmoid' | 'tanh'

/**
 * The output with its canonical loss: sigmoid with binary cross-entropy, softmax with categorical
 * cross-entropy, identity with half the squared error; each summed over the outputs of an instance.
 * For each of them m ∂J/∂Z = T − Y.
 */
export type Output = 'sigmoid' | 'softmax' | 'identity'

/**
 * How `update` moves P, with G = ∂J/∂P + l2·P:
 * gradientDescent P −= α G; momentum v = μv + G, P −= α v;
 * adam m = β₁m + (1 − β₁)G, v = β₂v + (1 − β₂)G², P −= α (m/c₁) / (√(v/c₂) + ε).
 * The corrections c₁ = 1 − β₁ᵗ and c₂ = 1 − β₂ᵗ are passed in: core keeps the products in float64.
 */
export type UpdateRule =
  | { readonly kind: 'gradientDescent'; readonly learningRate: number; readonly l2: number }
  | {
      readonly kind: 'momentum'
      readonly learningRate: number
      readonly l2: number
      readonly momentum: number
    }
  | {
      readonly kind: 'adam'
      readonly learningRate: number
      readonly l2: number
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
      readonly correction1: number
      readonly correction2: number
    }

/**
 * What a device's arithmetic promises; the conformance suite derives every error bar from it.
 * Relative errors are worst cases in units of u.
 */
export interface Arithmetic {
  /** u: half the distance from 1 to the next number. 2⁻²⁴ for float32, 2⁻⁵³ for float64. */
  readonly unitRoundoff: number
  /** Worst relative error of e^x, in units of u. */
  readonly exp: number
  /** Worst relative error of log x on (0, ∞), in units of u, away from its zero at 1; there, absolute in units of u. */
  readonly log: number
  /** Worst relative error of tanh x, in units of u. */
  readonly tanh: number
  /** Worst relative error of a division, in units of u. 1 where it is correctly rounded. */
  readonly division: number
  /** Worst relative error of a square root, in units of u. 1 where it is correctly rounded. */
  readonly squareRoot: number
  /** True where results below the smallest normal number become zero. */
  readonly flushesSubnormals: boolean
  /** η: the largest absolute error that underflow can add. The smallest subnormal, or the smallest normal where those are flushed. */
  readonly underflow: number
  /** The largest finite number; what is beyond it becomes infinite. Absent: that of an IEEE 754 format with this u. */
  readonly overflow?: number
  /** True where a NaN, an infinity or an overflow may be lost on the way to a result. Absent: it shows. */
  readonly losesNaN?: boolean
  /** True where the same call on the same operands may give other bits. Absent: it gives the same. */
  readonly varies?: boolean
}

/** What a backend is, told truthfully: what runs, not what was asked for. */
export interface BackendInfo {
  /** The backend's name: 'cpu', 'gpujs', 'reference'. */
  readonly name: string
  /** The device that does the work, for people: 'WebAssembly SIMD, one thread'. */
  readonly device: string
  /** Whether a GPU or another accelerator does the work, rather than the CPU; 'unknown' where it cannot be told. */
  readonly accelerated: boolean | 'unknown'
  /** Why this device: chosen by name, or why `auto` chose it. */
  readonly reason: string
  /** Its unit roundoff and the errors of its functions, from which every error bar is derived. */
  readonly arithmetic: Arithmetic
  /** The most rows or columns a matrix may have; absent where only memory limits it. */
  readonly largestDimension?: number
  /** How much memory there is for matrices of float32; absent where it is not known. */
  readonly memory?: DeviceMemory
}

/** The memory of a device. */
export interface DeviceMemory {
  /** What all matrices together may take. */
  readonly bytes: number
  /** Whose limit that is, as the end of a sentence: 'WebAssembly addresses no more than 4 GiB'. */
  readonly limit: string
}

/** One compute device. Handles of one backend are errors in another; so are handles after `free`. */
export interface Backend {
  /** What the backend is, where it runs and how it computes. */
  readonly info: BackendInfo

  /**
   * A new matrix on the device, from column-major `values` (copied, each rounded once to
   * the nearest number of the device), or of zeros. The caller owns it until `free`.
   * @throws OutOfMemoryError when the device has no room; its message has the sizes.
   */
  tensor(rows: number, columns: number, values?: Values): Tensor

  /** Replaces the contents of `to` by column-major `values`, which are copied, and rounded as in `tensor`, before it returns. */
  write(to: Tensor, values: Values): void

  /** Column i of `to` = column `columns[i]` of `from`: a mini-batch. The indices are copied before it returns. */
  gather(to: Tensor, from: Tensor, columns: Int32Array): void

  /**
   * The contents, column-major, after every operation called before it and none after it. The array and the buffer behind it
   * are the caller's own. Faults of the device surface here at the latest.
   */
  read(from: Tensor): Promise<Values>

  /**
   * Optional: copies the contents, column-major, to `to` before it returns; for backends whose operations are done when
   * they return. `to` has as many places as `from` numbers.
   */
  readSync?(to: Values, from: Tensor): void

  /** Gives the device memory back. The handle must not be used again. */
  free(tensor: Tensor): void

  /** Bytes of device memory that live tensors hold. The same after a training step as before it. */
  liveBytes(): number

  /** Frees everything. The backend must not be used again. */
  close(): Promise<void>

  /** A = g(W X + b). A n × m, W n × k, X k × m, b n × 1. Equations (6)–(8). */
  dense(A: Tensor, W: Tensor, X: Tensor, b: Tensor, g: Activation): void

  /** T = σ(Z), softmax(Z) by columns, or Z. T and Z n × m. Equation (9). */
  output(T: Tensor, Z: Tensor, kind: Output): void

  /** J = (1/m) Σ s⁽ⁱ⁾ L⁽ⁱ⁾, from the logits Z so that log σ(z) never overflows. J 1 × 1, Z and Y n × m, s 1 × m. Equation (10). */
  cost(J: Tensor, Z: Tensor, Y: Tensor, kind: Output, s?: Tensor): void

  /** dZ = (T − Y) ⊙ s, which is m ∂J/∂Z of the last layer. dZ, T and Y n × m, s 1 × m. */
  residual(dZ: Tensor, T: Tensor, Y: Tensor, s?: Tensor): void

  /** dW = (1/m) dZ Aᵀ and db = (1/m) Σᵢ dZ⁽ⁱ⁾. dW n × k, db n × 1, dZ n × m, A k × m. Equations (11)–(14). */
  gradients(dW: Tensor, db: Tensor, dZ: Tensor, A: Tensor): void

  /** dZ1 = W2ᵀ dZ2 ⊙ g′(Z1), with the slope taken from A1 = g(Z1). dZ1 and A1 k × m, W2 n × k, dZ2 n × m. Equation (13). */
  backpropagate(dZ1: Tensor, W2: Tensor, dZ2: Tensor, A1: Tensor, g: Activation): void

  /**
   * P ← P − α dP, and its momentum and Adam kin, in place. P, dP and each moment have one shape.
   * `moments` is [] for gradientDescent, [v] for momentum, [m, v] for adam. Equations (15)–(18).
   */
  update(P: Tensor, dP: Tensor, moments: readonly Tensor[], rule: UpdateRule): void

  /**
   * Optional: for backends whose calls cost more than their work where operands are small. `work` calls operations on
   * `recorder`; nothing is computed yet. Each call of the result does them all, in order, on what the tensors hold
   * then, and by what the rules given to `update` say then. It has the same bits as the calls one by one.
   * A wrapper that watches or changes operations has no `record`.
   * @throws HandleError, at a call, where a tensor has been freed since.
   */
  record?(work: (recorder: Operations) => void): () => void
}

/** What computes: the methods of a backend that can be recorded. */
export type Operations = Pick<
  Backend,
  'dense' | 'output' | 'cost' | 'residual' | 'gradients' | 'backpropagate' | 'update'
>

/**
 * Work that is done often: recorded where the backend can, else called anew each time.
 * @example
 * const again = repeatable(on, (on) => forward(on, workspace))
 * again()
 */
export function repeatable(on: Backend, work: (on: Operations) => void): () => void {
  return on.record?.(work) ?? (() => work(on))
}

/** What a backend may be told when it opens; one that has no use for it leaves it. */
export interface OpenOptions {
  /** How many threads compute on a CPU: a number, or as many as pay. They change no bits. */
  readonly threads?: number | 'auto'
}

/**
 * Opens a backend. A backend module's default export is one of these, so that
 * `--backend ./my-backend.js` can find it; `mode` is what stands behind the colon of `name:mode`.
 * @throws BackendUnavailableError when the device or mode is not there.
 */
export type OpenBackend = (mode?: string, options?: OpenOptions) => Promise<Backend>
