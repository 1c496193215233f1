import { faultWords } from '../texts/fault-words.ts'
import { inWords } from '../texts/said.ts'
import type { Fault } from '../training/frame.ts'

/** What went wrong in the run, in words. */
export function FaultNotice({ fault }: { readonly fault: Fault }) {
  const t = faultWords()
  return (
    <p class="notice" data-notice="fault">
      <strong>{inWords(t, fault.message)}</strong> {inWords(t, fault.remedy)}
    </p>
  )
}
