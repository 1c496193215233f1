import { type Backend, isLevenError, type OpenBackend } from '@leven/core'
import { openByName } from '@leven/leven'
import type { BackendName } from './backend-names.ts'
import { FaultError } from './fault-error.ts'

/** What the page's bundle brings beside the backends that are always there. */
const registry: Readonly<Record<string, () => Promise<OpenBackend>>> = {
  gpujs: async () => (await import('@leven/backend-gpujs')).openGpujsBackend,
}

/**
 * Opens a backend. gpu.js is offered on a graphics device alone: each of its kernels in mode webasm has a WebAssembly
 * memory of its own, and browsers run out of them after some changes of the network.
 * @throws BackendUnavailableError, FaultError where it cannot run in this browser.
 */
export async function openBackend(name: BackendName): Promise<Backend> {
  try {
    return await openByName(name, { registry })
  } catch (cause) {
    if (!isLevenError(cause) || !name.startsWith('gpujs:')) throw cause
    throw new FaultError({ message: [['reported', cause.message]], remedy: [['accelerate']] }, { cause })
  }
}
