import { binScale, type EncodingRoom, type RobustScale, type WriteNumbers } from '@leven/tabular'
import { wasmBase64 } from '../generated/kernels.ts'

/** What the module exports: assembly/kernels.ts. */
interface Exports {
  readonly memory: WebAssembly.Memory
  readDecimals(count: number): number
  writeRobust(to: number, count: number, stride: number, bins: number): void
}

/** Addresses and sizes that the module fixes. */
const layoutNames = [
  'ENTRIES',
  'HEAP_START',
  'MARKS',
  'MOST_BINS',
  'MOST_ROWS',
  'NO_DECIMAL',
  'NUMBERS',
  'POWERS',
  'SCALE',
] as const
type Layout = Readonly<Record<(typeof layoutNames)[number], number>>

const entryBytes = 16
const pageBytes = 65536

/**
 * What reading and encoding a large table takes most time for, in WebAssembly: four times as fast as the same in
 * JavaScript, and in the same bits. Texts and numbers are copied in and out in each call; encoded rows lie in its memory.
 */
export class TableKernels implements EncodingRoom {
  readonly #exports: Exports
  readonly #layout: Layout
  /** The numbers that `readDecimals` found, and of each its digits behind the point, or `noDecimal`. */
  numbers: Float64Array = new Float64Array(0)
  marks: Uint8Array = new Uint8Array(0)
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(instance: WebAssembly.Instance) {
    // the one unchecked cast: the module is built from assembly/kernels.ts, whose exports these are
    this.#exports = instance.exports as unknown as Exports
    const globals = instance.exports as unknown as Record<(typeof layoutNames)[number], WebAssembly.Global>
    this.#layout = Object.fromEntries(
      layoutNames.map((name) => [name, Number(globals[name].value)]),
    ) as Layout
    this.#look()
    const powers = new Float64Array(this.#exports.memory.buffer, this.#layout.POWERS, 24)
    for (let power = 0; power < powers.length; power++) powers[power] = Number(`1e${power}`)
  }

  /** Texts that are read at a time, at most. */
  get mostRows(): number {
    return this.#layout.MOST_ROWS
  }

  /** The mark of what is no short plain decimal. */
  get noDecimal(): number {
    return this.#layout.NO_DECIMAL
  }

  /**
   * Reads the short plain decimals among texts.
   * @param entries DuckDB's entries of texts, 16 bytes each.
   * @returns how many are none.
   */
  readDecimals(entries: Uint8Array, count: number): number {
    this.#bytes.set(entries.subarray(0, count * entryBytes), this.#layout.ENTRIES)
    return this.#exports.readDecimals(count)
  }

  floats(length: number): Float32Array {
    const { memory } = this.#exports
    const missing = this.#layout.HEAP_START + 4 * length - memory.buffer.byteLength
    if (missing > 0) {
      memory.grow(Math.ceil(missing / pageBytes))
      this.#look()
    }
    return new Float32Array(memory.buffer, this.#layout.HEAP_START, length)
  }

  writerOf(scale: RobustScale, median: number): WriteNumbers | undefined {
    const { MOST_BINS, MOST_ROWS, SCALE } = this.#layout
    const record = recordOf(scale, median, MOST_BINS)
    if (!record) return undefined
    const bins = Math.max(0, scale.edges.length - 1)
    return (numbers, count, to, at, stride) => {
      if (to.buffer !== this.#bytes.buffer)
        throw new RangeError('The rows are not in the room of the kernels.')
      this.#bytes.set(record, SCALE)
      for (let done = 0; done < count; done += MOST_ROWS) {
        const some = Math.min(MOST_ROWS, count - done)
        this.numbers.set(numbers.subarray(done, done + some))
        this.#exports.writeRobust(to.byteOffset + 4 * (at + done * stride), some, 4 * stride, bins)
      }
    }
  }

  /** Looks at the memory anew: as it grows, what was seen of it before is seen no more. */
  #look(): void {
    const { buffer } = this.#exports.memory
    const { MARKS, MOST_ROWS, NUMBERS } = this.#layout
    this.#bytes = new Uint8Array(buffer)
    this.numbers = new Float64Array(buffer, NUMBERS, MOST_ROWS)
    this.marks = new Uint8Array(buffer, MARKS, MOST_ROWS)
  }
}

/** A scale as assembly/robust.ts reads it; undefined where it is none that it reads. */
function recordOf({ spread, edges }: RobustScale, median: number, mostBins: number): Uint8Array | undefined {
  const bins = Math.max(0, edges.length - 1)
  if (spread === 0 || bins > mostBins) return undefined
  const [mostEdges, counts, fullOfCount] = [mostBins + 1, mostBins + 2, 8]
  const bytes = new Uint8Array(8 * (2 + mostEdges) + 4 * counts * fullOfCount + 8 * 2 * counts)
  const [fullAt, ownAt] = [8 * (2 + mostEdges), bytes.length - 8 * 2 * counts]
  const head = new Float64Array(bytes.buffer, 0, 2 + mostEdges).fill(Number.POSITIVE_INFINITY)
  const full = new Float32Array(bytes.buffer, fullAt, counts * fullOfCount)
  const own = new Float64Array(bytes.buffer, ownAt, 2 * counts)
  head[0] = median
  head[1] = spread
  for (let edge = 0; edge < edges.length; edge++) head[2 + edge] = edges[edge] ?? 0
  for (let below = 0; below < counts; below++) {
    for (let bin = 0; bin < Math.min(bins, below - 1); bin++) full[below * fullOfCount + bin] = binScale
    const way = (edges[below] ?? 0) - (edges[below - 1] ?? 0)
    const isOwn = below > 0 && below <= bins
    if (isOwn && !Number.isFinite(way)) return undefined
    own[2 * below] = isOwn ? (edges[below - 1] ?? 0) : 0
    own[2 * below + 1] = isOwn ? way : 1
  }
  return bytes
}

let opened: { readonly kernels: TableKernels | undefined } | undefined

/**
 * The kernels, one for the process: a call copies what it needs in and out, so that none sees another's. Undefined where
 * no address space is left for their memory: then JavaScript does the same.
 */
export function tableKernels(): TableKernels | undefined {
  opened ??= { kernels: openTableKernels() }
  return opened.kernels
}

function openTableKernels(): TableKernels | undefined {
  const module = new WebAssembly.Module(Buffer.from(wasmBase64, 'base64'))
  try {
    return new TableKernels(new WebAssembly.Instance(module))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
