import type { KernelMode } from './library.ts'

/** What may be asked for: a mode of gpu.js, or the first that is there. */
export type GpujsMode = 'auto' | KernelMode

/** The modes in the order in which `auto` tries them; `cpu` is for comparison and has to be asked for. */
export const automatic: readonly KernelMode[] = ['webgl2', 'webgl', 'headlessgl', 'webasm']

/** Every mode. */
export const modeNames: readonly GpujsMode[] = ['auto', ...automatic, 'cpu']

/** What kernels of a mode compute in and where their matrices lie. */
export type Kind = 'gl' | 'host'

/** Whether a mode's matrices are textures. */
export function kindOf(mode: KernelMode): Kind {
  switch (mode) {
    case 'webgl2':
    case 'webgl':
    case 'headlessgl':
      return 'gl'
    case 'webasm':
    case 'cpu':
      return 'host'
    default:
      return mode satisfies never
  }
}

/** The mode, if there is one of that name. */
export function asMode(name: string): GpujsMode | undefined {
  return modeNames.find((mode) => mode === name)
}
