import type { Device } from './device.ts'
import type { GlContext, KernelMode } from './library.ts'

/** What does the work, for people, and whether it is faster hardware than one CPU core. */
export interface Renderer {
  readonly device: string
  readonly accelerated: boolean | 'unknown'
}

const apis: Readonly<Record<KernelMode, string>> = {
  webgl2: 'WebGL2',
  webgl: 'WebGL',
  headlessgl: 'headless-gl',
  webasm: 'WebAssembly SIMD kernels, one thread',
  cpu: 'JavaScript kernels, one thread',
}

/** Renderers that run on the CPU under a GL name. */
const software = /swiftshader|llvmpipe|softpipe|software|basic render|lavapipe/i

/** Names that hide the hardware: headless-gl's, and those of browsers that do not tell. */
const silent = /^(|angle|webkit webgl|mozilla|generic renderer)$/i

/** What a renderer's name tells of its speed. */
export function acceleration(renderer: string): boolean | 'unknown' {
  if (software.test(renderer)) return false
  return silent.test(renderer.trim()) ? 'unknown' : true
}

/** The renderer of a device that has run a kernel. */
export function rendererOf({ mode, context }: Device): Renderer {
  if (!context) return { device: apis[mode], accelerated: false }
  const name = rendererName(context)
  return {
    device: `${apis[mode]} on ${name || 'a renderer without a name'}`,
    accelerated: acceleration(name),
  }
}

function rendererName(context: GlContext): string {
  const unmasked = context.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL
  return String(context.getParameter(unmasked ?? context.RENDERER) ?? '')
}
