import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { proxy } from 'comlink'
import { type Code, type ExerciseName, exercises, judgedWith } from '../../own-code/exercises.ts'
import { freshSandbox, prepareSandbox, type Sandbox } from '../../own-code/sandbox.ts'
import type { Verdict } from '../../own-code/verdict.ts'
import { OutOfTimeError, within } from '../../own-code/within.ts'
import { codeForgotten } from '../../session/kept-code.ts'
import { keepCode, savedCode } from './saved-code.ts'

/** The longest that one law may take, in milliseconds. Right code takes a hundredth of it. */
export const timeLimit = 3000

/** What came of a check. */
export type Judgement = {
  /** The code as it was then. */
  readonly code: Code
} & (
  | { readonly kind: 'judged'; readonly verdict: Verdict; readonly milliseconds: number }
  /** It calls another exercise, which does not pass. */
  | { readonly kind: 'blocked'; readonly by: ExerciseName }
  | { readonly kind: 'out of time' }
  | { readonly kind: 'failed'; readonly message: string }
)

type Judgements = Readonly<Partial<Record<ExerciseName, Judgement>>>

const writtenNow: Signal<Code> = signal(savedCode())
const judgementsNow: Signal<Judgements> = signal({})
const judgingNow: Signal<ExerciseName | null> = signal(null)

/** The learner's code. */
export const written: ReadonlySignal<Code> = writtenNow

/** What came of the last check of each exercise. */
export const judgements: ReadonlySignal<Judgements> = judgementsNow

/** The exercise that is being judged. */
export const judging: ReadonlySignal<ExerciseName | null> = judgingNow

/** The exercise that is open. */
export const chosen: Signal<ExerciseName> = signal('backpropagate')

effect(() => {
  if (codeForgotten.value === 0) return
  writtenNow.value = savedCode()
  judgementsNow.value = {}
})

/** Replaces an exercise's code. */
export function write(name: ExerciseName, text: string): void {
  if (writtenNow.value[name] === text) return
  writtenNow.value = { ...writtenNow.value, [name]: text }
  keepCode(name, text)
}

/** Whether a judgement is of the code as it is now. */
export function isCurrent(name: ExerciseName, judgement: Judgement): boolean {
  return judgedWith(name).every((needed) => judgement.code[needed] === written.value[needed])
}

/** Whether the exercise, as it is now, obeys every law. */
export function isPassed(name: ExerciseName): boolean {
  const judgement = judgements.value[name]
  return judgement?.kind === 'judged' && judgement.verdict.passed && isCurrent(name, judgement)
}

/** Whether all exercises, as they are now, obey every law. */
export function allPassed(): boolean {
  return exercises.every(({ name }) => isPassed(name))
}

/** Holds an exercise to its laws, in a sandbox of its own that is closed afterwards. */
export async function check(name: ExerciseName): Promise<void> {
  if (judgingNow.value) return
  judgingNow.value = name
  const code = written.value
  let sandbox: Sandbox | undefined
  try {
    sandbox = await freshSandbox()
    const { desk } = sandbox
    const began = performance.now()
    const verdicts = await within(timeLimit, (renew) => desk.judge(code, name, proxy(renew)))
    note(code, name, verdicts, performance.now() - began)
  } catch (error) {
    const judgement: Judgement =
      error instanceof OutOfTimeError
        ? { kind: 'out of time', code }
        : { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) }
    judgementsNow.value = { ...judgementsNow.value, [name]: judgement }
  } finally {
    sandbox?.close()
    judgingNow.value = null
    prepareSandbox()
  }
}

function note(code: Code, name: ExerciseName, verdicts: readonly Verdict[], milliseconds: number): void {
  const noted: Partial<Record<ExerciseName, Judgement>> = {}
  for (const verdict of verdicts) noted[verdict.exercise] = { kind: 'judged', code, verdict, milliseconds }
  const last = verdicts.at(-1)?.exercise
  if (last && last !== name) noted[name] = { kind: 'blocked', code, by: last }
  judgementsNow.value = { ...judgementsNow.value, ...noted }
}
