import { type Backend, isLevenError, type Network, predict, type Values } from '@leven/core'
import {
  type Encoder,
  encodeFeatures,
  type FeatureColumn,
  momentText,
  numberText,
  type Table,
} from '@leven/tabular'
import { forwardErrors } from './golden-tolerance.ts'
import type { Golden, Model, StoredLayer } from './model.ts'
import { ModelError } from './model-error.ts'

type Cell = string | null

/** At most so many rows, and at most so many cells in all unless the table is wider. */
const mostRows = 24
const mostCells = 20_000
const fewestRows = 4

/** A text that is no level of a column. */
function unknownTo(levels: readonly string[]): string {
  let text = 'a category never seen'
  while (levels.includes(text)) text += '!'
  return text
}

/** The cells of a column that golden rows go through: each pattern and bin of a number, each level, missing, unknown. */
function patterns(feature: FeatureColumn): readonly Cell[] {
  switch (feature.kind) {
    case 'number': {
      const { mean, notation, standardDeviation: deviation, robust } = feature
      // Beyond the largest float64 there is no such row; the mean stands in.
      const near = (value: number) => numberText(Number.isFinite(value) ? value : mean, notation)
      const edges = robust?.edges ?? []
      const within = edges.slice(1).map((high, bin) => near((edges[bin] ?? high) / 2 + high / 2))
      return [near(mean), near(mean + deviation), near(mean - deviation), ...within, null]
    }
    case 'date': {
      const { mean, standardDeviation: deviation, parts, zoned } = feature
      const isClock = !parts.some((part) => part !== 'hour')
      const text = (instant: number) =>
        isClock
          ? momentText(instant, true, zoned).slice(11)
          : momentText(instant, parts.includes('hour'), zoned)
      return [text(mean), text(mean + deviation), text(mean - deviation), null]
    }
    case 'category':
      return [...feature.levels, null, unknownTo(feature.levels)]
    default:
      return feature satisfies never
  }
}

/**
 * Rows built from the encoder's own statistics, so that no training row is stored: means, a deviation
 * above and below, every level (as far as the rows reach), missing and unknown. Neighbouring columns are
 * a step apart, so that a row is not mean in all of them.
 */
export function goldenRows({ features }: Encoder): readonly (readonly Cell[])[] {
  const all = features.map(patterns)
  const longest = all.reduce((most, cells) => Math.max(most, cells.length), 0)
  const room = Math.max(fewestRows, Math.floor(mostCells / features.length))
  const count = Math.min(longest, mostRows, room)
  const stepped = Array.from({ length: count }, (_, row) =>
    all.map((cells, column) => cells[(row + column) % cells.length] ?? null),
  )
  return [all.map(([first = null]) => first), ...stepped]
}

/** T of golden rows on a backend, and what encoding made of them. */
async function predictRows(
  rows: Pick<Golden, 'columns' | 'rows'>,
  encoder: Encoder,
  network: Network,
  parameters: readonly StoredLayer[],
  on: Backend,
  source: string,
): Promise<{ readonly X: Float32Array; readonly T: Values }> {
  const table: Table = {
    source: `golden rows of ${source}`,
    rows: rows.rows.length,
    columns: rows.columns.map((name, column) => ({
      name,
      cells: rows.rows.map((cells) => cells[column] ?? null),
    })),
  }
  const { X, instances } = encode(encoder, table, source)
  return { X, T: await predict(on, network, parameters, X, instances) }
}

function encode(encoder: Encoder, table: Table, source: string): ReturnType<typeof encodeFeatures> {
  try {
    return encodeFeatures(encoder, table)
  } catch (cause) {
    if (!isLevenError(cause)) throw cause
    throw new ModelError(
      source,
      `the golden rows cannot be encoded: ${cause.message}`,
      'Give an intact model file.',
      { cause },
    )
  }
}

/**
 * Golden rows with the predictions of a backend.
 * @throws ModelError where a prediction is not finite.
 */
export async function makeGolden(
  encoder: Encoder,
  network: Network,
  parameters: readonly StoredLayer[],
  on: Backend,
  source: string,
): Promise<Golden> {
  const columns = encoder.features.map(({ name }) => name)
  const rows = goldenRows(encoder)
  const { T } = await predictRows({ columns, rows }, encoder, network, parameters, on, source)
  const broken = T.find((t) => !Number.isFinite(t))
  if (broken !== undefined) {
    throw new ModelError(
      source,
      `the network predicts ${broken} for rows near the mean of the training rows.`,
      'Train again with a smaller learning rate.',
    )
  }
  const outputs = T.length / rows.length
  const expected = rows.map((_, i) => Array.from(T.subarray(i * outputs, (i + 1) * outputs)))
  return { columns, rows, expected, arithmetic: on.info.arithmetic }
}

/**
 * Returns when a backend predicts what a model's golden rows expect, within the bound that follows from
 * the arithmetic of this backend and of the one that made them.
 * @throws ModelError that names the row, both predictions and the bound.
 */
export async function verifyGolden(
  { golden, encoder, network, parameters }: Model,
  on: Backend,
  source: string,
): Promise<void> {
  const { X, T } = await predictRows(golden, encoder, network, parameters, on, source)
  const here = forwardErrors(on.info.arithmetic, network, parameters, X)
  const there = forwardErrors(golden.arithmetic, network, parameters, X)
  const expected = golden.expected.flat()
  const outputs = T.length / golden.rows.length
  expected.forEach((wanted, at) => {
    const [found, bound] = [T[at] ?? Number.NaN, (here[at] ?? 0) + (there[at] ?? 0)]
    if (Math.abs(found - wanted) <= bound) return
    throw new ModelError(
      source,
      `golden row ${Math.floor(at / outputs) + 1} predicts ${found} on ${on.info.name} (${on.info.device}) but ${wanted} within ${bound.toExponential(1)} is expected.`,
      'Save the model again; if other models fail too, the backend computes wrongly: choose another.',
    )
  })
}
