import type { NativeAddon, NativeKernels } from '@leven/backend-native'
import { type Host, host } from '../host.ts'
import type { NativeOfThreads } from '../threads/pool.ts'
import { expectedSelfTest } from './self-test.ts'

/** Native kernels of one instruction set that this processor runs. */
export interface NativeSet {
  /** 'SSE2', 'AVX2', 'AVX-512' or 'NEON'. */
  readonly name: string
  /** Whether they give the bits that every machine gives: the self-test, run once. */
  isRight(): boolean
  /** How another thread opens the same kernels. */
  readonly ofThreads: NativeOfThreads
  /** Bytes that kernels write beside their outputs. */
  readonly roomBytes: number
  /**
   * New kernels, not yet attached to a memory. No two backends or threads may share them.
   * @param room roomBytes, to work in
   */
  open(room?: Uint8Array): NativeKernels
}

/** Why there are no native kernels here, and what to do about it. */
export interface NativeMissing {
  /** A clause: 'they are not built for linux-riscv64'. */
  readonly missing: string
  readonly remedy: string
  readonly cause?: unknown
}

const prebuilt = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64']

let sets: readonly NativeSet[] | NativeMissing | undefined

/** The native kernels that run here, narrowest vectors first, or why there are none. Looked for once. */
export function nativeSets(): readonly NativeSet[] | NativeMissing {
  sets ??= load()
  return sets
}

function load(): readonly NativeSet[] | NativeMissing {
  const system = host()
  if (!system) {
    return {
      missing: 'they run in Node 20.19 and newer and in what takes its modules, not in a page',
      remedy: 'Use cpu or cpu:wasm.',
    }
  }
  const { target } = system
  if (!prebuilt.includes(target)) {
    return {
      missing: `there are none for ${target}`,
      remedy: `Use cpu or cpu:wasm; native kernels are built for ${prebuilt.join(', ')}.`,
    }
  }
  if (!canResolve(system, '@leven/backend-native/package.json')) {
    return { missing: '@leven/backend-native is not installed', remedy: 'npm install @leven/backend-native' }
  }
  const id = `@leven/backend-native/${target}`
  if (!canResolve(system, id)) {
    return {
      missing: `they are not built for ${target} in this checkout`,
      remedy: 'Build them with `npm run native`, which needs clang: apt-get install clang-19 lld-19 llvm-19.',
    }
  }
  try {
    // the one unchecked cast: the file is built from kernels/door.c, whose exports these are
    return setsOf(system.require(id) as NativeAddon, system.resolve(id))
  } catch (cause) {
    const told = cause instanceof Error ? cause.message : String(cause)
    return {
      missing: `they cannot be loaded: ${told.split('\n', 1)[0]}`,
      remedy: 'Install @leven/backend-native again, or use cpu:wasm.',
      cause,
    }
  }
}

function canResolve({ resolve }: Host, id: string): boolean {
  try {
    resolve(id)
    return true
  } catch {
    return false
  }
}

function setsOf(addon: NativeAddon, file: string): readonly NativeSet[] {
  return addon.sets.map((name, set) => {
    let right: boolean | undefined
    return {
      name,
      isRight: () => {
        right ??= addon.selfTest(set, new Uint8Array(addon.roomBytes)) === expectedSelfTest
        return right
      },
      roomBytes: addon.roomBytes,
      ofThreads: { file, set, roomBytes: addon.roomBytes },
      open: (room = new Uint8Array(addon.roomBytes)) => addon.open(set, room),
    }
  })
}

/** The widest native kernels that give the right bits here, or why there are none. */
export function widestNative(): NativeSet | NativeMissing {
  const found = nativeSets()
  if ('missing' in found) return found
  return (
    found.findLast((set) => set.isRight()) ?? {
      missing: 'none of them gives the bits that every machine gives',
      remedy: 'Use cpu:wasm, and report the processor.',
    }
  )
}
