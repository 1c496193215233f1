import type { Interval, MetricIntervals, Metrics, TargetColumn } from '@leven/tabular'

/** Metrics with the names people know them by; `few` are those that fit a line beside others. */
export function metricTexts(
  metrics: Metrics,
  which: 'all' | 'few',
): readonly (readonly [name: string, text: string])[] {
  if ('r2' in metrics) {
    const { cost, r2, mae, rmse } = metrics
    return [
      ['cost', significant(cost)],
      ['R²', decimals(r2)],
      ['MAE', significant(mae)],
      ['RMSE', significant(rmse)],
    ]
  }
  const [cost, accuracy] = [significant(metrics.cost), decimals(metrics.accuracy)]
  if (!('brier' in metrics)) {
    return [
      ['cost', cost],
      ['accuracy', accuracy],
      ['macro F1', decimals(metrics.macroF1)],
      ['macro ROC-AUC', decimals(metrics.macroRocAuc)],
    ]
  }
  return [
    ['cost', cost],
    ['accuracy', accuracy],
    ['ROC-AUC', decimals(metrics.rocAuc)],
    ['PR-AUC', decimals(metrics.prAuc)],
    ['Brier', decimals(metrics.brier)],
    ...(which === 'all'
      ? ([
          ['precision', decimals(metrics.precision)],
          ['recall', decimals(metrics.recall)],
        ] as const)
      : []),
    ['F1', decimals(metrics.f1)],
  ]
}

/** The intervals of the few figures that fit a line, in the order of `metricTexts`. */
export function intervalTexts(intervals: MetricIntervals): readonly string[] {
  const between = (interval: Interval | null, text: (value: number) => string) =>
    interval === null ? '–' : `${text(interval[0])}–${text(interval[1])}`
  const share = (interval: Interval | null) => between(interval, (value) => value.toFixed(2))
  const size = (interval: Interval | null) => between(interval, (value) => value.toPrecision(2))
  if ('r2' in intervals) {
    const { cost, r2, mae, rmse } = intervals
    return [size(cost), share(r2), size(mae), size(rmse)]
  }
  if ('macroF1' in intervals) {
    const { cost, accuracy, macroF1, macroRocAuc } = intervals
    return [size(cost), share(accuracy), share(macroF1), share(macroRocAuc)]
  }
  const { cost, accuracy, rocAuc, prAuc, brier, f1 } = intervals
  return [size(cost), share(accuracy), share(rocAuc), share(prAuc), size(brier), share(f1)]
}

/** A number for people: four significant digits, a dash where it is undefined. */
export function significant(value: number | null): string {
  if (value === null) return '–'
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value)
  const size = Math.abs(value)
  return size >= 1e6 || size < 1e-4 ? value.toExponential(3) : value.toPrecision(4)
}

/** A share for people: four decimals, a dash where it is undefined. */
function decimals(value: number | null): string {
  return value === null ? '–' : value.toFixed(4)
}

/** What a target asks for, in words. */
export function describeTarget(target: TargetColumn): string {
  switch (target.task) {
    case 'binary': {
      const other = target.labels.find((label) => label !== target.positive)
      return `binary: whether ${target.name} is ${target.positive} (positive) or ${other}`
    }
    case 'multiclass':
      return `multiclass: which of ${target.labels.length} labels ${target.name} is: ${shortList(target.labels)}`
    case 'regression':
      return `regression: the number ${target.name}`
    default:
      return target satisfies never
  }
}

/** The first few of many names. */
export function shortList(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}

/** A confusion matrix as rows of cells: true labels down, predicted ones across. */
export function confusionTable(metrics: Metrics, target: TargetColumn): readonly (readonly string[])[] {
  if ('r2' in metrics) return []
  if ('brier' in metrics && target.task === 'binary') {
    const { tp, fp, fn, tn } = metrics.confusion
    const other = target.labels.find((label) => label !== target.positive) ?? ''
    return [
      ['true \\ predicted', target.positive, other],
      [target.positive, String(tp), String(fn)],
      [other, String(fp), String(tn)],
    ]
  }
  if (!('macroF1' in metrics) || metrics.confusion.labels.length > 12) return []
  const { labels, counts } = metrics.confusion
  return [
    ['true \\ predicted', ...labels],
    ...labels.map((label, row) => [label, ...(counts[row] ?? []).map(String)]),
  ]
}
