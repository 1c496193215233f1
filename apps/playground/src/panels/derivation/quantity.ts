import type { Values } from '@leven/core'
import { columnName } from '../../controls/column-name.ts'
import type { Neuron } from '../../session/pointed.ts'
import { derivationTexts } from '../../texts/derivation.ts'

/** What the rows or the columns of a matrix count. Layer 0 are the inputs. */
export type Axis =
  | { readonly kind: 'one' }
  | { readonly kind: 'units'; readonly layer: number }
  | { readonly kind: 'instances' }

/** The axis of a scalar's rows and columns, and of a column's columns. */
export const one: Axis = { kind: 'one' }

/** A symbol of the derivation with its current numbers. */
export interface Quantity {
  /** MathML. */
  readonly symbol: string
  /** The same in plain text, for labels: 'W[2]'. */
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** Column-major. */
  readonly values: Values
  readonly rowAxis: Axis
  readonly columnAxis: Axis
}

/** Entry i, j. */
export function entry({ values, rows }: Quantity, i: number, j: number): number {
  return values[j * rows + i] ?? Number.NaN
}

/** The largest size of an entry; 0 where none is a number. */
export function largestSize({ values }: Quantity): number {
  let largest = 0
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value)
  return largest
}

/** The neuron that entry i, j belongs to: the row's, or else the column's. Null where neither counts units. */
export function neuronOf({ rowAxis, columnAxis }: Quantity, i: number, j: number): Neuron | null {
  if (rowAxis.kind === 'units') return { layer: rowAxis.layer, unit: i }
  return columnAxis.kind === 'units' ? { layer: columnAxis.layer, unit: j } : null
}

/** Whether entry i, j belongs to a neuron, by its row or by its column. */
export function belongsTo(
  { rowAxis, columnAxis }: Quantity,
  i: number,
  j: number,
  neuron: Neuron | null,
): boolean {
  if (!neuron) return false
  const on = (axis: Axis, unit: number) =>
    axis.kind === 'units' && axis.layer === neuron.layer && unit === neuron.unit
  return on(rowAxis, i) || on(columnAxis, j)
}

/** What a row or column is called: a feature's name, 'unit 2', 'instance 17'; counted from 1. Empty for a single one. */
export function placeName(axis: Axis, index: number, features: readonly string[]): string {
  switch (axis.kind) {
    case 'one':
      return ''
    case 'instances':
      return derivationTexts().instance(index + 1)
    case 'units':
      return axis.layer === 0
        ? columnName(features[index] ?? derivationTexts().input(index + 1))
        : derivationTexts().unit(index + 1)
    default:
      return axis satisfies never
  }
}

/** 'W[2], unit 1, unit 3' for entry 0, 2. */
export function entryName(quantity: Quantity, i: number, j: number, features: readonly string[]): string {
  const places = [placeName(quantity.rowAxis, i, features), placeName(quantity.columnAxis, j, features)]
  return [quantity.name, ...places.filter((place) => place !== '')].join(', ')
}
