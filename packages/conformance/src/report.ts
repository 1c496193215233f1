import type { BackendInfo } from '@leven/core'
import type { Operand } from './case.ts'
import type { Breach } from './law.ts'
import { number, show } from './matrix.ts'

/** How a law broke, with the smallest case found that breaks it. */
export interface Failure extends Partial<Breach> {
  /** The operation of the port that went wrong. */
  readonly operation: string
  /** What is wrong, in a sentence. */
  readonly message: string
  /** The operands of the shrunk case. */
  readonly counterexample: readonly Operand[]
  /** What else the case has: an update rule; '' where nothing. */
  readonly settings: string
  /** The seed that repeats the case. */
  readonly seed: number
  /** fast-check's path from the seed to the shrunk case. */
  readonly path: string
}

/** What became of one law. */
export interface LawReport {
  /** The law in words behind its short name: 'handles: a tensor of another instance is an error'. */
  readonly law: string
  /** The operation of the port that it is a law of. */
  readonly operation: string
  /** Whether no case broke it. */
  readonly passed: boolean
  /** Cases tried. */
  readonly runs: number
  /** How many of them were different from all others. */
  readonly distinct: number
  /** Numbers held against their bars. */
  readonly comparisons: number
  /** The largest error as a part of its bar: 0 exact, 1 the most that is allowed. */
  readonly worstRatio: number
  /** Why the law was not tried: the backend says that it lacks what the law asks. It counts as passed. */
  readonly waived?: string
  /** The smallest case that broke it, where one did. */
  readonly failure?: Failure
}

/** What became of all laws. */
export interface ConformanceReport {
  /** The name given to `conform`. */
  readonly backend: string
  /** What the backend says of itself. */
  readonly info: BackendInfo
  /** The seed that repeats this report. */
  readonly seed: number
  /** Whether every law held or was waived. */
  readonly passed: boolean
  /** One for each law of each operation, in the order in which they were tried. */
  readonly laws: readonly LawReport[]
}

/** A report as plain text: a line for each law, then each failure with its counterexample. */
export function formatReport(report: ConformanceReport): string {
  const { backend, info, seed, laws } = report
  const width = Math.max(...laws.map(({ law }) => law.length), 3)
  const lines = laws.map(({ law, passed, runs, distinct, worstRatio, waived }) => {
    if (waived) return `–     ${law.padEnd(width)}  ${waived}`
    const ratio = Number.isFinite(worstRatio) ? worstRatio.toFixed(3) : '–'
    const counts = `${String(runs).padStart(5)}  ${String(distinct).padStart(8)}`
    return `${passed ? 'ok  ' : 'FAIL'}  ${law.padEnd(width)}  ${counts}  ${ratio.padStart(6)}`
  })
  const failures = laws.flatMap(({ law, failure }) => (failure ? ['', formatFailure(law, failure)] : []))
  const waived = laws.filter((law) => law.waived).length
  const kept = laws.filter(({ passed }) => passed).length - waived
  return [
    `${backend}: ${info.device}; u = 2^${Math.log2(info.arithmetic.unitRoundoff)}, seed ${seed}`,
    `      ${'law'.padEnd(width)}  ${'runs'.padStart(5)}  ${'distinct'.padStart(8)}  ${'worst'.padStart(6)}`,
    ...lines,
    ...failures,
    '',
    `${kept} of ${laws.length - waived} laws hold.${waived ? ` ${waived} were not tried.` : ''}`,
  ].join('\n')
}

/** One failure as plain text. */
export function formatFailure(law: string, failure: Failure): string {
  const { operation, output, index, got, expected, bound, seed, path, settings } = failure
  const facts: [string, string | undefined][] = [
    ['operation', operation],
    ['output', output],
    ['index', index && `row ${index[0]}, column ${index[1]}`],
    ['got', got === undefined ? undefined : number(got)],
    ['expected', expected === undefined ? undefined : number(expected)],
    ['bound', bound === undefined ? undefined : String(bound)],
    ['seed', `${seed} (path ${path})`],
    ['settings', settings || undefined],
  ]
  const told = facts.flatMap(([name, text]) => (text === undefined ? [] : [`  ${name.padEnd(9)} ${text}`]))
  const operands = failure.counterexample.map((operand) => {
    const matrix = show(operand).replaceAll('\n', '\n      ')
    return `  ${operand.name} ${operand.rows}×${operand.columns}\n      ${matrix}`
  })
  return [`${law}\n  ${failure.message}`, ...told, ...operands].join('\n')
}
