import { Calculation } from '../../notes/calculation.ts'
import { batchEquations } from './batch-equations.ts'
import type { DerivationProps } from './derivation-props.ts'
import { numberLabel, type Section } from './equation.ts'
import { instanceEquations } from './instance-equations.ts'

/** A card of the derivation, wherever it is shown. */
export interface Card {
  readonly id: string
  readonly view: 'instance' | 'batch'
  /** '(11)', or nothing. */
  readonly label: string
  readonly title: string
  /** Its section's title. */
  readonly section: string
}

/** The cards of one view. */
function cardsOf(view: Card['view'], sections: readonly Section[]): readonly Card[] {
  return sections.flatMap(({ title: section, equations }) =>
    equations.map(({ id, numbers, title }) => ({ id, view, label: numberLabel(numbers), title, section })),
  )
}

/** Every card of the derivation of a network: those of one instance, and those of the batch. */
export async function allCards(
  props: Pick<DerivationProps, 'network' | 'parameters' | 'X' | 'Y' | 'learningRate' | 'l2'>,
): Promise<readonly Card[]> {
  const { network, parameters, X, Y, learningRate, l2 } = props
  const [inputs, outputs] = [network.sizes[0] ?? 0, network.sizes.at(-1) ?? 0]
  // Which cards there are does not depend on the numbers in them: one instance is enough for both views.
  const calculation = await Calculation.open(network, X.subarray(0, inputs), Y.subarray(0, outputs), 1)
  try {
    const rates = { learningRate, l2 }
    const numbers = await calculation.of(parameters, rates)
    return [
      ...cardsOf('instance', instanceEquations(numbers)),
      ...cardsOf('batch', batchEquations(numbers, rates)),
    ]
  } finally {
    await calculation.close()
  }
}

/**
 * The cards that a text asks for: each of its words stands in the card's number, title or section. A number is an
 * equation's, or a word by itself: 1 is not in 11.
 */
export function search(cards: readonly Card[], asked: string): readonly Card[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return cards.filter(({ label, title, section }) => {
    const text = `${label} ${title} ${section}`.toLowerCase()
    const own = text.split(/\s+/)
    return words.every((word) =>
      /^\d+$/.test(word)
        ? numbersIn(label).includes(Number(word)) || own.includes(word)
        : text.includes(word),
    )
  })
}

/** Every number that a label stands for: of '(6)–(8)' 6, 7 and 8. */
function numbersIn(label: string): readonly number[] {
  const numbers = [...label.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  const [first, last] = numbers
  if (!label.includes('–') || first === undefined || last === undefined) return numbers
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
