import { inOneGo } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countLabels } from '../src/label-spellings.ts'
import { numberReader } from '../src/notation/number-reader.ts'

const read = numberReader(undefined)

describe('labels that are counted only until there are many', () => {
  it('are numbers, and more than so many, where that was said', () => {
    const texts = Array.from({ length: 50 }, (_, i) => String(i / 4))
    const { counts, numeric } = inOneGo(countLabels(texts, read, 2))
    expect(numeric).toBe(true)
    expect(counts.size).toBe(20)
  })

  it('are all counted where there is a word among them, or few numbers in many spellings', () => {
    const text = fc.oneof(
      fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 30 })).map(([n, zeros]) => `${n}.0${'0'.repeat(zeros)}`),
      fc.constantFrom('yes', 'inf'),
    )
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 100 }), (texts) => {
        expect(inOneGo(countLabels(texts, read, 4))).toEqual(inOneGo(countLabels(texts, read)))
      }),
    )
  })
})
