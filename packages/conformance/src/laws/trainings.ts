import type { UpdateRule } from '@leven/core'
import fc from 'fast-check'
import type { Drawing } from '../case.ts'
import { activations, outputs } from '../operation.ts'
import type { Training } from './step.ts'

/** Small networks, of every kind of layer. */
export function smallTrainings(rule: UpdateRule['kind'], { shapes }: Drawing): fc.Arbitrary<Training> {
  const units = shapes === 'few' ? fc.constantFrom(1, 3) : fc.integer({ min: 1, max: 9 })
  return fc
    .record({
      sizes: fc.array(units, { minLength: 2, maxLength: 4 }),
      activations: fc.array(fc.constantFrom(...activations), { minLength: 2, maxLength: 2 }),
      output: fc.constantFrom(...outputs),
      instances: shapes === 'few' ? fc.constantFrom(1, 17) : fc.integer({ min: 1, max: 33 }),
      weighted: fc.boolean(),
      seed: fc.nat(1000),
    })
    .map((drawn) => ({ ...drawn, rule }))
}

/** Networks of layers, trained for a few steps: what a backend keeps of a large matrix must follow it. */
export function layerTrainings(rule: UpdateRule['kind'], { shapes }: Drawing): fc.Arbitrary<Training> {
  const networks =
    shapes === 'few'
      ? [[17, 17, 3]]
      : [
          [64, 64, 10],
          [40, 70, 34, 1],
          [100, 48, 37],
        ]
  return fc
    .record({
      sizes: fc.constantFrom(...networks),
      activations: fc.array(fc.constantFrom(...activations), { minLength: 2, maxLength: 2 }),
      output: fc.constantFrom(...outputs),
      instances: shapes === 'few' ? fc.constant(17) : fc.constantFrom(64, 37, 128),
      weighted: fc.boolean(),
      seed: fc.nat(1000),
    })
    .map((drawn) => ({ ...drawn, rule }))
}

/** A training for people. */
export function settings(drawn: Training): string {
  const { sizes, activations: g, output, instances, weighted, rule, seed } = drawn
  return (
    `${sizes.join('-')} ${g.slice(0, sizes.length - 2).join(' ')} ${output}, ${instances} instances` +
    `${weighted ? ' with sample weights' : ''}, ${rule}, numbers of seed ${seed}`
  )
}
