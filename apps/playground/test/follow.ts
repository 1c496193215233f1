import type { Frame } from '../src/training/frame.ts'
import type { Run } from '../src/training/run.ts'

/** Follows a run as the page does, with nothing to draw: hears of every frame before what led to it has resolved. */
export async function follow(run: Run, hear: (frame: Frame) => void): Promise<never> {
  for (;;) hear(await run.next())
}
