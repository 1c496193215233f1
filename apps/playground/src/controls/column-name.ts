import { derivations, derivedNames } from '../data/derived.ts'

const subscripts = '₀₁₂₃₄₅₆₇₈₉'

/** A column's name as it is written over the page: x1 is x₁ and x1^2 is x₁², any other as it is. */
export function columnName(name: string): string {
  const derived = derivedNames.find((each) => derivations[each].column === name)
  if (derived) return derivations[derived].written
  return /^x\d$/.test(name) ? `x${subscripts[Number(name[1])]}` : name
}
