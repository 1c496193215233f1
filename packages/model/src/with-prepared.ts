import { type Backend, type Instances, InvalidOptionError, inTurns } from '@leven/core'
import type { Table } from '@leven/tabular'
import { checkMemory } from './check-memory.ts'
import { type CheckRows, encodePart, type Prepared, prepareBy } from './prepare.ts'
import type { Recipe, RecipeOptions } from './recipe.ts'
import type { OpenRowFile, RowFile } from './row-file.ts'
import { streamPart } from './stream-part.ts'

/**
 * What `use` makes of a table that is prepared for a single network.
 * @param open where there is one, the encoded rows are kept in its files, which are closed afterwards.
 * @param signal breaks the preparing off.
 * @throws LevenError of the code ABORTED where it did; OutOfMemoryError where the device cannot hold the training; InvalidOptionError where every row is asked for at once, and what `prepare` and `use` throw.
 */
export async function withPrepared<T>(
  on: Backend,
  open: OpenRowFile | undefined,
  table: Table,
  options: RecipeOptions & { readonly target: string },
  recipe: Recipe,
  signal: AbortSignal | undefined,
  use: (prepared: Prepared<Instances>) => Promise<T>,
): Promise<T> {
  const check: CheckRows = (encoder, training, validation) =>
    checkMemory(on, encoder, recipe, {
      training,
      validation,
      streamed: open !== undefined,
      classWeights: recipe.classWeights,
      reports: true,
    })
  if (!open) return use(await inTurns(prepareBy(encodePart, table, options, recipe, check), signal))
  if (recipe.batchSize === 'full') {
    throw new InvalidOptionError(
      'Full batches hold every row in memory, but the rows are streamed.',
      'Give a batch size, or --no-stream, which holds the table.',
    )
  }
  const opened: RowFile[] = []
  const keeping: OpenRowFile = (width) => {
    const file = open(width)
    opened.push(file)
    return file
  }
  try {
    const prepared = await inTurns(prepareBy(streamPart(keeping), table, options, recipe, check), signal)
    return await use(prepared)
  } finally {
    for (const file of opened) file.close()
  }
}

/** Why members cannot be streamed to. */
export function noMembers(): InvalidOptionError {
  return new InvalidOptionError(
    'Rows are streamed to a single network, but members are asked for.',
    'Give --members 1, or --no-stream, which holds the table in memory.',
  )
}
