import { BackendUnavailableError } from '@leven/core'
import type { KernelMode, Library } from './library.ts'

/** Why a mode cannot run here and what to do about it. */
interface Absence {
  readonly cause: string
  readonly remedy: string
}

/** @throws BackendUnavailableError unless the mode can run here, with cause and remedy. */
export function mustSupport(library: Library, mode: KernelMode): void {
  const absence = absenceOf(library, mode)
  if (absence) throw unavailable(mode, absence.cause, absence.remedy)
}

/** The error that says why a mode of this backend cannot run. */
export function unavailable(
  mode: string,
  cause: string,
  remedy: string,
  error?: unknown,
): BackendUnavailableError {
  return new BackendUnavailableError(`gpujs:${mode}`, `gpujs:${mode} cannot run here: ${cause}.`, remedy, {
    cause: error,
  })
}

function absenceOf({ GPU }: Library, mode: KernelMode): Absence | undefined {
  switch (mode) {
    case 'webgl2':
      return GPU.isWebGL2Supported ? undefined : noWebGl('WebGL2')
    case 'webgl':
      return GPU.isWebGLSupported ? undefined : noWebGl('WebGL')
    case 'headlessgl':
      return GPU.isHeadlessGLSupported ? undefined : noHeadlessGl()
    case 'webasm':
      return GPU.isWebAssemblySupported ? forbiddenWebAssembly() : noWebAssembly
    case 'cpu':
      return forbiddenFunctions()
    default:
      return mode satisfies never
  }
}

const noWebAssembly: Absence = {
  cause: 'there is no WebAssembly',
  remedy: 'Use Node without --jitless, or a current browser; or choose gpujs:cpu.',
}

/** gpu.js compiles modules while it runs, which a page may forbid. */
function forbiddenWebAssembly(): Absence | undefined {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
    return undefined
  } catch {
    return {
      cause: "the page's Content-Security-Policy forbids WebAssembly",
      remedy: "Allow 'wasm-unsafe-eval' in its script-src, or choose gpujs:webgl2 or gpujs:webgl.",
    }
  }
}

/** gpu.js makes its JavaScript kernels from text, which a page may forbid; it then says only that they cannot run. */
function forbiddenFunctions(): Absence | undefined {
  try {
    new Function('')
    return undefined
  } catch {
    return {
      cause: "the page's Content-Security-Policy forbids to make functions from text",
      remedy: "Allow 'unsafe-eval' in its script-src, or choose another mode, which does without.",
    }
  }
}

function noWebGl(name: string): Absence {
  if (nodeProcess()) {
    return {
      cause: `there is no ${name} in Node`,
      remedy: 'Use gpujs:headlessgl or gpujs:webasm in Node; WebGL is for browsers.',
    }
  }
  return {
    cause: `this browser has no ${name}, or has it turned off`,
    remedy: "Turn hardware acceleration on in the browser's settings, or choose gpujs:webasm.",
  }
}

function noHeadlessGl(): Absence {
  const process = nodeProcess()
  if (!process) {
    return { cause: 'headless-gl is for Node', remedy: 'Use gpujs:webgl2 or gpujs:webgl in a browser.' }
  }
  const problem = problemOfGl(process)
  if (problem === 'absent') {
    return {
      cause: "the package 'gl' is not installed",
      remedy:
        "Install 'gl' beside gpu.js (packages/backend-gpujs/README.md says how), or choose gpujs:webasm.",
    }
  }
  if (problem === 'broken') {
    return {
      cause: "the package 'gl' is installed, but its native part was not built or does not load",
      remedy: "Rebuild it with 'npm rebuild gl', which needs a C++ compiler and the GL headers.",
    }
  }
  return {
    cause: "the package 'gl' is installed, but there is no display",
    remedy: "Run the program under 'xvfb-run -a', or set DISPLAY to a running X server.",
  }
}

/** The parts of Node's `process` that tell whether `gl` is there. */
interface NodeProcess {
  getBuiltinModule(name: 'node:module'): {
    createRequire(from: string): { (name: string): unknown; resolve(name: string): string }
  }
}

function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { process?: Partial<NodeProcess> & { versions?: { node?: string } } }
  return process?.versions?.node && process.getBuiltinModule ? (process as NodeProcess) : undefined
}

/** What is wrong with `gl` where gpu.js looks for it. */
function problemOfGl(process: NodeProcess): 'absent' | 'broken' | 'no display' {
  const { createRequire } = process.getBuiltinModule('node:module')
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('gpu.js'))
    try {
      beside.resolve('gl')
    } catch {
      return 'absent'
    }
    try {
      beside('gl')
    } catch {
      return 'broken'
    }
    return 'no display'
  } catch {
    return 'absent' // bundled: there is no gpu.js to look beside
  }
}
