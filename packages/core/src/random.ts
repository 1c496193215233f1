import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { InvalidOptionError } from './errors.ts'

const purposes = { parameters: 1, split: 2, shuffle: 3, member: 4, sample: 5 } as const
/** What a stream of random numbers is for. Each has numbers of its own, so that one use never shifts another. */
export type Purpose = keyof typeof purposes

/**
 * The only randomness in Leven: a generator for one seed, one purpose and, where the purpose repeats
 * (an epoch, a layer), one index. The same numbers in every engine.
 * @throws InvalidOptionError unless the seed is an integer from 0 to 2³² − 1.
 */
export function generator(seed: number, purpose: Purpose, index = 0): RandomGenerator {
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)) {
    throw new InvalidOptionError(`The seed ${seed} is not usable.`, 'Give an integer from 0 to 4294967295.')
  }
  return xoroshiro128plus(mix(mix(mix(seed) + purposes[purpose]) + index))
}

/** The finalizer of MurmurHash3 (public domain): a bijection of 32-bit integers whose every output bit depends on every input bit. */
function mix(value: number): number {
  let h = (value + 0x9e3779b9) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** A number from [−limit, limit), of 53 random bits. */
export function uniform(random: RandomGenerator, limit: number): number {
  return (2 * uniformFloat64(random) - 1) * limit
}

/**
 * A whole number from 0 to count − 1, each as likely: draws beyond the last whole multiple of count are not used.
 * The same numbers as `uniformInt` of pure-rand, which brings 64-bit arithmetic along.
 * @param count from 1 to 2³².
 */
export function below(random: RandomGenerator, count: number): number {
  const end = 2 ** 32 - (2 ** 32 % count)
  for (;;) {
    const drawn = random.next() + 2 ** 31
    if (drawn < end) return drawn % count
  }
}

/** 0 … count − 1 in random order, by Fisher and Yates. */
export function permutation(random: RandomGenerator, count: number): Int32Array {
  const order = new Int32Array(count)
  for (let i = 0; i < count; i++) order[i] = i // a function for each would take ten times as long
  for (let last = count - 1; last > 0; last--) {
    const chosen = below(random, last + 1)
    const held = order[last] ?? 0
    order[last] = order[chosen] ?? 0
    order[chosen] = held
  }
  return order
}
