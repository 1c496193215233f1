import { type Activation, type Arithmetic, type Bytes, InvalidOptionError, layerShapes } from '@leven/core'
import type { Model } from '@leven/model'
import { boundedGolden } from '../golden.ts'
import {
  type CategoryPlan,
  type ColumnPlan,
  type NumberInput,
  type NumberPlan,
  planOf,
  spellings,
} from '../plan.ts'
import { rowMajorLayers } from '../weights.ts'
import { dates } from './dates.ts'
import { Graph } from './graph.ts'

/** onnxruntime's float32 kernels on a processor: exp within a few units of roundoff, tanh by a rational function. */
export const onnxArithmetic: Arithmetic = {
  unitRoundoff: 2 ** -24,
  exp: 8,
  log: 8,
  tanh: 16,
  division: 1,
  squareRoot: 1,
  flushesSubnormals: true,
  underflow: 2 ** -126,
}

/**
 * The model as an ONNX file with its preprocessing inside. Inputs go by column name, each rows × 1: numbers are
 * float64, NaN where missing; texts are strings, '' where missing; dates are float64 seconds since 1970, NaN where missing,
 * and rows × 2 in a column with zones, with the minutes ahead of UTC. Outputs: `prediction`, and `probability` of the
 * positive label or `probabilities` of each.
 * @throws InvalidOptionError where a column's name is that of an output.
 */
export function onnxFile(model: Model): Bytes {
  const { encoder, network } = model
  const graph = new Graph()
  const plan = planOf(encoder)
  checkNames(plan)
  let values = graph.node(
    'Concat',
    plan.flatMap((column) => encoded(graph, column)),
    { axis: 1 },
  )
  const layers = rowMajorLayers(model)
  for (const [index, { activation }] of layerShapes(network).entries()) {
    const layer = layers[index]
    if (!layer) continue
    const [W, b] = [
      graph.float32([layer.units, layer.inputs], layer.W),
      graph.float32([layer.units], layer.b),
    ]
    values = activated(graph, activation, graph.node('Gemm', [values, W, b], { transB: 1 }))
  }
  decode(graph, model, values)
  const golden = boundedGolden(model, { arithmetic: onnxArithmetic, inputRoundoff: 0 })
  return graph.file({ 'leven.encoder': JSON.stringify(encoder), 'leven.golden': JSON.stringify(golden) })
}

const outputNames: readonly string[] = ['prediction', 'probability', 'probabilities']

function checkNames(plan: readonly ColumnPlan[]): void {
  const taken = plan.find(
    ({ name }) => outputNames.includes(name) || name === '' || name.startsWith('leven/'),
  )
  if (!taken) return
  throw new InvalidOptionError(
    `The column ${JSON.stringify(taken.name)} cannot be an input of an ONNX file, whose outputs have such names.`,
    'Rename the column and train again.',
  )
}

/** The inputs of the network that a column becomes: rows × 1 each, or rows × levels. */
function encoded(graph: Graph, column: ColumnPlan): readonly string[] {
  switch (column.kind) {
    case 'number':
      return numbers(graph, column)
    case 'category':
      return [category(graph, column)]
    case 'date':
      return dates(graph, column)
    default:
      return column satisfies never
  }
}

function numbers(graph: Graph, { name, fill, missingNumbers, inputs }: NumberPlan): readonly string[] {
  graph.input(name, 'double')
  const missing = missingNumbers.reduce(
    (before, one) => graph.node('Or', [before, graph.node('Equal', [name, graph.double(one)])]),
    graph.node('IsNaN', [name]),
  )
  const value = graph.node('Where', [missing, graph.double(fill), name])
  return inputs.map((input) => graph.node('Cast', [numberInput(graph, input, value, missing)], { to: 1 }))
}

