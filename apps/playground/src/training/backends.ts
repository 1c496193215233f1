import { type Backend, BackendUnavailableError, LevenError, openReference } from '@leven/core'
import type { BackendName } from './backend-names.ts'

/** How each backend is loaded, once it is asked for. Another one is a line here and a line among the names. */
const registry: Readonly<Record<BackendName, () => Promise<Backend>>> = {
  cpu: async () => (await import('@leven/backend-cpu')).openCpuBackend(),
  'gpujs:webgl2': () => openGpujs('webgl2'),
  'gpujs:webgl': () => openGpujs('webgl'),
  reference: () => openReference(),
}

/**
 * gpu.js on a graphics device. Its mode webasm is not offered: each of its kernels has a WebAssembly memory of its
 * own, and browsers run out of them after some changes of the network.
 */
async function openGpujs(mode: string): Promise<Backend> {
  const { openGpujsBackend } = await import('@leven/backend-gpujs')
  try {
    return await openGpujsBackend(mode)
  } catch (cause) {
    if (!(cause instanceof BackendUnavailableError)) throw cause
    const remedy = "Turn hardware acceleration on in the browser's settings, or stay with cpu."
    throw new BackendUnavailableError(cause.mode, cause.message, remedy, { cause })
  }
}

/**
 * Opens a backend.
 * @throws BackendUnavailableError where it cannot run in this browser.
 */
export async function openBackend(name: BackendName): Promise<Backend> {
  try {
    return await registry[name]()
  } catch (cause) {
    if (cause instanceof LevenError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BackendUnavailableError(
      name,
      `The backend ${name} cannot be opened here: ${reason}`,
      'Choose another backend.',
      { cause },
    )
  }
}
