import type { Dataset } from '@leven/core'
import { type Encoder, inputCount, type Table } from '@leven/tabular'
import { type DerivedName, derivations } from './derived.ts'
import type { Axis, Plane } from './plane.ts'
import { TableFault } from './table-fault.ts'
import { tellingInputs } from './telling.ts'

/** What of a table the plane shows. */
export interface PlaneOptions {
  /** The columns of the plane, across and up. Default: the two that tell most of the target. */
  readonly plotted?: readonly [across: string, up: string]
  /** The ends of both axes. Default: those of the rows, with a margin. */
  readonly ends?: readonly [lower: number, upper: number]
  /** Columns that are derived of the plotted ones, and follow them over the plane. Default: none. */
  readonly derived?: readonly DerivedName[]
}

/** What the ends of an axis leave free beside the outermost rows, as a share of what they span. */
const margin = 0.05

/**
 * The plane of two columns of numbers, with the other inputs at their means.
 * @param training the encoded instances that means are taken of; the axes end where theirs and the test's do.
 * @throws TableFault where there are no two columns of numbers, or a plotted one is none.
 */
export function planeOf(
  encoder: Encoder,
  table: Table,
  training: Dataset,
  test: Dataset,
  { plotted, ends, derived = [] }: PlaneOptions,
): Plane {
  const rest = means(training, inputCount(encoder))
  const axis = (name: string): Axis => {
    const column = encoder.features.find((feature) => feature.name === name)
    if (column?.kind !== 'number') {
      throw new TableFault(
        { source: table.source, column: name },
        ['notOfNumbers'],
        ['chooseOne', numberColumns(encoder).join(', ')],
      )
    }
    const input = inputOf(encoder, name)
    // On the plane the value is there.
    if (column.missingIndicator) rest[input + 1] = 0
    const { mean, standardDeviation } = column
    const values = [training, test].flatMap(({ X, instances }) =>
      Array.from(
        { length: instances },
        (_, i) => mean + standardDeviation * (X[i * rest.length + input] ?? 0),
      ),
    )
    const [lower, upper] = ends ?? endsOf(values)
    return { column, input, lower, upper }
  }
  const numbers = numberColumns(encoder)
  if (numbers.length < 2) {
    const few = numbers.length === 0 ? 'noNumbers' : 'oneOfNumbers'
    throw new TableFault({ source: table.source }, [few], ['twoOfNumbers'])
  }
  const [across, up] = plotted ?? tellingColumns(encoder, numbers, training)
  const followers = derived.flatMap((name) => {
    const column = encoder.features.find((feature) => feature.name === derivations[name].column)
    return column?.kind === 'number' ? [{ name, column, input: inputOf(encoder, column.name) }] : []
  })
  return { across: axis(across), up: axis(up), derived: followers, rest }
}

function tellingColumns(
  encoder: Encoder,
  numbers: readonly string[],
  training: Dataset,
): readonly [string, string] {
  const inputs = numbers.map((name) => inputOf(encoder, name))
  const telling = tellingInputs(training, inputCount(encoder), inputs)
  // In the order of the table.
  const [across = '', up = ''] = numbers.filter((_, i) => telling.includes(inputs[i] ?? -1))
  return [across, up]
}

/** Which input the first of a feature's is, from 0. */
function inputOf(encoder: Encoder, name: string): number {
  const place = encoder.features.findIndex((feature) => feature.name === name)
  return inputCount({ ...encoder, features: encoder.features.slice(0, place) })
}

/** The names of the columns of numbers that are learned from. */
export function numberColumns(encoder: Encoder): readonly string[] {
  return encoder.features.filter(({ kind }) => kind === 'number').map(({ name }) => name)
}

function means({ X, instances }: Dataset, inputs: number): Float32Array {
  const sums = new Float64Array(inputs)
  for (let i = 0; i < instances; i++) {
    for (let k = 0; k < inputs; k++) sums[k] = (sums[k] ?? 0) + (X[i * inputs + k] ?? 0)
  }
  return Float32Array.from(sums, (sum) => sum / instances)
}

function endsOf(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const span = most - least
  return span > 0 ? [least - margin * span, most + margin * span] : [least - 1, most + 1]
}
