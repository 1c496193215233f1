import { BackendUnavailableError, isLevenError } from '@leven/core'
import { arithmeticOf } from './arithmetic.ts'
import { DeviceBackend, type GpujsBackend } from './backend.ts'
import type { KernelMode } from './library.ts'
import { asMode, automatic, type GpujsMode, modeNames } from './modes.ts'
import { rendererOf } from './renderer.ts'
import { type Lease, leaseDevice } from './sharing.ts'

/** How to open the backend. */
export interface GpujsOptions {
  /** Default 'auto': the first of webgl2, webgl, headlessgl and webasm that is there. */
  readonly mode?: GpujsMode
}

/**
 * Opens the gpu.js backend. Takes options, or the mode alone as a backend module's `OpenBackend` does; '' is 'auto'.
 * Backends of one mode share one context; their tensors do not mix.
 * @throws BackendUnavailableError for a mode that does not exist or is not there, with cause and remedy.
 *
 * @example
 * const on = await openGpujsBackend({ mode: 'webgl2' })
 * on.info.device // 'WebGL2 on ANGLE (NVIDIA, …)'
 * on.info.accelerated // true; false in software
 */
export async function openGpujsBackend(options: string | GpujsOptions = {}): Promise<GpujsBackend> {
  const named = (typeof options === 'string' ? options : options.mode) || 'auto'
  const mode = asMode(named)
  if (!mode) {
    throw new BackendUnavailableError(
      `gpujs:${named}`,
      `The gpujs backend has no mode '${named}'.`,
      `Use one of ${modeNames.map((name) => `gpujs:${name}`).join(', ')}.`,
    )
  }
  if (mode !== 'auto') return backendOn(await leaseDevice(mode), `mode '${mode}' was asked for`)
  return openFirst()
}

/** The first mode that is there; its reason says why the ones before it are not. */
async function openFirst(): Promise<GpujsBackend> {
  const refusals: string[] = []
  for (const mode of automatic) {
    const lease = await tryLease(mode)
    if (!isLevenError(lease)) {
      const reason = ['auto chose the first mode that is there', ...refusals].join('; ')
      return backendOn(lease, reason)
    }
    refusals.push(lease.message.replace(/\.$/, ''))
  }
  throw new BackendUnavailableError(
    'gpujs:auto',
    `No mode of gpujs can run here: ${refusals.join('; ')}.`,
    'Use gpujs:cpu, or another backend.',
  )
}

async function tryLease(mode: KernelMode): Promise<Lease | BackendUnavailableError> {
  try {
    return await leaseDevice(mode)
  } catch (error) {
    if (isUnavailable(error)) return error
    throw error
  }
}

function isUnavailable(error: unknown): error is BackendUnavailableError {
  return isLevenError(error) && error.code === 'BACKEND_UNAVAILABLE' && 'mode' in error
}

function backendOn({ device, release }: Lease, reason: string): GpujsBackend {
  const { mode, largestDimension } = device
  const info = {
    name: 'gpujs',
    ...rendererOf(device),
    reason,
    arithmetic: arithmeticOf(mode),
    ...(largestDimension !== undefined && { largestDimension }),
  }
  return new DeviceBackend(device, info, release)
}
