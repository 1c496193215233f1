/**
 * The one place that knows what gpu.js really takes and gives. Its own types are wrong where Leven needs them
 * (`Input` is no value, kernels do not accept one), so they are stated here again, as little as is used.
 */

/** A matrix in device memory, made by a kernel. */
export interface Texture {
  /** Nested rows of numbers: waits for the device. */
  toArray(): readonly Float32Array[]
  /** Gives the texture back. gpu.js still answers with its old numbers afterwards. */
  delete(): void
}

/** What a kernel takes and gives: a texture on GL, one Float32Array for each column elsewhere. */
export type Content = Texture | readonly Float32Array[]

/** Host numbers with a shape, x first: gpu.js copies them when a kernel is called. */
export interface HostMatrix {
  readonly value: Float32Array
}

/** What a kernel is called with. */
export type Argument = Content | HostMatrix | number

/** A kernel, compiled when it is first called. */
export interface CompiledKernel {
  (...args: readonly Argument[]): Content
  /** The kernel behind the call; its class is what ran. Another one takes its place when gpu.js changes its mind. */
  readonly kernel: { readonly constructor: unknown }
  destroy(): void
}

/** The settings of every kernel, without which gpu.js is wrong, slow or leaks. */
export interface KernelSettings {
  readonly pipeline: true
  readonly immutable: true
  readonly precision: 'single'
  readonly tactic: 'precision'
  readonly loopMaxIterations: number
  /** x and y: rows and columns. */
  readonly output: readonly [number, number]
  readonly constants: Readonly<Record<string, number>>
  /** Sources of functions that the kernel calls. */
  readonly functions: readonly string[]
}

/** The parts of a WebGL context that tell what it is and whether it lives. */
export interface GlContext {
  readonly NO_ERROR: number
  readonly OUT_OF_MEMORY: number
  readonly CONTEXT_LOST_WEBGL: number
  readonly MAX_TEXTURE_SIZE: number
  readonly RENDERER: number
  isContextLost?(): boolean
  getError(): number
  getParameter(name: number): unknown
  getExtension(name: string): { readonly UNMASKED_RENDERER_WEBGL?: number } | null
}

/** What runs kernels of one mode. Its name is lost in minified builds, and its `mode` is 'gpu' for all of GL. */
export interface KernelClass {
  readonly features: { readonly isFloatRead: boolean; readonly isTextureFloat: boolean } | null
}

/** One gpu.js instance: a context and the kernels compiled on it. */
export interface Gpu {
  readonly context: GlContext | null
  /** The kernel class of this instance. */
  readonly Kernel: KernelClass
  createKernel(source: string, settings: KernelSettings): CompiledKernel
  destroy(): Promise<void>
}

/** The modes that Leven uses; `gpu` and `dev` fall back without a word, `webgpu` answers with promises. */
export type KernelMode = 'webgl2' | 'webgl' | 'headlessgl' | 'webasm' | 'cpu'

/** gpu.js. */
export interface Library {
  readonly GPU: {
    new (settings: { readonly mode: KernelMode }): Gpu
    readonly isWebGL2Supported: boolean
    readonly isWebGLSupported: boolean
    readonly isHeadlessGLSupported: boolean
    readonly isWebAssemblySupported: boolean
  }
  readonly WebGL2Kernel: KernelClass
  readonly WebGLKernel: KernelClass
  readonly HeadlessGLKernel: KernelClass
  readonly WebAssemblyKernel: KernelClass
  readonly CPUKernel: KernelClass
  input(value: Float32Array, size: readonly [number, number]): HostMatrix
}

/** Loads gpu.js when a backend is opened, and not before: it is 634 kB. */
export async function loadLibrary(): Promise<Library> {
  const loaded: unknown = await import('gpu.js')
  // CommonJS: the exports are the default where a bundler or Node has wrapped them.
  const exports = hasDefault(loaded) ? loaded.default : loaded
  // The one unchecked cast.
  return exports as Library
}

function hasDefault(loaded: unknown): loaded is { readonly default: unknown } {
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded
}

/** The class whose kernels run in a mode. */
export function kernelClass(library: Library, mode: KernelMode): KernelClass {
  switch (mode) {
    case 'webgl2':
      return library.WebGL2Kernel
    case 'webgl':
      return library.WebGLKernel
    case 'headlessgl':
      return library.HeadlessGLKernel
    case 'webasm':
      return library.WebAssemblyKernel
    case 'cpu':
      return library.CPUKernel
    default:
      return mode satisfies never
  }
}

/** Whether a kernel's result lies in a texture. */
export function isTexture(content: Content): content is Texture {
  return !Array.isArray(content)
}
