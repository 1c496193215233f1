import { type Profile, plainNumbers } from '../kinds/profile.ts'
import { type Convention, conventions, coreReader } from './conventions.ts'
import { isPlain, type Notation, plain } from './notation.ts'
import { type Apart, isCurrency, takeApart } from './take-apart.ts'

/** What the user says about how numbers are written. */
export interface NotationOptions {
  /** What parts the fraction. */
  readonly decimal?: Notation['decimal']
  /** What parts thousands; '' for nothing. */
  readonly thousands?: Notation['thousands']
}

/** A column's notation, how many of its cells it reads, and whether another would have read as many. */
export interface SettledNotation {
  readonly notation: Notation
  /** Cells it reads. */
  readonly numbers: number
  /** Where the numbers could be read otherwise as well: the other reading, and a cell that shows it. */
  readonly doubt?: { readonly example: string; readonly other: Convention }
}

/** Made once: every column asks all of them. */
const readers = new Map(conventions.map((convention) => [convention, coreReader(convention)]))

function isSilent({ decimal, thousands }: NotationOptions): boolean {
  return decimal === undefined && thousands === undefined
}

interface Candidate {
  readonly convention: Convention
  readonly count: number
}

/**
 * The notation that reads most of a column's cells, settled once for all of them. What stands beside the
 * numbers is the most frequent of the currencies, percent signs and units; a unit must stand beside every one.
 *
 * 1,119 and 1.119 may be thousands or a fraction. `locale` is what other columns of the table decide by; where
 * it says nothing a comma before exactly three digits parts thousands, and a point a fraction, unless the
 * column also has whole numbers below 1,000 and none above, as only parted thousands leave them.
 */
export function settleNotation(
  profile: Profile,
  options: NotationOptions,
  locale: Notation['decimal'] | undefined,
): SettledNotation {
  if (profile.texts.size === 0 && profile.shapes[4] === 0 && isSilent(options)) {
    return { notation: plain, numbers: plainNumbers(profile) } // the plain grammar reads all there is
  }
  const apart = [...profile.texts].flatMap(([text, { count }]) => {
    const parts = takeApart(text)
    return parts ? [{ ...parts, text, count }] : []
  })
  const beside = mostFrequentBeside(apart)
  const optional = beside === '' || isCurrency(beside)
  const fitting = apart.filter((one) => one.beside === beside || (optional && one.beside === ''))
  const withPlain = optional ? profile : undefined

  const allowed = conventions.filter(
    ({ decimal, thousands }) =>
      (options.decimal === undefined || decimal === options.decimal) &&
      (options.thousands === undefined || thousands === options.thousands),
  )
  const candidates = allowed.map((convention) => ({
    convention,
    count: countRead(convention, fitting, withPlain),
  }))
  const most = Math.max(0, ...candidates.map(({ count }) => count))
  const best = candidates.filter(({ count }) => count === most)
  const settled = choose(best, profile, locale)
  const notation: Notation = {
    ...(settled ?? { decimal: '.', thousands: '' }),
    beside,
    negative: mostFrequentNegative(fitting),
  }
  const doubt = settled && doubtOf(settled, best, profile, fitting, options)
  const listed = [...profile.texts.values()].reduce((sum, { count }) => sum + count, 0)
  const share = fitting.length === 0 ? 0 : (most - (withPlain ? plainNumbers(profile) : 0)) / listed
  const numbers = most + Math.round(profile.unlisted * share)
  return { notation, numbers, ...(doubt && { doubt }) }
}

function mostFrequentBeside(apart: readonly (Apart & { readonly count: number })[]): string {
  const counts = new Map<string, number>()
  for (const { beside, count } of apart) {
    if (beside !== '') counts.set(beside, (counts.get(beside) ?? 0) + count)
  }
  let [best, most] = ['', 0]
  for (const [beside, count] of counts) if (count > most) [best, most] = [beside, count]
  const without = apart.reduce((sum, { beside, count }) => sum + (beside === '' ? count : 0), 0)
  return isCurrency(best) || most >= without ? best : ''
}

function mostFrequentNegative(apart: readonly Apart[]): Notation['negative'] {
  return apart.find(({ negative }) => negative !== 'minus')?.negative ?? 'minus'
}

/** How many cells a convention reads; `plainCells` are those of the plain grammar, where they have nothing beside them either. */
function countRead(
  convention: Convention,
  apart: readonly (Apart & { readonly count: number })[],
  plainCells: Profile | undefined,
): number {
  const read = readers.get(convention) ?? coreReader(convention)
  let count = 0
  for (const one of apart) if (read(one.core) !== undefined) count += one.count
  if (!plainCells) return count
  const { shapes } = plainCells
  if (convention.decimal === '.' && convention.thousands !== '.') return count + plainNumbers(plainCells)
  return count + shapes[1] + shapes[2] + shapes[3] + (convention.thousands === '.' ? shapes[4] : 0)
}

/** Of conventions that read as many cells, the one that is meant. */
function choose(
  best: readonly Candidate[],
  profile: Profile,
  locale: Notation['decimal'] | undefined,
): Convention | undefined {
  const find = (decimal: Notation['decimal'], thousands: string) =>
    best.find(({ convention }) => convention.decimal === decimal && convention.thousands === thousands)
      ?.convention
  const [point, comma] = [find('.', ''), find(',', '')]
  const [commasInThousands, pointsInThousands] = [find('.', ','), find(',', '.')]
  if (point && pointsInThousands && profile.shapes[4] > 0) {
    return locale === ',' || (locale === undefined && looksParted(profile)) ? pointsInThousands : point
  }
  if (point) return point
  if (comma && commasInThousands) return locale === ',' ? comma : commasInThousands
  const ofLocale = best.find(({ convention }) => convention.decimal === locale)
  return (ofLocale ?? best[0])?.convention
}

/** Whether points before three digits part thousands: no program prints fractions so. */
function looksParted({ shapes, longWhole, groupedEndsInZero }: Profile): boolean {
  return (
    !longWhole && shapes[1] > 0 && shapes[2] === 0 && shapes[5] === 0 && shapes[4] >= 5 && groupedEndsInZero
  )
}

function doubtOf(
  settled: Convention,
  best: readonly Candidate[],
  profile: Profile,
  apart: readonly (Apart & { readonly text: string })[],
  options: NotationOptions,
): SettledNotation['doubt'] {
  if (!isSilent(options)) return undefined
  const other = best
    .map(({ convention }) => convention)
    .find(
      ({ decimal, thousands }) =>
        decimal !== settled.decimal && (thousands === settled.decimal || settled.thousands === decimal),
    )
  if (!other) return undefined
  const parted = apart.find(({ core }) => /[.,]/.test(core))
  if (parted) return { example: parted.text, other }
  // Points before three digits, everywhere: only what looks parted is worth a word.
  if (profile.shapes[4] === 0 || (profile.shapes[1] === 0 && settled.decimal === '.')) return undefined
  return profile.grouped === undefined ? undefined : { example: profile.grouped, other }
}

/** The decimal sign that a settled column is evidence for, or undefined where it could be either. */
export function decimalEvidence(
  { notation, doubt }: SettledNotation,
  profile: Profile,
): Notation['decimal'] | undefined {
  if (doubt) return undefined
  if (notation.decimal === ',') return ','
  if (notation.thousands === ',' || notation.thousands === "'") return '.'
  return isPlain(notation) && profile.shapes[5] > 0 ? '.' : undefined
}
