import { type Activation, layerShapes } from '@leven/core'
import type { Model } from '@leven/model'
import type { RowMajorLayer } from '../weights.ts'
import type { Dialect } from './dialect.ts'
import { names } from './names.ts'

/** Writes a step of the query: what it is called, what it selects, and from which. */
export type Step = (name: string, items: readonly string[], from: string) => string

/** Steps of a query, and the name of the last. */
export interface Steps {
  readonly steps: readonly string[]
  readonly last: string
}

/** One expression for each unit: any database has it. */
export function scalarLayers(
  model: Model,
  dialect: Dialect,
  layers: readonly RowMajorLayer[],
  inputs: readonly string[],
  step: Step,
): Steps {
  const steps = [
    step(
      'leven_x',
      inputs.map((x, k) => `${x} AS ${names.input(k)}`),
      'leven_place',
    ),
  ]
  let [from, values] = ['leven_x', inputs.map((_, k) => names.input(k))]
  for (const [index, { activation }] of layerShapes(model.network).entries()) {
    const layer = layers[index]
    if (!layer) continue
    const logits = Array.from({ length: layer.units }, (_, j) => {
      const weights = layer.W.subarray(j * layer.inputs, (j + 1) * layer.inputs)
      return total([
        dialect.double(layer.b[j] ?? 0),
        ...values.map((value, k) => `${dialect.double(weights[k] ?? 0)} * ${value}`),
      ])
    })
    const [z, a] = [`leven_z${index + 1}`, `leven_a${index + 1}`]
    steps.push(
      step(
        z,
        logits.map((sum, j) => `${sum} AS ${z}_${j}`),
        from,
      ),
    )
    steps.push(
      step(
        a,
        logits.map((_, j) => `${activated(dialect, activation, `${z}_${j}`)} AS ${a}_${j}`),
        z,
      ),
    )
    from = a
    values = logits.map((_, j) => `${a}_${j}`)
  }
  return withOutput(model, dialect, steps, from, values, step)
}

/** Arrays and inner products: DuckDB plans one expression a unit for seconds, and these at once. */
export function arrayLayers(
  model: Model,
  dialect: Dialect,
  layers: readonly RowMajorLayer[],
  inputs: readonly string[],
  step: Step,
): Steps {
  const steps = [
    step('leven_x', [`CAST([${inputs.join(', ')}] AS DOUBLE[${inputs.length}]) AS leven_a`], 'leven_place'),
  ]
  let from = 'leven_x'
  let units = inputs.length
  for (const [index, { activation }] of layerShapes(model.network).entries()) {
    const layer = layers[index]
    if (!layer) continue
    const logits = Array.from({ length: layer.units }, (_, j) => {
      const weights = layer.W.subarray(j * layer.inputs, (j + 1) * layer.inputs)
      return `array_inner_product(leven_a, CAST([${weights.join(', ')}] AS DOUBLE[${layer.inputs}])) + ${dialect.double(layer.b[j] ?? 0)}`
    })
    const [z, a] = [`leven_z${index + 1}`, `leven_a${index + 1}`]
    steps.push(step(z, [`[${logits.join(',\n      ')}] AS leven_z`], from))
    const list = `list_transform(leven_z, lambda z: ${activated(dialect, activation, 'z')})`
    steps.push(step(a, [`CAST(${list} AS DOUBLE[${layer.units}]) AS leven_a`], z))
    from = a
    units = layer.units
  }
  const values = Array.from({ length: units }, (_, j) => `leven_a[${j + 1}]`)
  return withOutput(model, dialect, steps, from, values, step)
}

function withOutput(
  { network }: Model,
  dialect: Dialect,
  steps: readonly string[],
  from: string,
  Z: readonly string[],
  step: Step,
): Steps {
  const named = (values: readonly string[], name: string) =>
    values.map((value, k) => `${value} AS ${name}${k}`)
  switch (network.output) {
    case 'identity':
      return { steps: [...steps, step('leven_t', named(Z, 'leven_y'), from)], last: 'leven_t' }
    case 'sigmoid': {
      const T = Z.map((z) => activated(dialect, 'sigmoid', z))
      return { steps: [...steps, step('leven_t', named(T, 'leven_y'), from)], last: 'leven_t' }
    }
    case 'softmax': {
      const largest = dialect.largest(Z)
      const E = Z.map((_, k) => `leven_e${k}`)
      return {
        steps: [
          ...steps,
          step('leven_top', [...named(Z, 'leven_l'), `${largest} AS leven_largest`], from),
          step(
            'leven_e',
            named(
              Z.map((_, k) => dialect.exp(`leven_l${k} - leven_largest`)),
              'leven_e',
            ),
            'leven_top',
          ),
          step(
            'leven_t',
            named(
              E.map((e) => `${e} / (${total(E)})`),
              'leven_y',
            ),
            'leven_e',
          ),
        ],
        last: 'leven_t',
      }
    }
    default:
      return network.output satisfies never
  }
}

/** A sum, in pairs: SQLite's expressions are at most 1,000 deep. */
function total(terms: readonly string[]): string {
  if (terms.length <= 8) return terms.join(' + ')
  const half = terms.length >> 1
  return `(${total(terms.slice(0, half))}) + (${total(terms.slice(half))})`
}

function activated(dialect: Dialect, g: Activation, z: string): string {
  switch (g) {
    case 'identity':
      return z
    case 'relu':
      return `CASE WHEN ${z} > 0 THEN ${z} ELSE ${dialect.double(0)} END`
    case 'leakyRelu':
      return `CASE WHEN ${z} > 0 THEN ${z} ELSE ${dialect.double(0.01)} * ${z} END`
    case 'sigmoid':
      return `1 / (1 + ${dialect.exp(`-(${z})`)})`
    case 'tanh':
      return `TANH(${z})`
    default:
      return g satisfies never
  }
}