function numberInput(graph: Graph, input: NumberInput, value: string, missing: string): string {
  const over = (a: string, b: number) => graph.node('Div', [a, graph.double(b)])
  // (b − a) / (−c) is (a − b) / c to the last bit. onnxruntime leaves out a − b where b is 0 as a float32: 1e-50 is.
  const share = (a: string, b: number, c: number) => over(graph.node('Sub', [graph.double(b), a]), -c)
  switch (input.kind) {
    case 'missing':
      return missing
    case 'standardised':
      if (input.deviation === 0) return graph.node('Mul', [value, graph.double(0)])
      return share(value, input.mean, input.deviation)
    case 'bin': {
      const part = share(value, input.low, input.high - input.low)
      const below = graph.node('LessOrEqual', [value, graph.double(input.low)])
      const above = graph.node('GreaterOrEqual', [value, graph.double(input.high)])
      const within = graph.node('Where', [above, graph.double(1), part])
      return graph.node('Mul', [
        graph.node('Where', [below, graph.double(0), within]),
        graph.double(input.scale),
      ])
    }
    case 'softClip': {
      if (input.spread === 0) return graph.node('Mul', [value, graph.double(0)])
      const v = share(value, input.centre, input.spread)
      const near = graph.node('Div', [v, root(graph, over(v, input.at))])
      const inverse = graph.node('Div', [graph.double(input.at), v])
      const end = graph.node('Mul', [graph.node('Sign', [v]), graph.double(input.at)])
      const far = graph.node('Div', [end, root(graph, inverse)])
      const isNear = graph.node('LessOrEqual', [graph.node('Abs', [v]), graph.double(input.at)])
      return graph.node('Where', [isNear, near, far])
    }
    default:
      return input satisfies never
  }
}

/** √(1 + x²) */
function root(graph: Graph, x: string): string {
  return graph.node('Sqrt', [graph.node('Add', [graph.node('Mul', [x, x]), graph.double(1)])])
}

/** Levels have no end of spellings: those that people write are listed, each with its level. */
function category(graph: Graph, { name, levels, missing, inputs }: CategoryPlan): string {
  graph.input(name, 'string')
  const places = new Map<string, number>()
  const add = (text: string, place: number) => {
    if (!places.has(text)) places.set(text, place)
  }
  for (const [level, { text }] of levels.entries()) add(text, level)
  for (const [level, one] of levels.entries()) for (const text of spellings(one)) add(text, level)
  const otherAt = inputs.findIndex(({ kind }) => kind === 'other')
  const missingAt = inputs.findIndex(({ kind }) => kind === 'missing')
  for (const word of ['', ...missing]) add(word, missingAt)
  const place = graph.node('LabelEncoder', [name], {
    keys_strings: [...places.keys()],
    values_int64s: [...places.values()],
    default_int64: otherAt,
  })
  const columns = inputs.map((_, at) =>
    graph.node('Cast', [graph.node('Equal', [place, graph.int64(at)])], { to: 1 }),
  )
  return graph.node('Concat', columns, { axis: 1 })
}

function activated(graph: Graph, g: Activation, Z: string): string {
  switch (g) {
    case 'identity':
      return Z
    case 'relu':
      return graph.node('Relu', [Z])
    case 'leakyRelu':
      return graph.node('LeakyRelu', [Z], { alpha: { float: 0.01 } })
    case 'sigmoid':
      return sigmoid(graph, Z)
    case 'tanh':
      return graph.node('Tanh', [Z])
    default:
      return g satisfies never
  }
}

/** 1 / (1 + exp(−z)): onnxruntime's own Sigmoid is cut off at 18, where probabilities are still told apart. */
function sigmoid(graph: Graph, Z: string): string {
  const one = graph.float32([], Float32Array.of(1))
  const power = graph.node('Exp', [graph.node('Neg', [Z])])
  return graph.node('Div', [one, graph.node('Add', [power, one])])
}

function decode(graph: Graph, { encoder: { target } }: Model, Z: string): void {
  const labelled = (index: string, labels: readonly string[]) => {
    graph.node(
      'LabelEncoder',
      [index],
      { keys_int64s: labels.map((_, k) => k), values_strings: labels },
      'prediction',
    )
    graph.output('prediction', 'string', 1)
  }
  switch (target.task) {
    case 'regression': {
      const T = graph.node('Cast', [Z], { to: 11 })
      const scaled = graph.node('Mul', [T, graph.double(target.standardDeviation)])
      graph.node('Add', [scaled, graph.double(target.mean)], {}, 'prediction')
      graph.output('prediction', 'double', 1)
      return
    }
    case 'binary': {
      const T = graph.node('Identity', [sigmoid(graph, Z)], {}, 'probability')
      const half = graph.float32([], Float32Array.of(0.5))
      const negative = target.labels.find((label) => label !== target.positive) ?? ''
      labelled(graph.node('Cast', [graph.node('GreaterOrEqual', [T, half])], { to: 7 }), [
        negative,
        target.positive,
      ])
      graph.output('probability', 'float', 1)
      return
    }
    case 'multiclass': {
      const T = graph.node('Softmax', [Z], { axis: 1 }, 'probabilities')
      labelled(graph.node('ArgMax', [T], { axis: 1 }), target.labels)
      graph.output('probabilities', 'float', target.labels.length)
      return
    }
    default:
      target satisfies never
  }
}
