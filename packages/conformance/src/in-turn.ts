import fc from 'fast-check'
import { inTurn } from './size.ts'

/** A value, and which of the arbitraries it was drawn from. */
export interface InTurn<T> {
  readonly which: number
  readonly value: T
}

/** Draws from each of the arbitraries in turn: each comes once before any comes twice. */
export function oneOfEach<T>(arbitraries: readonly fc.Arbitrary<T>[]): fc.Arbitrary<InTurn<T>> {
  return new InTurnArbitrary(arbitraries)
}

class InTurnArbitrary<T> extends fc.Arbitrary<InTurn<T>> {
  readonly #arbitraries: readonly fc.Arbitrary<T>[]
  #first: number | undefined
  #turn = 0

  constructor(arbitraries: readonly fc.Arbitrary<T>[]) {
    super()
    this.#arbitraries = arbitraries
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<InTurn<T>> {
    this.#first ??= random.nextInt(0, 2 ** 20)
    const which = inTurn([...this.#arbitraries.keys()], this.#first, this.#turn++) ?? 0
    const drawn = this.#arbitraries[which]?.generate(random, bias)
    if (!drawn) throw new Error('There is nothing to draw from.')
    return new fc.Value({ which, value: drawn.value }, drawn.context)
  }

  override canShrinkWithoutContext(_value: unknown): _value is InTurn<T> {
    return false
  }

  override shrink({ which, value }: InTurn<T>, context: unknown): fc.Stream<fc.Value<InTurn<T>>> {
    const simpler = this.#arbitraries[which]?.shrink(value, context) ?? fc.Stream.nil()
    return simpler.map((next) => new fc.Value({ which, value: next.value }, next.context))
  }
}
