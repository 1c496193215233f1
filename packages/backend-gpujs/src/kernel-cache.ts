import { LevenError } from '@leven/core'
import type { KernelSource, Sizes } from './kernels/kernel.ts'
import type { Argument, CompiledKernel, Content, Gpu, KernelMode } from './library.ts'

/**
 * Kernels kept beside WebAssembly memories of their own, most recently used last. GL programs are small, and deleting one
 * would take the textures it made with it, so there none is dropped.
 */
const mostHostKernels = 512

/** The compiled kernels of one gpu.js instance, by operation and shape. */
export class KernelCache {
  readonly #gpu: Gpu
  readonly #mode: KernelMode
  readonly #limit: number
  readonly #kernels: Map<string, CompiledKernel> = new Map()

  constructor(gpu: Gpu, mode: KernelMode, limited: boolean) {
    this.#gpu = gpu
    this.#mode = mode
    this.#limit = limited ? mostHostKernels : Number.POSITIVE_INFINITY
  }

  /** How many are compiled. */
  get size(): number {
    return this.#kernels.size
  }

  /**
   * Runs a kernel for a result of rows × columns; compiles it first where it is new.
   * @throws LevenError where gpu.js ran it in another mode than asked for: it changes to JavaScript without an error.
   */
  run(source: KernelSource, rows: number, columns: number, sizes: Sizes, args: readonly Argument[]): Content {
    const key = `${source.name} ${rows}×${columns} ${Object.values(sizes).join(' ')}`
    const known = this.#kernels.get(key)
    if (known) {
      if (this.#limit < Number.POSITIVE_INFINITY) {
        this.#kernels.delete(key)
        this.#kernels.set(key, known)
      }
      return known(...args)
    }
    const made = this.#compile(source, rows, columns, sizes)
    const result = made(...args)
    if (made.kernel.constructor !== this.#gpu.Kernel) {
      throw new LevenError(
        'FAILED',
        `gpu.js ran the kernel '${source.name}' in JavaScript instead of in mode ${this.#mode}.`,
        'Report this, with the shapes of the network; until then choose another backend.',
      )
    }
    this.#kernels.set(key, made)
    this.#dropOldest()
    return result
  }

  #compile(source: KernelSource, rows: number, columns: number, sizes: Sizes): CompiledKernel {
    return this.#gpu.createKernel(source.source, {
      pipeline: true,
      immutable: true,
      precision: 'single',
      tactic: 'precision',
      loopMaxIterations: 1 << 20,
      output: [rows, columns],
      constants: sizes,
      functions: source.functions,
    })
  }

  #dropOldest(): void {
    if (this.#kernels.size <= this.#limit) return
    const [oldest] = this.#kernels
    if (!oldest) return
    this.#kernels.delete(oldest[0])
    oldest[1].destroy()
  }
}
