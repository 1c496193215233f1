import type { Landscape } from '../training/landscape.ts'
import type { Slice } from '../training/slice.ts'
import { trainer } from './trainer.ts'

/** Surveys the cost around the parameters of now; undefined before the run has begun. */
export function survey(slice: Slice): Promise<Landscape | undefined> {
  return trainer.survey(slice)
}
