import fc from 'fast-check'
import { CodeError, type LearnerFunction } from './compile.ts'
import { mistakesIn, saidOf } from './diagnosis.ts'
import { type Code, type ExerciseName, judgedWith } from './exercises.ts'
import { type Law, lawsOf } from './laws.ts'
import { type Program, programOf } from './program.ts'
import { largestSizes, smallSizes, type TinySizes, tinyNetworks } from './tiny-network.ts'
import { type Breach, type Trial, tryOn } from './trial.ts'
import type { Counterexample, LawVerdict, Verdict } from './verdict.ts'
import { fromDerivative, witnessesOf } from './witnesses.ts'

/** How code is judged. */
export interface JudgeOptions {
  /** Decides the networks: the same code gets the same verdict. Default 1. */
  readonly seed?: number
  /** Called after each law. */
  readonly onLaw?: () => void
}

/** Networks for each law: of the largest sizes, and, once it is broken, of each size that is searched. */
const runs = { large: 50, search: 50 } as const

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
  const onLaw = options.onLaw ?? (() => {})
  const seed = options.seed ?? 1
  const known = lawsOf(exercise)
  const trials = new Map<number, readonly Trial[]>()
  for (const { steepness } of known) {
    if (trials.has(steepness)) continue
    trials.set(steepness, await sampled(exercise, call, steepness, seed))
    onLaw()
  }
  const laws: LawVerdict[] = []
  for (const law of known) {
    const stopped = laws[0]?.outcome === 'broken'
    const breaches = stopped ? [] : await broken(law, trials.get(law.steepness) ?? [])
    laws.push(stopped ? notTried(law) : await verdictOn(exercise, call, law, breaches, seed))
    onLaw()
  }
  return { exercise, passed: laws.every(({ outcome }) => outcome === 'holds'), fault: undefined, laws }
}

/** Trials on networks of the largest sizes: the same for every law. */
async function sampled(
  exercise: ExerciseName,
  call: LearnerFunction,
  steepness: number,
  seed: number,
): Promise<readonly Trial[]> {
  const trials: Trial[] = []
  for (const tiny of fc.sample(tinyNetworks(largestSizes, steepness), { seed, numRuns: runs.large })) {
    trials.push(await tryOn(exercise, call, tiny))
  }
  return trials
}

async function broken(law: Law, trials: readonly Trial[]): Promise<readonly Broken[]> {
  const found: Broken[] = []
  for (const trial of trials) {
    const breach = await law.check(trial)
    if (breach) found.push(new Broken(trial, breach))
  }
  return found
}

function notTried({ name }: Law): LawVerdict {
  return { law: name, outcome: 'not tried', counterexample: undefined }
}

/** What a property throws: the law's breach, with the trial that shows it. */
class Broken extends Error {
  readonly trial: Trial
  readonly breach: Breach

  constructor(trial: Trial, breach: Breach) {
    super(JSON.stringify(breach.message))
    this.trial = trial
    this.breach = breach
  }
}

/** The verdict on a law, with the smallest network that breaks it. */
async function verdictOn(
  exercise: ExerciseName,
  call: LearnerFunction,
  law: Law,
  breaches: readonly Broken[],
  seed: number,
): Promise<LawVerdict> {
  const { name, steepness } = law
  const [first] = breaches
  if (!first) return { law: name, outcome: 'holds', counterexample: undefined }
  /** The shrunk counterexample among networks of at most these sizes. */
  const search = async (sizes: TinySizes): Promise<Broken | undefined> => {
    const property = fc.asyncProperty(tinyNetworks(sizes, steepness), async (tiny) => {
      const [found] = await broken(law, [await tryOn(exercise, call, tiny)])
      if (found) throw found
    })
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns: runs.search })
    if (!failed) return undefined
    if (errorInstance instanceof Broken) return errorInstance
    throw errorInstance
  }
  // Shrinking takes away one thing at a time and may stop early: smaller networks are tried first.
  let smallest: Broken | undefined
  for (const sizes of [...smallSizes, largestSizes]) smallest ??= await search(sizes)
  return { law: name, outcome: 'broken', counterexample: await explained(smallest ?? first, breaches) }
}

/** @param larger other networks that break the law: of one number alone a mistake cannot be told. */
async function explained({ trial, breach }: Broken, larger: readonly Broken[]): Promise<Counterexample> {
  const elsewhere = larger.map((other) => mistakesIn(other.trial, other.breach))
  const mistake = mistakesIn(trial, breach).find((here) => elsewhere.every((found) => found.includes(here)))
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
    diagnosis: mistake ? saidOf(mistake, trial.tiny.X.columns) : undefined,
  }
}
