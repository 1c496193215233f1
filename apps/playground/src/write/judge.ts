import fc from 'fast-check'
import { CodeError, type LearnerFunction } from './compile.ts'
import { diagnosis } from './diagnosis.ts'
import { type Code, type ExerciseName, judgedWith } from './exercises.ts'
import { type Breach, fromDerivative, type Law, lawsOf, type Trial, tryOn, witnessesOf } from './laws.ts'
import { type Program, programOf } from './program.ts'
import { largestSizes, smallSizes, type TinySizes, tinyNetworks } from './tiny-network.ts'
import type { Counterexample, LawVerdict, Verdict } from './verdict.ts'

/** How code is judged. */
export interface JudgeOptions {
  /** Decides the networks: the same code gets the same verdict. Default 1. */
  readonly seed?: number
}

/** Networks for each law: of the largest sizes, and of each small size once a law is broken. */
const runs = { large: 40, small: 50 } as const

/** The most entries of a counterexample that are told. */
const mostDifferences = 6

/**
 * Holds an exercise, and those it calls, to their laws. Each law is tried on networks drawn from the seed;
 * where it breaks, the network shrinks to the smallest that still breaks it.
 *
 * @returns a verdict for each exercise, in their order; none after the first that does not pass.
 */
export async function judge(
  code: Code,
  name: ExerciseName,
  options: JudgeOptions = {},
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = []
  const asked = judgedWith(name)
  for (const [place, exercise] of asked.entries()) {
    const verdict = await judgeOne(code, exercise, asked.slice(0, place + 1), options)
    verdicts.push(verdict)
    if (!verdict.passed) break
  }
  return verdicts
}

async function judgeOne(
  code: Code,
  exercise: ExerciseName,
  needed: readonly ExerciseName[],
  options: JudgeOptions,
): Promise<Verdict> {
  let program: Program
  try {
    program = programOf(code, needed, 'sigmoid')
  } catch (error) {
    if (!(error instanceof CodeError)) throw error
    const laws = lawsOf(exercise).map(notTried)
    return { exercise, passed: false, fault: error.fault, laws }
  }
  const call = program[exercise]
  if (!call) throw new TypeError(`${exercise} was not read.`)
  const laws: LawVerdict[] = []
  for (const law of lawsOf(exercise)) {
    const stopped = laws[0]?.outcome === 'broken'
    laws.push(stopped ? notTried(law) : await tryLaw(exercise, call, law, options))
  }
  return { exercise, passed: laws.every(({ outcome }) => outcome === 'holds'), fault: undefined, laws }
}

function notTried({ sentence }: Law): LawVerdict {
  return { sentence, outcome: 'not tried', counterexample: undefined }
}

/** What a property throws: the law's breach, with the trial that shows it. */
class Broken extends Error {
  readonly trial: Trial
  readonly breach: Breach

  constructor(trial: Trial, breach: Breach) {
    super(breach.message)
    this.trial = trial
    this.breach = breach
  }
}

async function tryLaw(
  exercise: ExerciseName,
  call: LearnerFunction,
  law: Law,
  { seed = 1 }: JudgeOptions,
): Promise<LawVerdict> {
  /** The shrunk counterexample among networks of at most these sizes. */
  const search = async (sizes: TinySizes, numRuns: number): Promise<Broken | undefined> => {
    const property = fc.asyncProperty(tinyNetworks(sizes, law.steepness), async (tiny) => {
      const trial = await tryOn(exercise, call, tiny)
      const breach = await law.check(trial)
      if (breach) throw new Broken(trial, breach)
    })
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns })
    if (!failed) return undefined
    if (errorInstance instanceof Broken) return errorInstance
    throw errorInstance
  }
  const { sentence } = law
  const found = await search(largestSizes, runs.large)
  if (!found) return { sentence, outcome: 'holds', counterexample: undefined }
  // Shrinking takes away one thing at a time and may stop early: perhaps a smaller one breaks it too.
  for (const sizes of smallSizes) {
    const smaller = await search(sizes, runs.small)
    if (smaller) return brokenLaw(sentence, await explained(smaller))
  }
  return brokenLaw(sentence, await explained(found))
}

function brokenLaw(sentence: string, counterexample: Counterexample): LawVerdict {
  return { sentence, outcome: 'broken', counterexample }
}

async function explained({ trial, breach }: Broken): Promise<Counterexample> {
  const witnesses = await witnessesOf(trial)
  const differences = breach.differences.slice(0, mostDifferences).map((difference) => {
    const { quantity, row, column, right } = difference
    // An input that was changed has the name of a result of `update`, but another right value.
    const isResult = trial.expected[quantity]?.at(row, column) === right
    const quotient = isResult ? (witnesses[quantity]?.at(row, column) ?? Number.NaN) : Number.NaN
    return Number.isNaN(quotient)
      ? difference
      : { ...difference, witness: fromDerivative(difference, quotient, trial) }
  })
  return {
    message: breach.message,
    fault: breach.fault,
    numbers: trial.right.of,
    alpha: trial.tiny.alpha,
    differences,
    further: breach.differences.length - differences.length,
    diagnosis: diagnosis(trial, breach),
  }
}
