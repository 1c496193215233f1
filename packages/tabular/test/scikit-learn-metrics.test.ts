import { expect, test } from 'vitest'
import { computeMetrics, type TargetColumn } from '../src/index.ts'
import measured from './scikit-learn-metrics.json' with { type: 'json' }

/*
 * What scikit-learn 1.2.1 measures of random predictions: ties, one class, constant targets, one row, weights of which some
 * or most are 0. packages/tabular/scripts/scikit-learn-metrics.py writes the file.
 */

interface Measured {
  readonly truth: readonly number[]
  readonly T: readonly number[]
  readonly weights: readonly number[] | null
}

const mistaken = (name: string, got: unknown, wanted: unknown) =>
  `${name} is ${got}, scikit-learn's ${wanted}`

/** Figures agree to a part in 10¹² of them, or of the 1 that they are taken from; null where scikit-learn has none. */
function disagreements(got: object, wanted: object): string[] {
  return Object.entries(wanted).flatMap(([name, there]) => {
    const here: unknown = Reflect.get(got, name)
    if (typeof here === 'number' && typeof there === 'number') {
      const size = name === 'r2' ? 1 + Math.abs(there) : Math.abs(there)
      return Math.abs(here - there) <= 1e-12 * size ? [] : [mistaken(name, here, there)]
    }
    const [one, other] = [JSON.stringify(here), JSON.stringify(there)]
    return one === other ? [] : [mistaken(name, one, other)]
  })
}

/** The figures of every case that are not scikit-learn's. */
function faultsOf(
  cases: readonly (Measured & { readonly metrics: object })[],
  targetOf: (index: number) => TargetColumn,
): string[] {
  return cases.flatMap(({ truth, T, weights, metrics }, index) => {
    const got = computeMetrics(targetOf(index), truth, Float64Array.from(T), undefined, weights ?? undefined)
    return disagreements(got, metrics).map((fault) => `case ${index}: ${fault}`)
  })
}

test('binary metrics, weighted and not, are those of scikit-learn', () => {
  const target: TargetColumn = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }
  expect(faultsOf(measured.binary, () => target)).toEqual([])
})

test('metrics of several classes, weighted and not, are those of scikit-learn', () => {
  const labels = ['a', 'b', 'c', 'd']
  const cases = measured.multiclass.map(({ classes, ...one }) => {
    const { confusion, ...metrics } = one.metrics
    return {
      ...one,
      metrics: { ...metrics, confusion: { labels: labels.slice(0, classes), counts: confusion } },
    }
  })
  const targetOf = (index: number): TargetColumn => ({
    task: 'multiclass',
    name: 'y',
    labels: labels.slice(0, measured.multiclass[index]?.classes),
  })
  expect(faultsOf(cases, targetOf)).toEqual([])
})

test('metrics of numbers, weighted and not, are those of scikit-learn, and a constant target has no R²', () => {
  const target: TargetColumn = { task: 'regression', name: 'y', mean: 0, standardDeviation: 1 }
  expect(faultsOf(measured.regression, () => target)).toEqual([])
})
