const subscripts = '₀₁₂₃₄₅₆₇₈₉'

/** A column's name as it is written over the page: x1 is x₁, any other as it is. */
export function columnName(name: string): string {
  return /^x\d$/.test(name) ? `x${subscripts[Number(name[1])]}` : name
}
