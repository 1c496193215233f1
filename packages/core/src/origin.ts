import type { Values } from './backend.ts'
import { InvalidOptionError } from './errors.ts'
import { type Instances, isSource } from './instances.ts'
import type { Network } from './network.ts'
import type { SettledOptions } from './train-options.ts'

/**
 * What a state is of: a mark of 16 hexadecimal digits for each part. Equal parts have equal marks; it finds mistakes,
 * and no forgery.
 */
export interface Origin {
  /** A hash of sizes, activations and output. */
  readonly network: string
  /** Of the training data and the validation data. */
  readonly data: string
  /** Of what decides the steps: optimizer, schedule, batches, L2, seed. */
  readonly recipe: string
}

/** What a run of these is. */
export function originOf(network: Network, data: Instances, options: SettledOptions): Origin {
  const { optimizer, schedule, batchSize, l2, seed, epochs, validation } = options
  const numbers = Object.entries(optimizer).sort(([a], [b]) => (a < b ? -1 : 1))
  const ends = schedule.kind === 'cosine' ? epochs : null // else a run may be made longer
  const { sizes, activations, output } = network
  return {
    network: markOf([JSON.stringify([sizes, activations, output])]),
    data: markOf([...partsOf(data), ...(validation ? partsOf(validation) : [])]),
    recipe: markOf([JSON.stringify([numbers, schedule, batchSize, l2, seed, ends])]),
  }
}

/** @throws InvalidOptionError that names what is another. */
export function checkOrigin(of: Origin, wanted: Origin): void {
  for (const [part, remedy] of Object.entries(remedies)) {
    const [found, here] = [of, wanted].map((origin) => Object.entries(origin).find(([name]) => name === part))
    if (found?.[1] === here?.[1]) continue
    throw new InvalidOptionError(
      `The state to resume is of ${part === 'data' ? 'other data' : `another ${part}`}.`,
      remedy,
    )
  }
}

/** What to do where a part is another, in the order in which they are looked at. */
const remedies: Readonly<Record<keyof Origin, string>> = {
  network: 'Resume with the network that it was taken from.',
  data: 'Resume with the data that it was taken from, or begin anew.',
  recipe: 'Resume with the optimizer, schedule, batch size, L2 and seed that it was taken from.',
}

function partsOf(data: Instances): readonly (Values | string)[] {
  const weights = data.sampleWeights ?? 'unweighted'
  return isSource(data) ? [data.mark, weights] : [data.X, data.Y, weights]
}

/** A mark of texts and numbers, one after the other, each with its length: two lanes of MurmurHash3's step and end. */
export function markOf(parts: readonly (Values | Int32Array | string)[]): string {
  let [a, b] = [0x9747b28c, 0x1b873593]
  for (const part of parts) {
    const words = wordsOf(part)
    a = step(a, words.length)
    b = step(b, ~words.length)
    for (const word of words) {
      a = step(a, word)
      b = step(b, Math.imul(word, 0x85ebca6b) ^ a)
    }
  }
  return hex(end(a)) + hex(end(b))
}

/** Bit for bit. */
function wordsOf(part: Values | Int32Array | string): Uint32Array {
  if (typeof part === 'string') return Uint32Array.from(part, (character) => character.codePointAt(0) ?? 0)
  return new Uint32Array(part.buffer, part.byteOffset, part.byteLength / 4)
}

function step(h: number, word: number): number {
  const k = Math.imul(word, 0xcc9e2d51)
  const mixed = h ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

function end(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
