import { english as faults, faultsTexts } from './faults.ts'
import { english as ownCode, ownCodeTexts } from './own-code.ts'
import type { Said, SaidPart } from './said.ts'

type Words = typeof faults & typeof ownCode

/** A sentence about what went wrong, or about the learner's code: who says it leaves the words to the page. */
export type FaultSaid = Said<Words>

/** What stands in such a sentence: a name, or a part that has words of its own. */
export type FaultPart = string | SaidPart<Words>

/** The words for whatever goes wrong in a run, the learner's code in it too. */
export function faultWords(): Words {
  return { ...ownCodeTexts(), ...faultsTexts() }
}

/** The same in English, whatever is spoken: for reports. */
export const englishFaultWords: Words = { ...ownCode, ...faults }
