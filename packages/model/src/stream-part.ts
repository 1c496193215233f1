import { type InstanceSource, markOf, type Values, weightsByClass } from '@leven/core'
import {
  type Encoder,
  encodeFeaturesInTurns,
  encodeTargets,
  FeatureTally,
  inputCount,
  outputCount,
  readTargetsInTurns,
  type TargetColumn,
} from '@leven/tabular'
import { type EncodePart, weigh } from './prepare.ts'
import type { OpenRowFile, RowFile } from './row-file.ts'

/** So many rows are encoded at a time. */
const rowsOfPiece = 8192

/**
 * As `encodePart`, the numbers kept in a file of rows: of each its inputs, then its outputs. What memory holds of a row
 * does not grow with its columns.
 */
export function streamPart(open: OpenRowFile): EncodePart<InstanceSource> {
  return function* (encoder, table, rows, classWeights) {
    const { target, missing } = encoder
    const file = open(inputCount(encoder) + outputCount(target))
    const tally = new FeatureTally()
    let mark = ''
    for (let start = 0; start < rows.length; start += rowsOfPiece) {
      const some = rows.subarray(start, start + rowsOfPiece)
      const { X, tally: met } = yield* encodeFeaturesInTurns(encoder, table, some)
      const Y = encodeTargets(encoder, table, some)
      const numbers = sideBySide(X, Y, some.length)
      file.append(numbers)
      mark = markOf([mark, numbers])
      tally.merge(met)
      yield
    }
    const targets = yield* readTargetsInTurns(target, table, rows, missing)
    const { sampleWeights, rowWeights, standFor } = yield* weigh(encoder, table, rows, (ofColumn) =>
      classWeights === 'balanced' ? weightsByClass(...classesOf(target, targets), ofColumn) : undefined,
    )
    const plain = sourceOf(file, encoder, rows.length, mark)
    const weighted = sampleWeights ? withWeights(plain, sampleWeights) : plain
    return {
      part: { plain, weighted, targets, standFor, ...(rowWeights && { rowWeights }) },
      notes: tally.notes(encoder),
    }
  }
}

/** The same instances with weights. */
export function withWeights(
  { instances, mark, gather }: InstanceSource,
  sampleWeights: Values,
): InstanceSource {
  return { instances, mark, gather, sampleWeights }
}

function sourceOf(file: RowFile, encoder: Encoder, instances: number, mark: string): InstanceSource {
  const [inputs, outputs] = [inputCount(encoder), outputCount(encoder.target)]
  const width = inputs + outputs
  let numbers = new Float32Array(0)
  return {
    instances,
    mark,
    async gather(columns, X, Y) {
      if (numbers.length < width * columns.length) numbers = new Float32Array(width * columns.length)
      await file.gather(columns, numbers.subarray(0, width * columns.length))
      for (let i = 0; i < columns.length; i++) {
        const [begin, end] = [i * width, (i + 1) * width]
        X.set(numbers.subarray(begin, begin + inputs), i * inputs)
        Y.set(numbers.subarray(begin + inputs, end), i * outputs)
      }
    },
  }
}

/** The columns of X and Y, each instance's together. */
function sideBySide(X: Float32Array, Y: Float32Array, instances: number): Float32Array {
  const [inputs, outputs] = [X.length / instances, Y.length / instances]
  const numbers = new Float32Array(X.length + Y.length)
  for (let i = 0; i < instances; i++) {
    const begin = i * (inputs + outputs)
    numbers.set(X.subarray(i * inputs, (i + 1) * inputs), begin)
    numbers.set(Y.subarray(i * outputs, (i + 1) * outputs), begin + inputs)
  }
  return numbers
}

/** The class of each row as `balancedWeights` sees it in Y, and how many there are. */
function classesOf(target: TargetColumn, targets: Float64Array): [Int32Array, number] {
  const positive = target.task === 'binary' ? target.labels.indexOf(target.positive) : -1
  const classOf = target.task === 'binary' ? (index: number) => Number(index === positive) : Math.round
  return [Int32Array.from(targets, classOf), Math.max(2, outputCount(target))]
}
