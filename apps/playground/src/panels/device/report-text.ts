import { formatReport } from '@leven/conformance'
import type { Checked, Refusal } from './bench.ts'

/** What became of one backend. */
export interface CheckedBackend {
  readonly name: string
  readonly outcome: Checked | Refusal
}

/** A check as plain text: the browser, then each backend with a line for each law and what broke. */
export function checkText(backends: readonly CheckedBackend[], browser: string): string {
  const parts = backends.map(({ name, outcome }) => {
    if (outcome.kind === 'refused') return `${name}: not checked. ${outcome.message} ${outcome.remedy}`
    return `${formatReport(outcome.report)} ${outcome.seconds.toFixed(1)} s.`
  })
  return [`Leven: the laws of a backend, checked in ${browser}`, ...parts].join('\n\n')
}
