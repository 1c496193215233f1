import { inOneGo } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled } from '../src/cell.ts'
import { firstEqualRows, hashRows, sizesOfText } from '../src/splits/equal-rows.ts'

const cell = fc.constantFrom('a', 'b', ' a ', '', null, 'ab', 'ba')
const columns = fc
  .array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 })
  .map((rows) => [0, 1, 2].map((index) => rows.map((row) => row[index] ?? null)))

/** By comparing every row with every earlier one. */
function firstOfEach(of: readonly (readonly (string | null)[])[]): number[] {
  const texts = (of[0] ?? []).map((_, row) => JSON.stringify(of.map((cells) => filled(cells[row]))))
  return texts.map((text) => texts.indexOf(text))
}

describe('the first equal row', () => {
  it('is the one that comparing all rows finds', () => {
    fc.assert(
      fc.property(columns, (of) => {
        const rows = of[0]?.length ?? 0
        expect([...inOneGo(firstEqualRows(of, inOneGo(hashRows(rows, of))))]).toEqual(firstOfEach(of))
      }),
    )
  })

  it('is so, however bad the hashes are', () => {
    fc.assert(
      fc.property(columns, fc.array(fc.nat({ max: 2 }), { minLength: 40, maxLength: 40 }), (of, drawn) => {
        const texts = firstOfEach(of)
        // Equal rows have equal hashes; unequal ones may.
        const low = Uint32Array.from(texts, (first) => drawn[first] ?? 0)
        const hashes = { low, high: new Uint32Array(low.length) }
        expect([...inOneGo(firstEqualRows(of, hashes))]).toEqual(texts)
      }),
    )
  })
})

describe('how many cells each text has', () => {
  it('is the same by texts and by their hashes', () => {
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const sorted = (mostHeld: number) => [...inOneGo(sizesOfText(cells, mostHeld))].sort((a, b) => a - b)
        expect(sorted(0)).toEqual(sorted(1000))
        expect(sorted(0).reduce((sum, size) => sum + size, 0)).toBe(cells.length)
      }),
    )
  })
})
