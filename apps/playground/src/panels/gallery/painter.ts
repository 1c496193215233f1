import type { Values } from '@leven/core'
import type { TrainingProblem } from '../../data/problem.ts'
import type { Settings } from '../../settings/settings.ts'

/** Who learns a preset in a thread of its own, to picture what comes of it. */
export interface Painter {
  /** T over the plane, nL × side², of the network that settings come to. Rejects where it cannot be computed. */
  prediction(problem: TrainingProblem, settings: Settings, epochs: number, side: number): Promise<Values>
}
