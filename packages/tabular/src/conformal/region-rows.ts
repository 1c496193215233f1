import type { Values } from '@leven/core'
import { inOwnUnits } from '../decode.ts'
import { outputCount, type TargetColumn } from '../encoder.ts'
import { predictionInterval, predictionSet } from './conformal-region.ts'

/** What `leven predict --interval` writes beside each prediction: the ends of an interval, or the labels of a set. */
export function regionColumns(
  target: TargetColumn,
): readonly { readonly name: string; readonly kind: 'text' | 'number' }[] {
  return target.task === 'regression'
    ? [
        { name: 'lower', kind: 'number' },
        { name: 'upper', kind: 'number' },
      ]
    : [{ name: 'prediction_set', kind: 'text' }]
}

/**
 * The values of these columns for a row: null where no interval is known; labels parted by `|`.
 * @param T the predictions, nL × m, column-major.
 * @param quantile as `quantileAt` gives it.
 */
export function regionRow(
  target: TargetColumn,
  T: Values,
  quantile: number | null,
): (row: number) => readonly (string | number | null)[] {
  if (target.task === 'regression') {
    const numbers = inOwnUnits(target, T)
    return (row) => predictionInterval(numbers[row] ?? Number.NaN, quantile) ?? [null, null]
  }
  const outputs = outputCount(target)
  return (row) => [predictionSet(target, T.subarray(row * outputs, (row + 1) * outputs), quantile).join('|')]
}
