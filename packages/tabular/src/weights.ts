import { filled } from './cell.ts'
import { DataError, quote } from './data-error.ts'
import type { Encoder } from './encoder.ts'
import { settleColumn } from './kinds/settle-column.ts'
import { missingRule } from './missing/words.ts'
import { suggestion } from './nearest-name.ts'
import { numberReader } from './notation/number-reader.ts'
import { finiteNumber } from './number-cell.ts'
import { columnsByName, placeOf, rowsOf, type Table } from './table.ts'

/**
 * The sample weight of each row, or undefined where the encoder has no weight column. Not scaled.
 * @throws DataError where the column is not there, a weight is missing, negative or no finite number, or all are 0.
 */
export function encodeWeights(encoder: Encoder, table: Table, rows?: Int32Array): Float32Array | undefined {
  const name = encoder.weightColumn
  if (name === null) return undefined
  const byName = columnsByName(table)
  const column = byName.get(name)
  if (!column) {
    throw new DataError(
      { source: table.source },
      `the column of weights, ${quote(name)}, is not there.`,
      suggestion(name, [...byName.keys()], 'columns'),
    )
  }
  const settled = settleColumn(table, column, { numeric: [name], missing: encoder.missing.text })
  const read = numberReader(settled.kind === 'number' ? settled.notation : undefined)
  const { amongNumbers } = missingRule(encoder.missing)
  const weights = Float32Array.from(rowsOf(table, rows), (row) => {
    const place = placeOf(table, row, name)
    const text = filled(column.cells[row])
    if (text === null || (amongNumbers(text) && read(text) === undefined))
      throw new DataError(place, 'the weight is missing.', 'Fill it in or remove the row.')
    const weight = Math.fround(finiteNumber(text, read, table, row, name, 'a column of weights'))
    if (weight < 0 || !Number.isFinite(weight)) {
      throw new DataError(
        place,
        `${quote(text)} is no weight.`,
        'Give weights from 0 to 3e38; their scale does not matter.',
      )
    }
    return weight
  })
  if (!weights.some((weight) => weight > 0)) {
    throw new DataError(
      { source: table.source, column: name },
      'every weight is 0.',
      'Give some rows a positive weight.',
    )
  }
  return weights
}
