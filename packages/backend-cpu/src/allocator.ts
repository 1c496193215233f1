/** Blocks begin at multiples of this, a cache line. */
const ALIGNMENT = 64

/** Bytes after each matrix that kernels may read and overwrite, so that vectors need no special last step. */
const SLACK = 64

/** Bytes of the block that holds `count` float32 values. */
export function blockBytes(count: number): number {
  return Math.ceil((count * 4 + SLACK) / ALIGNMENT) * ALIGNMENT
}

interface Block {
  address: number
  bytes: number
}

/**
 * A first-fit free list over the address range from `start`: neighbouring free blocks are one block, so that
 * what was freed in any order can be used again. It hands out addresses and touches no memory.
 *
 * @example
 * const allocator = new Allocator(4096)
 * allocator.extend(8192)
 * const address = allocator.take(256) // 4096
 * allocator.giveBack(4096, 256)
 */
export class Allocator {
  /** Free blocks by ascending address; no two touch. */
  readonly #free: Block[] = []
  #end: number

  constructor(start: number) {
    this.#end = start
  }

  /** One past the last address there is. */
  get end(): number {
    return this.#end
  }

  /** Bytes free at the very end of the range, which growth would extend. */
  get freeAtEnd(): number {
    const last = this.#free.at(-1)
    return last && last.address + last.bytes === this.#end ? last.bytes : 0
  }

  /** Adds the addresses up to `end`. */
  extend(end: number): void {
    const from = this.#end
    this.#end = end
    this.giveBack(from, end - from)
  }

  /** The address of `bytes` free bytes, or undefined where no free block is large enough. */
  take(bytes: number): number | undefined {
    const index = this.#free.findIndex((block) => block.bytes >= bytes)
    const block = this.#free[index]
    if (!block) return undefined
    const { address } = block
    block.address += bytes
    block.bytes -= bytes
    if (block.bytes === 0) this.#free.splice(index, 1)
    return address
  }

  /** Makes a block free, and one with its free neighbours. */
  giveBack(address: number, bytes: number): void {
    const found = this.#free.findIndex((block) => block.address > address)
    const index = found < 0 ? this.#free.length : found
    const before = this.#free[index - 1]
    const after = this.#free[index]
    const joinsAfter = after?.address === address + bytes
    if (before && before.address + before.bytes === address) {
      before.bytes += bytes
      if (after && joinsAfter) {
        before.bytes += after.bytes
        this.#free.splice(index, 1)
      }
    } else if (after && joinsAfter) {
      after.address = address
      after.bytes += bytes
    } else {
      this.#free.splice(index, 0, { address, bytes })
    }
  }
}
