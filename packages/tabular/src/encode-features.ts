import { inOneGo, type Turns } from '@leven/core'
import { columnEncoder } from './column-encoder.ts'
import { DataError, quote } from './data-error.ts'
import { type Encoder, type FeatureColumn, inputCount, inputsOf } from './encoder.ts'
import type { EncodingRoom } from './encoding-room.ts'
import { FeatureTally } from './feature-tally.ts'
import { missingRule } from './missing/words.ts'
import { suggestion } from './nearest-name.ts'
import { columnsByName, rowsOf, type Table, type TextColumn } from './table.ts'

/** The features of some rows, encoded. */
export interface EncodedFeatures {
  /** n0 × m, column-major, rounded to float32 once. */
  readonly X: Float32Array
  /** m: the number of rows. */
  readonly instances: number
  /** Sentences: extra columns, categories never seen, cells missing where none was in training. */
  readonly notes: readonly string[]
  /** What the sentences say, to be merged with that of other rows. */
  readonly tally: FeatureTally
}

/**
 * X of a table, or of some of its rows. Columns are found by name: their order does not matter, extra
 * ones are ignored with a note.
 * @param room where X lies: for whoever encodes many tables one by one.
 * @throws DataError where a column is not there, or a number column holds what is no finite number.
 */
export function encodeFeatures(
  encoder: Encoder,
  table: Table,
  rows?: Int32Array,
  room?: EncodingRoom,
): EncodedFeatures {
  return inOneGo(encodeFeaturesInTurns(encoder, table, rows, room))
}

/** As `encodeFeatures`. */
export function* encodeFeaturesInTurns(
  encoder: Encoder,
  table: Table,
  rows?: Int32Array,
  room?: EncodingRoom,
): Turns<EncodedFeatures> {
  const byName = columnsByName(table)
  const chosen = rowsOf(table, rows)
  const columns = encoder.features.map((feature) => columnOf(feature, byName, table))
  const tally = new FeatureTally()
  tally.addExtra(extraColumns(encoder, table))

  const inputs = inputCount(encoder)
  const X = placeFor(inputs, chosen.length, table, room)
  const rule = missingRule(encoder.missing)
  let first = 0
  const encoders = encoder.features.flatMap((feature, i) => {
    const column = columns[i]
    const block = { X, inputs, first, room }
    first += inputsOf(feature)
    return column ? [columnEncoder(block, feature, { table, column, rows: chosen, rule })] : []
  })
  const step = rowsAtATime(inputs)
  for (let from = 0; from < chosen.length; from += step) {
    const to = Math.min(from + step, chosen.length)
    if (room) X.fill(0, from * inputs, to * inputs)
    for (const { encode } of encoders) encode(from, to)
    yield
  }
  for (const { count } of encoders) count(tally)
  return { X, instances: chosen.length, notes: tally.notes(encoder), tally }
}

/** Bytes of X that stay in a processor's second-level cache while one column after the other is written into them. */
const cacheBytes = 1 << 18
/** Fewer rows would cost more in going from column to column than the cache gives. */
const fewestRows = 32

/** Rows of which all columns are encoded before those of the next rows. */
function rowsAtATime(inputs: number): number {
  return Math.max(fewestRows, Math.floor(cacheBytes / (4 * Math.max(1, inputs))))
}

function columnOf(
  feature: FeatureColumn,
  byName: ReadonlyMap<string, TextColumn>,
  { source }: Table,
): TextColumn {
  const column = byName.get(feature.name)
  if (column) return column
  throw new DataError(
    { source },
    `the column ${quote(feature.name)}, which the model needs, is not there.`,
    suggestion(feature.name, [...byName.keys()], 'columns'),
  )
}

function extraColumns({ features, target, weightColumn, ignored }: Encoder, table: Table): string[] {
  const known = new Set([...features.map(({ name }) => name), ...ignored, target.name])
  if (weightColumn !== null) known.add(weightColumn)
  return table.columns.map(({ name }) => name).filter((name) => !known.has(name))
}

/** Room for the inputs of so many instances, whatever it holds. */
function placeFor(
  inputs: number,
  instances: number,
  { source }: Table,
  room: EncodingRoom | undefined,
): Float32Array {
  try {
    return room ? room.floats(inputs * instances) : new Float32Array(inputs * instances)
  } catch (cause) {
    throw new DataError(
      { source },
      `${inputs} inputs for each of ${instances} rows are more numbers than memory holds.`,
      'Ignore columns with many categories, or give fewer rows.',
      { cause },
    )
  }
}
