import { BackendUnavailableError, LevenError, OutOfMemoryError } from '@leven/core'
import { KernelCache } from './kernel-cache.ts'
import type { KernelSource, Sizes } from './kernels/kernel.ts'
import { gather, place } from './kernels/memory.ts'
import { type Argument, type Content, type Gpu, isTexture, type KernelMode, type Library } from './library.ts'
import { kindOf } from './modes.ts'

/** Elements that a GLSL ES 1.00 shader can count exactly: its integers may be float32. */
const mostCounted = 2 ** 24

/** One gpu.js instance and what every backend of its mode shares: compiled kernels, and the way in and out of memory. */
export class Device {
  readonly mode: KernelMode
  readonly #library: Library
  readonly #gpu: Gpu
  readonly #kernels: KernelCache
  readonly #onGl: boolean
  #lost = false

  constructor(library: Library, gpu: Gpu, mode: KernelMode) {
    this.mode = mode
    this.#library = library
    this.#gpu = gpu
    this.#onGl = kindOf(mode) === 'gl'
    this.#kernels = new KernelCache(gpu, mode, !this.#onGl)
  }

  /** The context on GL, once a kernel has run. In a page, mode cpu has a context too, but of a 2D canvas. */
  get context(): Gpu['context'] {
    return this.#onGl ? this.#gpu.context : null
  }

  /** How many kernels are compiled. */
  get compiled(): number {
    return this.#kernels.size
  }

  /** The most rows or columns of a matrix: the largest texture's. */
  get largestDimension(): number | undefined {
    const { context } = this
    return context ? Number(context.getParameter(context.MAX_TEXTURE_SIZE)) : undefined
  }

  /** The most elements of a matrix. */
  get largestSize(): number {
    return this.mode === 'webgl' || this.mode === 'headlessgl' ? mostCounted : Number.POSITIVE_INFINITY
  }

  /** Bytes that an element takes: GLSL ES 1.00 has no textures of one channel, so there it takes four. */
  get elementBytes(): number {
    return this.mode === 'webgl' || this.mode === 'headlessgl' ? 16 : 4
  }

  /** Whether the context is gone, with everything in it. */
  get lost(): boolean {
    this.#lost ||= this.context?.isContextLost?.() === true
    return this.#lost
  }

  /**
   * Runs a kernel for a result of rows × columns.
   * @throws BackendUnavailableError when the context is lost.
   */
  run(source: KernelSource, rows: number, columns: number, sizes: Sizes, args: readonly Argument[]): Content {
    try {
      return this.#kernels.run(source, rows, columns, sizes, args)
    } catch (error) {
      // A lost context compiles nothing and says so in words of its own.
      if (this.lost) throw this.#gone(error)
      throw error
    }
  }

  /** Column-major host numbers as a matrix on the device. They are copied. */
  place(values: ArrayLike<number>, rows: number, columns: number): Content {
    const copy = Float32Array.from(values)
    if (this.#onGl) {
      const matrix = this.#library.input(copy, [rows, columns])
      return this.run(place, rows, columns, {}, [matrix])
    }
    return Array.from({ length: columns }, (_, j) => copy.subarray(j * rows, (j + 1) * rows))
  }

  /** Column i of the result = column columns[i] of `from`, which is rows × `width`. */
  gather(from: Content, rows: number, width: number, columns: Int32Array): Content {
    if (!isTexture(from)) {
      // No matrix is ever changed, only replaced, so two may share a column.
      return Array.from(columns, (column) => from[column] ?? new Float32Array(rows))
    }
    const places = this.#library.input(Float32Array.from(columns), [columns.length, 1])
    return this.run(gather, rows, columns.length, { width }, [from, places])
  }

  /**
   * The numbers of a matrix, column-major.
   * @throws BackendUnavailableError, OutOfMemoryError, LevenError for what went wrong on the device until now.
   */
  fetch(content: Content, rows: number, columns: number): Float32Array {
    if (this.lost) throw this.#gone()
    const nested = isTexture(content) ? content.toArray() : content
    const values = new Float32Array(rows * columns)
    for (const [j, column] of nested.entries()) values.set(column, j * rows)
    // A context that was lost in the middle gives zeros.
    if (this.lost) throw this.#gone()
    this.#raise()
    return values
  }

  /** Gives a matrix's memory back. */
  discard(content: Content): void {
    if (isTexture(content)) content.delete()
  }

  /** Releases the context and every kernel. */
  destroy(): Promise<void> {
    return this.#lost ? Promise.resolve() : this.#gpu.destroy()
  }

  #raise(): void {
    const { context } = this
    if (!context) return
    const code = context.getError()
    switch (code) {
      case context.NO_ERROR:
        return
      case context.OUT_OF_MEMORY:
        throw new OutOfMemoryError(
          0,
          0,
          `The graphics device of gpujs:${this.mode} has run out of memory.`,
          'Use smaller batches or fewer units, or free tensors that are no longer needed.',
        )
      default:
        throw new LevenError(
          'FAILED',
          `The graphics device of gpujs:${this.mode} reports error 0x${code.toString(16)}.`,
          'Open the backend again; if it happens again, choose another mode or backend.',
        )
    }
  }

  #gone(cause?: unknown): BackendUnavailableError {
    return new BackendUnavailableError(
      `gpujs:${this.mode}`,
      `The graphics context of gpujs:${this.mode} was lost, and every matrix in it.`,
      'Open the backend again and go on from the last training state that was taken.',
      { cause },
    )
  }
}
