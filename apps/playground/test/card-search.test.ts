import { describe, expect, test } from 'vitest'
import { allCards, search } from '../src/panels/derivation/cards.ts'
import { deepProblem, notesProblem } from './derivation-fixture.ts'

const rates = { learningRate: 0.5, l2: 0.01 }

describe.each([
  ["the notes' network", notesProblem()],
  ['a deeper network of three classes', deepProblem()],
])('the search over the derivation of %s', (_, problem) => {
  test('finds every card by its title, and by each of its numbers', async () => {
    const cards = await allCards({ ...problem, ...rates })
    expect(new Set(cards.map(({ view }) => view))).toEqual(new Set(['instance', 'batch']))
    for (const card of cards) {
      expect(search(cards, card.title)).toContain(card)
      for (const [number] of card.label.matchAll(/\d+/g)) expect(search(cards, number)).toContain(card)
    }
  })

  test('finds nothing for nothing, or for what no card says', async () => {
    const cards = await allCards({ ...problem, ...rates })
    expect(search(cards, '  ')).toEqual([])
    expect(search(cards, 'photosynthesis')).toEqual([])
    expect(search(cards, '99')).toEqual([])
  })
})

test("each of the notes' numbers, (1) to (18), leads to a card of their network", async () => {
  const cards = await allCards({ ...notesProblem(), ...rates })
  for (let number = 1; number <= 18; number++) expect(search(cards, String(number))).not.toEqual([])
})
