import { Device } from './device.ts'
import { output } from './kernels/output.ts'
import { type KernelMode, kernelClass, loadLibrary } from './library.ts'
import { kindOf } from './modes.ts'
import { mustSupport, unavailable } from './support.ts'

/** A device in use, and by how many backends. */
interface Shared {
  readonly device: Device
  users: number
}

/**
 * One gpu.js instance for each mode and process: browsers drop the oldest of many contexts, and reads from it are zeros.
 * Backends of a mode share it, with its compiled kernels, until the last of them is closed.
 */
const sharedDevices: Map<KernelMode, Shared> = new Map()

/** A device, and what to call when it is no longer used. */
export interface Lease {
  readonly device: Device
  release(): Promise<void>
}

/**
 * The device of a mode; opened if it is not, or if its context was lost.
 * @throws BackendUnavailableError when the mode cannot run here.
 */
export async function leaseDevice(mode: KernelMode): Promise<Lease> {
  const library = await loadLibrary()
  mustSupport(library, mode)
  let shared = sharedDevices.get(mode)
  if (!shared || shared.device.lost) {
    shared = { device: createDevice(library, mode), users: 0 }
    sharedDevices.set(mode, shared)
  }
  const leased = shared
  leased.users++
  return {
    device: leased.device,
    async release() {
      leased.users--
      if (leased.users > 0) return
      if (sharedDevices.get(mode) === leased) sharedDevices.delete(mode)
      await leased.device.destroy()
    },
  }
}

/** A device that has run a kernel and read back its two numbers. */
function createDevice(library: Awaited<ReturnType<typeof loadLibrary>>, mode: KernelMode): Device {
  const remedy = 'Choose another mode: gpujs:webasm runs wherever WebAssembly does.'
  try {
    const gpu = new library.GPU({ mode })
    const { features } = gpu.Kernel
    if (gpu.Kernel !== kernelClass(library, mode)) throw new Error('gpu.js chose another mode')
    if (kindOf(mode) === 'gl' && !(features?.isFloatRead && features.isTextureFloat)) {
      throw new Error('the device has no textures of float32 that kernels can write')
    }
    const device = new Device(library, gpu, mode)
    const placed = device.place([1.5, -0.25], 2, 1)
    const copied = device.run(output('identity'), 2, 1, { n: 2 }, [placed])
    const [first, second] = device.fetch(copied, 2, 1)
    device.discard(placed)
    device.discard(copied)
    if (first !== 1.5 || second !== -0.25) throw new Error('a matrix was read back with other numbers')
    return device
  } catch (error) {
    throw unavailable(mode, error instanceof Error ? error.message : String(error), remedy, error)
  }
}
