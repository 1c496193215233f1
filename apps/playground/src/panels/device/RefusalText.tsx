import { faultWords } from '../../texts/fault-words.ts'
import { inWords } from '../../texts/said.ts'
import type { Refusal } from './bench.ts'

/** Why something could not be done, in words. */
export function RefusalText({ message, remedy }: Refusal) {
  const t = faultWords()
  return (
    <p>
      <strong>{inWords(t, message)}</strong> {inWords(t, remedy)}
    </p>
  )
}
