import { ratio } from './binary.ts'
import type { MulticlassMetrics } from './types.ts'

/** How well one class is found. What is undefined is null. */
export interface ClassFigures {
  /** The label that these are figures of. */
  readonly label: string
  /** Of the rows predicted so, the share that are. */
  readonly precision: number | null
  /** Of the rows that are so, the share predicted so. */
  readonly recall: number | null
  /** 2 tp / (2 tp + fp + fn). */
  readonly f1: number | null
  /** The rows that are so, by weight. */
  readonly support: number
}

/**
 * The figures of each class, in the order of the labels.
 * @param confusion as `computeMetrics` gives it: counts[i][j] are the rows of label i that are predicted as j.
 */
export function classFigures({ labels, counts }: MulticlassMetrics['confusion']): readonly ClassFigures[] {
  const count = (i: number, j: number) => counts[i]?.[j] ?? 0
  const sum = (term: (index: number) => number) => labels.reduce((all, _, index) => all + term(index), 0)
  return labels.map((label, k) => {
    const right = count(k, k)
    const support = sum((j) => count(k, j))
    const predicted = sum((i) => count(i, k))
    return {
      label,
      precision: ratio(right, predicted),
      recall: ratio(right, support),
      f1: ratio(2 * right, support + predicted),
      support,
    }
  })
}
