/** How many words are kept as strings, too, once they have been asked for: further ones are decoded anew. */
const mostStrings = 1 << 16

/** A byte order mark in a cell is part of its text. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * The different texts of a column, as UTF-8 bytes one behind the other, each with a number: a hash table of open
 * addressing, so that a text is found without making a string of it.
 */
export class Words {
  #bytes = new Uint8Array(256)
  /** Where each word ends in the bytes; it begins where the one before it ends. */
  #ends = new Float64Array(16)
  #count = 0
  /** By hash: the number of a word plus 1, or 0. A power of two long, at most half full. */
  #slots = new Int32Array(64)
  readonly #strings: (string | undefined)[] = []

  /** How many there are. */
  get count(): number {
    return this.#count
  }

  /** The number of a word, which is given to it where it has none. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.#slots.length - 1
    let slot = hashOf(bytes, from, to) & mask
    for (let held = this.#slots[slot] ?? 0; held !== 0; held = this.#slots[slot] ?? 0) {
      if (this.#equals(held - 1, bytes, from, to)) return held - 1
      slot = (slot + 1) & mask
    }
    this.#slots[slot] = this.#append(bytes, from, to) + 1
    if (2 * this.#count > mask) this.#spread()
    return this.#count - 1
  }

  /** The number here of a word of others. */
  numberIn(others: Words, number: number): number {
    return this.numberOf(others.#bytes, others.#begin(number), others.#ends[number] ?? 0)
  }

  /** The text of a word. */
  text(number: number): string {
    const known = this.#strings[number]
    if (known !== undefined) return known
    const text = decoder.decode(this.#bytes.subarray(this.#begin(number), this.#ends[number]))
    if (number < mostStrings) this.#strings[number] = text
    return text
  }

  /** Whether none is empty or has blanks around it. */
  areTrimmed(): boolean {
    for (let number = 0; number < this.#count; number++) {
      const [begin, end] = [this.#begin(number), this.#ends[number] ?? 0]
      if (begin === end || mayBeBlank(this.#bytes[begin]) || mayBeBlank(this.#bytes[end - 1])) return false
    }
    return true
  }

  #begin(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0)
  }

  #equals(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const begin = this.#begin(number)
    if ((this.#ends[number] ?? 0) - begin !== to - from) return false
    for (let i = 0; i < to - from; i++) if (this.#bytes[begin + i] !== bytes[from + i]) return false
    return true
  }

  #append(bytes: Uint8Array, from: number, to: number): number {
    const begin = this.#begin(this.#count)
    const end = begin + to - from
    if (end > this.#bytes.length) this.#growBytes(Math.max(end, 2 * this.#bytes.length))
    if (this.#count === this.#ends.length) this.#growEnds()
    for (let i = from; i < to; i++) this.#bytes[begin + i - from] = bytes[i] ?? 0
    this.#ends[this.#count] = end
    return this.#count++
  }

  #growBytes(length: number): void {
    const bytes = new Uint8Array(length)
    bytes.set(this.#bytes)
    this.#bytes = bytes
  }

  #growEnds(): void {
    const ends = new Float64Array(2 * this.#ends.length)
    ends.set(this.#ends)
    this.#ends = ends
  }

  /** Twice the slots, each word where it now belongs. */
  #spread(): void {
    const slots = new Int32Array(2 * this.#slots.length)
    const mask = slots.length - 1
    for (let number = 0; number < this.#count; number++) {
      let slot = hashOf(this.#bytes, this.#begin(number), this.#ends[number] ?? 0) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = number + 1
    }
    this.#slots = slots
  }
}

/** Whether a byte may be part of a blank: an ASCII one, or any beyond ASCII. */
function mayBeBlank(byte = 0): boolean {
  return byte <= 0x20 || byte >= 0x80
}

/** FNV-1a, its bits mixed once more as the lowest are used alone. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
