import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  foldNetworks,
  InvalidOptionError,
  initialParameters,
  type Member,
  network,
  type Output,
  openReference,
  predict,
  type Values,
} from '../src/index.ts'

const outputs: readonly Output[] = ['sigmoid', 'softmax', 'identity']

/** Members of one shape of network, hidden layers of their own widths, and linear ones among them. */
const members = fc
  .record({
    features: fc.integer({ min: 1, max: 5 }),
    outputs: fc.integer({ min: 2, max: 4 }),
    output: fc.constantFrom(...outputs),
    depth: fc.integer({ min: 0, max: 3 }),
    widths: fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 5,
    }),
    linear: fc.integer({ min: 0, max: 2 }),
    seed: fc.nat(),
    shares: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ features, outputs, output, depth, widths, linear, seed, shares }): readonly Member[] => {
    const hidden = [
      ...widths.map((width) => width.slice(0, depth)),
      ...Array.from({ length: linear }, () => []),
    ]
    return hidden.map((units, i) => {
      const shape = network({ features, hidden: units, outputs, output })
      const parameters = initialParameters(shape, (seed + i) >>> 0).map(({ W, b }, l) => ({
        W,
        b: b.map((_, j) => ((i + 2 * j + 3 * l) % 5) - 2),
      }))
      return { network: shape, parameters, share: shares[i] ?? 1 }
    })
  })

/** Z[L]: what the network predicts with an identity output. */
async function logits({ network, parameters }: Omit<Member, 'share'>, X: Values, m: number): Promise<Values> {
  return predict(await openReference(), { ...network, output: 'identity' }, parameters, X, m)
}

describe('folded networks', () => {
  it('are the weighted sum of their logits, at every depth, output and width, linear ones among them', async () => {
    await fc.assert(
      fc.asyncProperty(members, async (team) => {
        const features = team[0]?.network.sizes[0] ?? 0
        const X = Float64Array.from({ length: 7 * features }, (_, i) => ((i * 7919) % 17) / 4 - 2)
        const folded = await logits(foldNetworks(team), X, 7)
        const parts = await Promise.all(team.map((member) => logits(member, X, 7)))
        // Both sides are float64 sums of the same products in another order: γ_k of their absolute values.
        for (const [at, z] of folded.entries()) {
          const sum = parts.reduce((all, part, i) => all + (team[i]?.share ?? 0) * (part[at] ?? 0), 0)
          expect(Math.abs(z - sum)).toBeLessThan(1e-12)
        }
      }),
    )
  })

  it('have the units of all members, and two an output for the linear ones together', () => {
    const wide = network({ features: 3, hidden: [4] })
    const flat = network({ features: 3, hidden: [] })
    const member = (shape: typeof wide, seed: number) => ({
      network: shape,
      parameters: initialParameters(shape, seed),
      share: 0.25,
    })
    const folded = foldNetworks([member(wide, 1), member(wide, 2), member(flat, 3), member(flat, 4)])
    expect(folded.network).toEqual({ sizes: [3, 4 + 4 + 2, 1], activations: ['relu'], output: 'sigmoid' })
    expect(foldNetworks([member(flat, 1), member(flat, 2)]).network.sizes).toEqual([3, 1])
  })

  it('are refused where they do not fit each other', () => {
    const member = (hidden: readonly number[], activation: 'relu' | 'tanh' = 'relu', share = 1) => {
      const shape = network({ features: 2, hidden, activation })
      return { network: shape, parameters: initialParameters(shape, 0), share }
    }
    expect(() => foldNetworks([])).toThrow(InvalidOptionError)
    expect(() => foldNetworks([member([2]), member([2, 2])])).toThrow(/cannot be folded/)
    expect(() => foldNetworks([member([2]), member([2], 'tanh')])).toThrow(/cannot be folded/)
    expect(() => foldNetworks([member([2], 'relu', Number.NaN)])).toThrow(/cannot be folded/)
    expect(() => foldNetworks([member([2], 'tanh'), member([])])).toThrow(
      /cannot stand beside hidden layers of tanh/,
    )
    expect(foldNetworks([member([2], 'tanh'), member([3], 'tanh')]).network.sizes).toEqual([2, 5, 1])
  })
})
