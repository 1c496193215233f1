import type { Operand } from './case.ts'

/** FNV-1a, 32 bits: one more word. */
const fold = (hash: number, word: number) => Math.imul(hash ^ word, 0x01000193)
const start = 0x811c9dc5

function foldText(hash: number, text: string): number {
  let folded = hash
  for (let i = 0; i < text.length; i++) folded = fold(folded, text.charCodeAt(i))
  return folded
}

/** The seed of one law: of the run's seed and the law's name, so that two laws with like draws see other cases. */
export function lawSeed(seed: number, name: string): number {
  return foldText(fold(start, seed), name) | 0
}

/** A number that two cases share only where they are the same, or by a chance of 2⁻³². */
export function fingerprint(operands: readonly Operand[], settings = ''): number {
  let hash = foldText(start, settings)
  for (const { name, rows, columns, values } of operands) {
    hash = fold(fold(foldText(hash, name), rows), columns)
    for (const word of new Uint32Array(values.buffer, values.byteOffset, 2 * values.length))
      hash = fold(hash, word)
  }
  return hash
}
