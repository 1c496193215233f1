import type { Arithmetic } from '@leven/core'
import { forwardErrors, type Model } from '@leven/model'
import { dateReader, encodeFeatures, type Moment, numberReader } from '@leven/tabular'

/** How a target computes, as far as its error bounds need it. */
export interface TargetArithmetic {
  /** Its unit roundoff and the errors of its functions. */
  readonly arithmetic: Arithmetic
  /** How far the encoded inputs may be off; 0 where the target rounds them to float32 as core does. */
  readonly inputRoundoff: number
}

/** float64 with the functions of a C library, which are within two units of roundoff. */
export const float64: Arithmetic = {
  unitRoundoff: 2 ** -53,
  exp: 2,
  log: 2,
  tanh: 4,
  division: 1,
  squareRoot: 1,
  flushesSubnormals: false,
  underflow: 2 ** -1022,
}

/** A model's golden rows, with how far a target may be from what they expect. */
export interface BoundedGolden {
  /** The names of the features, in the order of the rows' cells. */
  readonly columns: readonly string[]
  /** The cells of each row as texts; null is missing. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** T of each row, nL numbers. */
  readonly expected: readonly (readonly number[])[]
  /** How far the target may be from each of them. */
  readonly bounds: readonly (readonly number[])[]
  /** What the texts are that a column with a notation of its own has in these rows. */
  readonly numbers: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** What the texts are that a column of dates has in these rows. */
  readonly moments: Readonly<Record<string, Readonly<Record<string, UnixMoment>>>>
}

/** A point in time for targets that know numbers alone. */
export interface UnixMoment {
  /** Since 1 January 1970 in UTC; where no zone is written, as if the clock were UTC's. */
  readonly seconds: number
  /** Minutes that the clock is ahead of UTC. */
  readonly ahead: number
}

/** A moment in numbers. A time of day alone is one of 1 January 1970. */
export function unixMoment({ days = 0, seconds = 0, offset = 0 }: Moment): UnixMoment {
  return { seconds: days * 86400 + seconds - offset * 60, ahead: offset }
}

/** The sum of two bounds: of the backend that made the golden rows, and of the target. */
export function boundedGolden(model: Model, { arithmetic, inputRoundoff }: TargetArithmetic): BoundedGolden {
  const { golden, encoder, network, parameters } = model
  const { columns, rows, expected } = golden
  const table = {
    source: 'golden rows',
    rows: rows.length,
    columns: columns.map((name, k) => ({ name, cells: rows.map((cells) => cells[k] ?? null) })),
  }
  const { X } = encodeFeatures(encoder, table)
  const there = forwardErrors(golden.arithmetic, network, parameters, X)
  const here = forwardErrors(arithmetic, network, parameters, X, inputRoundoff)
  const outputs = here.length / rows.length
  const bounds = rows.map((_, i) =>
    Array.from({ length: outputs }, (_, k) => (here[i * outputs + k] ?? 0) + (there[i * outputs + k] ?? 0)),
  )
  return { columns, rows, expected, bounds, numbers: numbersOf(model), moments: momentsOf(model) }
}

/** Targets that read the plain grammar alone are given these numbers in place of the texts. */
function numbersOf({ encoder, golden }: Model): BoundedGolden['numbers'] {
  const entries = encoder.features.flatMap((feature, k) => {
    if (feature.kind !== 'number' || feature.notation === undefined) return []
    const read = numberReader(feature.notation)
    const texts = golden.rows.map((cells) => cells[k] ?? null).filter((cell) => cell !== null)
    return [
      [feature.name, Object.fromEntries(texts.map((text) => [text, read(text) ?? Number.NaN]))] as const,
    ]
  })
  return Object.fromEntries(entries)
}

/** Targets that know no dates are given these numbers in place of the texts. */
function momentsOf({ encoder, golden }: Model): BoundedGolden['moments'] {
  const entries = encoder.features.flatMap((feature, k) => {
    if (feature.kind !== 'date') return []
    const read = dateReader(feature)
    const moments = golden.rows.flatMap((cells) => {
      const text = cells[k] ?? null
      const moment = text === null ? undefined : read(text)
      return text === null || !moment ? [] : [[text, unixMoment(moment)] as const]
    })
    return [[feature.name, Object.fromEntries(moments)] as const]
  })
  return Object.fromEntries(entries)
}
