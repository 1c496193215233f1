import type { SavedCheckpoint, TrainingCheckpoint } from '@leven/model'
import type { CheckpointFolder } from './folder.ts'

/** Writes the checkpoints of a run from time to time. */
export interface CheckpointKeeper {
  readonly path: string
  /** Writes one where the last was written long enough ago; else remembers it. */
  onCheckpoint(checkpoint: TrainingCheckpoint): Promise<void>
  /** Writes what is remembered. */
  flush(): Promise<void>
}

/** Seconds from one checkpoint to the next where nothing is said. */
const defaultInterval = 10

/** @param seconds at least so many from one checkpoint to the next; the first is written at once. */
export function keepCheckpoints(
  folder: CheckpointFolder,
  about: SavedCheckpoint['about'],
  seconds: number = defaultInterval,
): CheckpointKeeper {
  let remembered: TrainingCheckpoint | undefined
  let due = 0
  const flush = async () => {
    if (!remembered) return
    await folder.write({ checkpoint: remembered, about })
    remembered = undefined
    due = performance.now() + 1000 * seconds
  }
  return {
    path: folder.path,
    flush,
    async onCheckpoint(checkpoint) {
      remembered = checkpoint
      if (performance.now() >= due) await flush()
    },
  }
}
