import { type Activation, type Arithmetic, InvalidOptionError, layerShapes } from '@leven/core'
import type { Model } from '@leven/model'
import { boundedGolden, float64 } from '../golden.ts'
import { type ColumnPlan, planOf } from '../plan.ts'
import { type RowMajorLayer, rowMajorLayers } from '../weights.ts'
import { inputExpressions, names, placeItems, textItems, valueItems } from './cells.ts'
import { type Dialect, type DialectName, dialects } from './dialect.ts'

/** What a query is written for. */
export interface SqlOptions {
  readonly dialect: DialectName
  /** The table that is scored; its name is quoted. */
  readonly table: string
  /** Columns of the table that come before the prediction. */
  readonly id?: readonly string[]
}

/** float64, with the functions of the database's C library. */
export const sqlArithmetic: Arithmetic = { ...float64, exp: 4, tanh: 16 }
/** SQLite has no float32, and others may read a number's text a step off. */
export const sqlInputRoundoff: number = 2 ** -23

/**
 * One SELECT that scores a table: `prediction`, and `probability` or a `probability_<label>` for each.
 * @throws InvalidOptionError where a column cannot be carried, or the network is too wide for the database.
 */
export function sqlQuery(model: Model, { dialect: name, table, id = [] }: SqlOptions): string {
  const dialect = dialects[name]
  const ids = id.map((column) => dialect.identifier(column))
  const { steps, last } = scoring(model, dialect, dialect.identifier(table), ids)
  const passed = ids.map((column, i) => `leven_id${i} AS ${column}`)
  return `-- Made by leven export, for ${name}.
WITH ${steps.join(',\n')}
SELECT ${[...passed, ...outcome(model, dialect)].join(', ')}
FROM ${last};
`
}

/** A query over the model's golden rows instead of a table: one row that says how many are as expected. */
export function sqlSelfTest(model: Model, name: DialectName): string {
  const dialect = dialects[name]
  const golden = boundedGolden(model, { arithmetic: sqlArithmetic, inputRoundoff: sqlInputRoundoff })
  const row = dialect.identifier('leven_row')
  const columns = golden.columns.map((column) => dialect.identifier(column))
  const rows = golden.rows.map((cells, i) => {
    const written = cells.map((cell, k) => {
      const own = golden.numbers[golden.columns[k] ?? '']
      if (own)
        return cell === null ? `CAST(NULL AS ${doubleType[name]})` : dialect.double(own[cell] ?? Number.NaN)
      return `${cell === null ? 'NULL' : dialect.text(cell)} AS ${columns[k]}`
    })
    const items = written.map((text, k) =>
      text.endsWith(` AS ${columns[k]}`) ? text : `${text} AS ${columns[k]}`,
    )
    return `SELECT ${[`${i} AS ${row}`, ...items].join(', ')}`
  })
  const { steps, last } = scoring(model, dialect, 'leven_golden', [row])
  const tests = golden.expected.map((wanted, i) => {
    const near = wanted.map((t, k) => {
      const [low, high] = [t - (golden.bounds[i]?.[k] ?? 0), t + (golden.bounds[i]?.[k] ?? 0)]
      return `leven_y${k} BETWEEN ${dialect.double(low)} AND ${dialect.double(high)}`
    })
    return `WHEN leven_id0 = ${i} AND ${near.join(' AND ')} THEN 1`
  })
  return `-- Made by leven export, for ${name}: both numbers are equal where the database computes rightly.
WITH leven_golden AS (${rows.join('\nUNION ALL ')}),
${steps.join(',\n')}
SELECT COUNT(*) AS golden_rows, SUM(CASE ${tests.join('\n')} ELSE 0 END) AS as_expected
FROM ${last};
`
}

const doubleType: Readonly<Record<DialectName, string>> = {
  duckdb: 'DOUBLE',
  postgres: 'DOUBLE PRECISION',
  sqlite: 'REAL',
  spark: 'DOUBLE',
}

/** The steps from a table to T: leven_y0, leven_y1, … beside leven_id0, … */
function scoring(
  model: Model,
  dialect: Dialect,
  table: string,
  ids: readonly string[],
): { readonly steps: readonly string[]; readonly last: string } {
  const plan = planOf(model.encoder, 'sql')
  const layers = rowMajorLayers(model)
  checkWidth(plan, layers, ids.length, dialect)
  const kept = ids.map((_, i) => `leven_id${i}`)
  const step = (name: string, items: readonly string[], from: string) =>
    `${name} AS ${dialect.materialized}(\n  SELECT ${[...kept, ...items].join(',\n    ')}\n  FROM ${from})`
  const network = dialect.name === 'duckdb' ? arrayLayers : scalarLayers
  const { steps, last } = network(model, dialect, layers, inputExpressions(dialect, plan), step)
  return {
    steps: [
      `leven_text AS ${dialect.materialized}(\n  SELECT ${[...ids.map((id, i) => `${id} AS leven_id${i}`), ...textItems(dialect, plan)].join(',\n    ')}\n  FROM ${table})`,
      step('leven_value', valueItems(dialect, plan), 'leven_text'),
      step('leven_place', placeItems(dialect, plan), 'leven_value'),
      ...steps,
    ],
    last,
  }
}

type Step = (name: string, items: readonly string[], from: string) => string
interface Steps {
  readonly steps: readonly string[]
  readonly last: string
}

/** One expression for each unit: any database has it. */
function scalarLayers(
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
function arrayLayers(
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

/** The columns of the result, in the words of the table. */
function outcome({ encoder: { target } }: Model, dialect: Dialect): readonly string[] {
  switch (target.task) {
    case 'regression':
      return [
        `leven_y0 * ${dialect.double(target.standardDeviation)} + ${dialect.double(target.mean)} AS prediction`,
      ]
    case 'binary': {
      const negative = target.labels.find((label) => label !== target.positive) ?? ''
      const label = `CASE WHEN leven_y0 >= ${dialect.double(0.5)} THEN ${dialect.text(target.positive)} ELSE ${dialect.text(negative)} END`
      return [`${label} AS prediction`, 'leven_y0 AS probability']
    }
    case 'multiclass': {
      const T = target.labels.map((_, k) => `leven_y${k}`)
      const cases = T.map(
        (t, k) => `WHEN ${t} = ${dialect.largest(T)} THEN ${dialect.text(target.labels[k] ?? '')}`,
      )
      return [
        `CASE ${cases.join(' ')} END AS prediction`,
        ...T.map((t, k) => `${t} AS ${dialect.identifier(`probability_${target.labels[k]}`)}`),
      ]
    }
    default:
      return target satisfies never
  }
}

function checkWidth(
  plan: readonly ColumnPlan[],
  layers: readonly RowMajorLayer[],
  ids: number,
  { name, mostColumns }: Dialect,
): void {
  const widths = [2 * plan.length, ...layers.flatMap(({ inputs, units }) => [inputs, units])]
  const widest = Math.max(...(name === 'duckdb' ? [2 * plan.length] : widths)) + ids
  if (widest <= mostColumns) return
  throw new InvalidOptionError(
    `The model needs a query of ${widest} columns, and ${name} takes ${mostColumns}.`,
    'Export to onnx or python, or train a smaller network.',
  )
}
