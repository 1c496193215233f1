import { type Arithmetic, InvalidOptionError } from '@leven/core'
import type { Model } from '@leven/model'
import { boundedGolden, float64 } from '../golden.ts'
import { type ColumnPlan, planOf } from '../plan.ts'
import { type RowMajorLayer, rowMajorLayers } from '../weights.ts'
import { fieldItems, inputExpressions, placeItems, textItems, valueItems } from './cells.ts'
import { type Dialect, type DialectName, dialects } from './dialect.ts'
import { arrayLayers, scalarLayers } from './layers.ts'

/** What a query is written for. */
export interface SqlOptions {
  /** The database. */
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
 * @throws InvalidOptionError where the network is too wide for the database.
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
        return cell === null ? `CAST(NULL AS ${dialect.doubleType})` : dialect.double(own[cell] ?? Number.NaN)
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

/** The steps from a table to T: leven_y0, leven_y1, … beside leven_id0, … */
function scoring(
  model: Model,
  dialect: Dialect,
  table: string,
  ids: readonly string[],
): { readonly steps: readonly string[]; readonly last: string } {
  const plan = planOf(model.encoder)
  const layers = rowMajorLayers(model)
  checkWidth(plan, layers, ids.length, dialect)
  const kept = ids.map((_, i) => `leven_id${i}`)
  const step = (name: string, items: readonly string[], from: string) =>
    `${name} AS ${dialect.materialized}(\n  SELECT ${[...kept, ...items].join(',\n    ')}\n  FROM ${from})`
  const hasDates = plan.some(({ kind }) => kind === 'date')
  const network = dialect.name === 'duckdb' ? arrayLayers : scalarLayers
  const { steps, last } = network(model, dialect, layers, inputExpressions(dialect, plan), step)
  return {
    steps: [
      `leven_text AS ${dialect.materialized}(\n  SELECT ${[...ids.map((id, i) => `${id} AS leven_id${i}`), ...textItems(dialect, plan)].join(',\n    ')}\n  FROM ${table})`,
      step('leven_value', valueItems(dialect, plan), 'leven_text'),
      ...(hasDates ? [step('leven_field', fieldItems(dialect, plan), 'leven_value')] : []),
      step('leven_place', placeItems(dialect, plan), hasDates ? 'leven_field' : 'leven_value'),
      ...steps,
    ],
    last,
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
  const cells = cellColumns(plan)
  const widths = [cells, ...layers.flatMap(({ inputs, units }) => [inputs, units])]
  const widest = Math.max(...(name === 'duckdb' ? [cells] : widths)) + ids
  if (widest <= mostColumns) return
  throw new InvalidOptionError(
    `The model needs a query of ${widest} columns, and ${name} takes ${mostColumns}.`,
    'Export to onnx or python, or train a smaller network.',
  )
}

/** The columns that the widest step before the network has. */
function cellColumns(plan: readonly ColumnPlan[]): number {
  return plan.reduce((count, { kind }) => count + (kind === 'date' ? 6 : 2), 0)
}
