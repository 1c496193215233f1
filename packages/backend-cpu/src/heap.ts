import { type DeviceMemory, OutOfMemoryError } from '@leven/core'
import { Allocator, blockBytes } from './allocator.ts'

const PAGE = 65536
/** 4 GiB less a page, so that no address computed beside a tensor wraps around. */
const MAXIMUM_PAGES = 65535
/** What there is for matrices at the very most, and why no more. */
export const deviceMemory: DeviceMemory = {
  bytes: MAXIMUM_PAGES * PAGE,
  limit: 'WebAssembly, in whose memory the cpu backend keeps its matrices, addresses no more than 4 GiB',
}

/** The scratch of the kernels, most of which is never touched, and some MiB of tensors. */
const INITIAL_PAGES = 384
/** Memory grows by at least this, or by an eighth, so that many small tensors cause few growths. */
const LEAST_GROWTH = 16 * PAGE

/** A WebAssembly memory for the kernels and, from HEAP_START, tensors. Address space is reserved, not used. */
export function createMemory(shared = false): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES, shared })
}

/** Float32 blocks in a WebAssembly memory that grows as needed. */
export class Heap {
  readonly #memory: WebAssembly.Memory
  readonly #grown: () => void
  /** Where tensors may begin, in bytes: behind the kernels' scratch. */
  readonly start: number
  readonly #allocator: Allocator
  /** Memory from here on was never used, so it is still zero. */
  #untouched: number
  #live = 0
  /** All of memory as numbers. Replaced when memory grows. */
  floats: Float32Array<ArrayBuffer>
  integers: Int32Array<ArrayBuffer>

  /** @param grown is told whenever memory has grown, and so lies in another buffer */
  constructor(memory: WebAssembly.Memory, start: number, grown: () => void = () => {}) {
    this.#memory = memory
    this.#grown = grown
    this.start = start
    this.#allocator = new Allocator(start)
    this.#allocator.extend(memory.buffer.byteLength)
    this.#untouched = start
    this.floats = new Float32Array(memory.buffer)
    this.integers = new Int32Array(memory.buffer)
  }

  /** Bytes of the blocks that are in use. */
  get liveBytes(): number {
    return this.#live
  }

  /**
   * A block of zeros for rows × columns numbers; its address in bytes. Sizes are float64 here, so that none wraps.
   * @throws OutOfMemoryError where memory cannot grow far enough; nothing has changed then.
   */
  take(rows: number, columns: number): number {
    const bytes = blockBytes(rows * columns)
    const address = this.#allocator.take(bytes) ?? this.#takeGrown(bytes, rows, columns)
    const used = Math.min(address + bytes, this.#untouched)
    if (used > address) this.floats.fill(0, address >> 2, used >> 2)
    this.#untouched = Math.max(this.#untouched, address + bytes)
    this.#live += bytes
    return address
  }

  /** The address of `bytes` bytes of any content, for as long as the memory lives. They count as no tensor's. */
  reserve(bytes: number): number {
    const address = this.#allocator.take(bytes) ?? this.#takeGrown(bytes, 1, bytes / 4)
    this.#untouched = Math.max(this.#untouched, address + bytes)
    return address
  }

  /** Gives a block of `take(rows, columns)` back. */
  giveBack(address: number, rows: number, columns: number): void {
    const bytes = blockBytes(rows * columns)
    this.#allocator.giveBack(address, bytes)
    this.#live -= bytes
  }

  #takeGrown(bytes: number, rows: number, columns: number): number {
    const missing = Math.ceil((bytes - this.#allocator.freeAtEnd) / PAGE)
    const generous = Math.max(missing, LEAST_GROWTH / PAGE, Math.ceil(this.#allocator.end / PAGE / 8))
    const grown = this.#grow(generous) || this.#grow(missing)
    const address = grown ? this.#allocator.take(bytes) : undefined
    if (address === undefined) {
      throw new OutOfMemoryError(
        bytes,
        this.#live,
        `The cpu backend has no room for a ${rows}×${columns} matrix: it needs ${size(bytes)} while live tensors hold ${size(this.#live)}; WebAssembly memory ends at 4 GiB or where the system refuses more.`,
        'Use smaller batches or fewer units, or free tensors that are no longer needed.',
      )
    }
    return address
  }

  /** Whether memory grew by so many pages. */
  #grow(pages: number): boolean {
    try {
      this.#memory.grow(pages)
    } catch {
      return false // beyond the maximum, or refused by the system
    }
    this.floats = new Float32Array(this.#memory.buffer)
    this.integers = new Int32Array(this.#memory.buffer)
    this.#allocator.extend(this.#memory.buffer.byteLength)
    this.#grown()
    return true
  }
}

/** Bytes for people. */
function size(bytes: number): string {
  const MIB = 1_048_576
  const [unit, name] = bytes >= 1024 * MIB ? [1024 * MIB, 'GiB'] : bytes >= MIB ? [MIB, 'MiB'] : [1024, 'KiB']
  return `${(bytes / unit).toFixed(1)} ${name}`
}
