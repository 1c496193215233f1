/**
 * A kernel: source text and sizes. Text, because gpu.js reads functions by their source, which minifiers, older targets and
 * coverage tools rewrite. Matrices are read as M[column][row]; `this.thread.x` is the row of the result, `this.thread.y` its
 * column. Sizes are constants: a loop bounded by an argument ends silently after a thousand turns.
 */
export interface KernelSource {
  /** The operation with its options: 'dense relu'. With the sizes it names the compiled kernel. */
  readonly name: string
  readonly source: string
  /** Sources of the functions it calls. */
  readonly functions: readonly string[]
}

/**
 * Sizes that a source names as `this.constants.…`; the shapes of all operands follow from them and the result's. No parameter
 * of a function may be named like one: in mode cpu gpu.js then reads the size.
 */
export type Sizes = Readonly<Record<string, number>>
