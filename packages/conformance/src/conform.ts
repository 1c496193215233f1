import { type Backend, EventLoop, InvalidOptionError, type OpenBackend, openReference } from '@leven/core'
import fc from 'fast-check'
import { againstReference, nearest } from './bounds/rounding.ts'
import { fingerprint, lawSeed } from './fingerprint.ts'
import { type Law, LawBroken, type Subject } from './law.ts'
import { allLaws } from './laws/index.ts'
import { type ConformanceReport, type Failure, formatFailure, type LawReport } from './report.ts'

/** How to try a backend. */
export interface ConformOptions {
  /** Cases for each law, 100 without, 1,000 when thorough; laws that train take a share of it. */
  readonly runs?: number
  /** Tries, in minutes, also the laws that wait for rare faults. */
  readonly thorough?: boolean
  /** Ends with the first broken law. */
  readonly bail?: boolean
  /** An integer; repeats a report. The clock without. */
  readonly seed?: number
  /** Only laws whose name contains one of these, or whose operation is one of these. */
  readonly laws?: readonly string[]
  /** 'few' draws sizes from a small set, for devices that compile for each shape. */
  readonly shapes?: 'any' | 'few'
  /** Called after each law. */
  readonly onLaw?: (report: LawReport) => void
  /** Stops before the next case; `conform` then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Opens a backend, by a module's `OpenBackend` or any function that gives one. */
export type Open = OpenBackend | (() => Promise<Backend>)

/**
 * Tries a backend against every law. Each law's cases are drawn from the seed and the law's name, so a failure
 * repeats with the seed, and no two laws try the same cases.
 * Resolves with a report whatever the laws say.
 *
 * @throws what `open` throws when the backend cannot open, the signal's reason when it is aborted, and InvalidOptionError
 * when `laws` matches none.
 * @example
 * const report = await conform('cpu', openCpuBackend)
 * console.log(formatReport(report))
 */
export async function conform(
  name: string,
  open: Open,
  options: ConformOptions = {},
): Promise<ConformanceReport> {
  const { thorough = false, runs = thorough ? 1000 : 100, seed = Date.now() % 2 ** 31, signal } = options
  const chosen = allLaws.filter((law) => (thorough || !law.thorough) && wanted(law, options.laws))
  if (chosen.length === 0) {
    throw new InvalidOptionError(
      `No law has a name with ${options.laws?.join(' or ')}.`,
      'Give a part of a law’s name, such as dense, exact or memory.',
    )
  }
  const reference = await openReference()
  const on = await open()
  try {
    const laws: LawReport[] = []
    for (const law of chosen) {
      signal?.throwIfAborted()
      const report = await tryLaw(law, subject(on, open, reference, options, runs), seed, signal)
      laws.push(report)
      options.onLaw?.(report)
      if (options.bail && !report.passed) break
    }
    return { backend: name, info: on.info, seed, passed: laws.every(({ passed }) => passed), laws }
  } finally {
    await on.close()
    await reference.close()
  }
}

/**
 * `conform` for a test: a backend's own test is these three lines.
 *
 * @throws Error whose message is the readable report of every law that broke.
 * @example
 * import { assertConforms } from '@leven/conformance'
 * import { openCpuBackend } from '../src/index.ts'
 * test('backend-cpu obeys the laws', () => assertConforms('cpu', openCpuBackend), 120_000)
 */
export async function assertConforms(name: string, open: Open, options: ConformOptions = {}): Promise<void> {
  const report = await conform(name, open, options)
  if (report.passed) return
  const failures = report.laws.flatMap(({ law, failure }) => (failure ? [formatFailure(law, failure)] : []))
  const count = `${failures.length} of ${report.laws.length} laws`
  throw new Error(`The backend ${name} breaks ${count} (seed ${report.seed}).\n\n${failures.join('\n\n')}`)
}

function wanted(law: Law, filter: readonly string[] | undefined): boolean {
  return !filter || filter.some((text) => law.name.includes(text) || law.operation === text)
}

function subject(
  on: Backend,
  open: Open,
  reference: Backend,
  options: ConformOptions,
  runs: number,
): Subject {
  const { arithmetic, largestDimension = Number.POSITIVE_INFINITY } = on.info
  return {
    on,
    open,
    reference,
    arithmetic: againstReference(arithmetic),
    drawing: {
      round: nearest(arithmetic),
      smallest: arithmetic.unitRoundoff <= 2 ** -53 ? 2 ** -1074 : 2 ** -149,
      shapes: options.shapes ?? 'any',
      largestDimension,
    },
    runs,
    count: () => {},
  }
}

async function tryLaw(
  law: Law,
  plain: Subject,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<LawReport> {
  const named = { law: law.name, operation: law.operation }
  const waived = law.waived?.(plain)
  if (waived) return { ...named, passed: true, runs: 0, distinct: 0, comparisons: 0, worstRatio: 0, waived }
  let [worst, comparisons, broken] = [0, 0, false]
  const seen = new Set<number>()
  const counting: Subject = {
    ...plain,
    count: (more) => {
      comparisons += more
    },
  }
  // A backend that computes at once would keep signals and timers waiting, between short laws and within long ones.
  const loop = new EventLoop()
  await loop.handBack()
  const property = fc.asyncProperty(law.draw(counting), async (drawn) => {
    if (loop.due()) await loop.handBack()
    signal?.throwIfAborted()
    if (!broken) seen.add(fingerprint(law.operands(drawn), law.settings?.(drawn)))
    try {
      worst = Math.max(worst, await law.check(counting, drawn))
    } catch (error) {
      broken = true
      throw error
    }
  })
  const numRuns = Math.max(1, Math.round(plain.runs * law.share))
  const details = await fc.check(property, { seed: lawSeed(seed, law.name), numRuns })
  signal?.throwIfAborted()
  const { failed, counterexample, counterexamplePath, errorInstance } = details
  const about = { ...named, runs: details.numRuns, distinct: seen.size, comparisons }
  if (!failed || !counterexample) return { ...about, passed: true, worstRatio: worst }
  const failure: Failure = {
    ...explain(law, errorInstance),
    counterexample:
      (errorInstance instanceof LawBroken && errorInstance.operands) || law.operands(counterexample[0]),
    settings: law.settings?.(counterexample[0]) ?? '',
    seed,
    path: counterexamplePath ?? '',
  }
  return { ...about, passed: false, worstRatio: Number.POSITIVE_INFINITY, failure }
}

/** A broken law by its breach; anything else thrown is the backend's own fault, by its message. */
function explain(law: Law, error: unknown): Pick<Failure, 'operation' | 'message'> {
  if (error instanceof LawBroken) return { ...error.breach, message: error.message }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { operation: law.operation, message: `The backend throws ${message}` }
}
