/** Which limit of memory an error of the engine met, and what helps. */
export interface MemoryWords {
  readonly sentence: string
  readonly remedy: string
}

/** What engines say where something would be too large, and whose limit that is. */
const limits: readonly (readonly [says: RegExp, words: MemoryWords])[] = [
  [
    /allocation failed|could not allocate/i,
    {
      sentence: 'The system gives no more memory, or no more address space.',
      remedy:
        'Lift the limit (ulimit -v, or that of the container), end other programs, or train with --stream.',
    },
  ],
  [
    /(Map|Set) maximum size exceeded/i,
    {
      sentence: 'There are more different values than the 16,777,216 that a table of JavaScript can hold.',
      remedy: 'Leave the column out with --ignore, or use fewer rows.',
    },
  ],
  [
    /string length|longer than 0x/i,
    {
      sentence: 'A text would be longer than the 512 MiB that a text of JavaScript may have.',
      remedy: 'Use fewer rows or columns at once.',
    },
  ],
  [
    /greater than 2 GiB/i,
    {
      sentence: 'The file is larger than the 2 GiB that Node reads at once.',
      remedy: 'Use a smaller one.',
    },
  ],
  [
    /(array|array buffer) length|Invalid array/i,
    {
      sentence: 'There would be more numbers in one array than JavaScript allows.',
      remedy: 'Use fewer rows or columns, or train with --stream.',
    },
  ],
]

/** Words for an error that tells of memory; undefined for any other. */
export function memoryWords(error: unknown): MemoryWords | undefined {
  if (!(error instanceof RangeError)) return undefined
  return limits.find(([says]) => says.test(error.message))?.[1]
}
