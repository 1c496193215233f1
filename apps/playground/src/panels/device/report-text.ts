import { formatReport } from '@leven/conformance'
import { englishFaultWords } from '../../texts/fault-words.ts'
import { inWords } from '../../texts/said.ts'
import type { Checked, Refusal } from './bench.ts'

/** What became of one backend. */
export interface CheckedBackend {
  readonly name: string
  readonly outcome: Checked | Refusal
}

/**
 * A check as plain text: the browser, then each backend with a line for each law and what broke. In English, as the
 * conformance package writes its report: it is for whoever mends the device.
 */
export function checkText(backends: readonly CheckedBackend[], browser: string): string {
  const parts = backends.map(({ name, outcome }) => {
    if (outcome.kind === 'refused') {
      return `${name}: not checked. ${inWords(englishFaultWords, [...outcome.message, ...outcome.remedy])}`
    }
    return `${formatReport(outcome.report)} ${outcome.seconds.toFixed(1)} s.`
  })
  return [`Leven: the laws of a backend, checked in ${browser}`, ...parts].join('\n\n')
}
