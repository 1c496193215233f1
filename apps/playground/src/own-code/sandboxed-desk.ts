import { expose } from 'comlink'
import type { LearnerState } from '../learner/learner.ts'
import { CodeError, type CodeFault } from './compile.ts'
import type { Code, ExerciseName } from './exercises.ts'
import { judge } from './judge.ts'
import { type Lesson, Practice, type Stretch } from './practice.ts'
import type { Verdict } from './verdict.ts'

/** What came of a stretch of training: how far it got, or why the learner's code stopped. */
export type Advance =
  | { readonly kind: 'advanced'; readonly state: LearnerState; readonly steps: number }
  | { readonly kind: 'broke off'; readonly fault: CodeFault }

/** All that happens in the sandbox. Arguments and results are plain data. */
export class SandboxedDesk {
  #practice: Practice | undefined

  /** Resolves once the sandbox is there. */
  async isReady(): Promise<true> {
    return true
  }

  /** Opens another desk, in the same sandbox, at the other end of a port. */
  async serve(port: MessagePort): Promise<void> {
    expose(new SandboxedDesk(), port)
  }

  /** Holds an exercise to its laws; tells after each. */
  judge(code: Code, name: ExerciseName, onLaw: () => void = () => {}): Promise<readonly Verdict[]> {
    return judge(code, name, { onLaw })
  }

  /** Begins a lesson; what was begun before is over. Returns why the code cannot be read, if it cannot. */
  async begin(lesson: Lesson): Promise<CodeFault | undefined> {
    try {
      this.#practice = new Practice(lesson)
      return undefined
    } catch (error) {
      return faultOf(error)
    }
  }

  /** Goes on with the lesson from a state. */
  async advance(from: LearnerState, stretch: Stretch): Promise<Advance> {
    if (!this.#practice) throw new Error('No lesson has begun.')
    try {
      return { kind: 'advanced', ...this.#practice.advance(from, stretch) }
    } catch (error) {
      return { kind: 'broke off', fault: faultOf(error) }
    }
  }
}

function faultOf(error: unknown): CodeFault {
  if (error instanceof CodeError) return error.fault
  throw error
}
