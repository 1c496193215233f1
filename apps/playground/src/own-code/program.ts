import type { Output } from '@leven/core'
import { compile, type LearnerFunction } from './compile.ts'
import type { Code, ExerciseName } from './exercises.ts'
import { forwardFor } from './forward.ts'
import { matrixFunctions } from './matrix.ts'

/** The learner's functions. `update` calls the other two. */
export type Program = Readonly<Partial<Record<ExerciseName, LearnerFunction>>>

/**
 * The learner's code, ready to be called; only the exercises that are asked for are read.
 * @throws CodeError where one of them cannot be read.
 */
export function programOf(code: Code, asked: readonly ExerciseName[], output: Output): Program {
  const forward = forwardFor(output)
  const read: Partial<Record<ExerciseName, LearnerFunction>> = {}
  for (const name of asked) {
    read[name] = compile(name, code[name], { ...matrixFunctions, forward, ...read })
  }
  return read
}
