import { listing, quote } from './data-error.ts'

/** What is said of labels that occur in one row each. */
export const rareLabels = {
  evidence: (column: string, labels: readonly string[]): string =>
    `Of the labels of ${quote(column)}, ${labels.length} ${labels.length === 1 ? 'occurs' : 'occur'} in one row only: ${listing(labels)}.`,
  remedy: 'Give more rows of them, or join them to others: what is held out cannot be learnt.',
} as const
