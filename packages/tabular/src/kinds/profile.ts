import type { Turns } from '@leven/core'
import { filled, isInfinityWord, type Shape, shape, shapeOf, withHyphen } from '../cell.ts'
import { type Cells, keepsNumbers } from '../cells.ts'
import type { MissingRule } from '../missing/words.ts'
import { rowsOfTurn } from '../rows-of-turn.ts'

/** A text that occurs in a column, how often, and in which row first. */
export interface Occurrence {
  readonly count: number
  /** From 0. */
  readonly row: number
}

/** What stands in a column, before it is known what it is. Counts are of cells. */
export interface Profile {
  /** Cells with nothing in them. */
  readonly blank: number
  /** Cells of each shape of the plain grammar (cell.ts), without `none`. */
  readonly shapes: Readonly<Record<Exclude<Shape, typeof shape.none>, number>>
  /** Whether some number has a sign in front. */
  readonly signed: boolean
  /** Whether some whole number has four digits or more: then thousands are not parted. */
  readonly longWhole: boolean
  /** The first grouped number, and whether some ends in 0, as no program prints a fraction. */
  readonly grouped: string | undefined
  readonly groupedEndsInZero: boolean
  /** The first cells that are padded or have the shape of an exponent code. */
  readonly code: { readonly text: string; readonly row: number } | undefined
  /** Texts that the plain grammar does not read and that no number column takes for missing. */
  readonly texts: ReadonlyMap<string, Occurrence>
  /** Cells with further texts, beyond the first 100,000 different ones; taken to be like those. */
  readonly unlisted: number
  /** Texts that a number column takes for missing. */
  readonly words: ReadonlyMap<string, Occurrence>
  /** Cells that say infinity. */
  readonly infinite: number
}

/** Beyond so many different texts the next ones are counted, not kept. */
const mostTexts = 100_000

/** Looks at every cell of a column once. */
export function* profileInTurns(cells: Cells, rule: MissingRule): Turns<Profile> {
  const shapes: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0]
  const texts = new Map<string, { count: number; row: number }>()
  const words = new Map<string, { count: number; row: number }>()
  let [blank, infinite, unlisted] = [0, 0, 0]
  let [signed, longWhole, groupedEndsInZero] = [false, false, false]
  let grouped: string | undefined
  let code: { text: string; row: number } | undefined
  const kept = keepsNumbers(cells) ? cells : undefined
  for (let row = 0; row < cells.length; row++) {
    if (row % rowsOfTurn === 0) yield
    const known = kept?.shapeAt(row) ?? shape.none
    if (kept && known !== shape.none) {
      const value = kept.numberAt(row)
      if (!(rule.hasNumbers && rule.amongNumbers('', value))) {
        shapes[known]++
        signed ||= value < 0
        if (known === shape.integer) longWhole ||= Math.abs(value) >= 1000
        else if (known === shape.grouped) {
          grouped ??= kept.at(row) ?? ''
          groupedEndsInZero ||= Math.round(1000 * Math.abs(value)) % 10 === 0
        }
        continue
      }
    }
    const text = filled(cells.at(row))
    if (text === null) {
      blank++
      continue
    }
    const number = withHyphen(text)
    const shaped = shapeOf(number)
    // A number that a word for missing is, is no number: -999.
    const isWord = rule.hasNumbers && shaped !== shape.none && rule.amongNumbers(text, Number(number))
    const found = isWord ? shape.none : shaped
    shapes[found]++
    if (found === shape.none) {
      const into = isWord || rule.amongNumbers(text) ? words : texts
      const known = into.get(text)
      if (known) known.count++
      else if (into.size < mostTexts) into.set(text, { count: 1, row })
      else unlisted++
      if (isInfinityWord(text)) infinite++
      continue
    }
    const first = number.charCodeAt(0)
    const hasSign = first < 0x30 && first !== 0x2e
    signed ||= hasSign
    if (found === shape.integer) longWhole ||= number.length > (hasSign ? 4 : 3)
    else if (found === shape.grouped) {
      grouped ??= text
      groupedEndsInZero ||= number.endsWith('0')
    } else if (found !== shape.decimal) code ??= { text, row }
  }
  const [, integer, padded, exponentCode, groups, decimal] = shapes
  return {
    blank,
    shapes: { 1: integer, 2: padded, 3: exponentCode, 4: groups, 5: decimal },
    signed,
    longWhole,
    grouped,
    groupedEndsInZero,
    code,
    texts,
    unlisted,
    words,
    infinite,
  }
}

/** How many cells the plain grammar reads. */
export function plainNumbers({ shapes }: Profile): number {
  return shapes[1] + shapes[2] + shapes[3] + shapes[4] + shapes[5]
}

/** How many cells hold something that a number column does not take for missing. */
export function presentCells(profile: Profile): number {
  let count = plainNumbers(profile) + profile.unlisted
  for (const occurrence of profile.texts.values()) count += occurrence.count
  return count
}
