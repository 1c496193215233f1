import type { Arithmetic } from '@leven/core'
import { forwardErrors, type Model } from '@leven/model'
import { encodeFeatures, numberReader } from '@leven/tabular'

/** How a target computes, as far as its error bounds need it. */
export interface TargetArithmetic {
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
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly expected: readonly (readonly number[])[]
  readonly bounds: readonly (readonly number[])[]
  /** What the texts are that a column with a notation of its own has in these rows. */
  readonly numbers: Readonly<Record<string, Readonly<Record<string, number>>>>
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
  return { columns, rows, expected, bounds, numbers: numbersOf(model) }
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
