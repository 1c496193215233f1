import { type Backend, BackendUnavailableError, LevenError, openReference } from '@leven/core'
import type { BackendName } from './backend-names.ts'

/** How each backend is loaded, once it is asked for. Another one is a line here and a line among the names. */
const registry: Readonly<Record<BackendName, () => Promise<Backend>>> = {
  cpu: async () => (await import('@leven/backend-cpu')).openCpuBackend(),
  'gpujs:webgl2': () => openGpujs('webgl2'),
  'gpujs:webgl': () => openGpujs('webgl'),
  'gpujs:webasm': () => openGpujs('webasm'),
  reference: () => openReference(),
}

async function openGpujs(mode: string): Promise<Backend> {
  return (await import('@leven/backend-gpujs')).openGpujsBackend(mode)
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
