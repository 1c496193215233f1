import type { Backend, Output, Values } from '@leven/core'
import type { CrossFit } from './cross-fit.ts'
import { costOfLogits, type Judged } from './logits.ts'
import type { Candidate, CandidateName } from './plan.ts'
import { temperature } from './temperature.ts'

/** A candidate with what its members made of the rows they did not see. */
export interface Contender {
  readonly candidate: Candidate
  readonly fit: CrossFit
}

/** The truth of the out-of-fold rows. */
export interface Truth {
  readonly output: Output
  readonly instances: number
  /** How many rows they stand for. */
  readonly standFor: number
  /** nL × instances, column-major. */
  readonly Y: Values
  readonly weights: Values | undefined
}

/** What was chosen out of fold. */
export interface Choice {
  /** The network, or the linear one where `linearShare` is 1. */
  readonly chosen: Contender
  readonly linear: Contender | undefined
  /** The linear members' share of the logits, from 0 to 1. */
  readonly linearShare: number
  /** τ: the factor on the logits. */
  readonly temperature: number
  /** The chosen logits, before τ. */
  readonly logits: Float32Array
  /** Their out-of-fold cost, with τ. */
  readonly cost: number
  /** Each candidate's out-of-fold cost, with a τ of its own. */
  readonly costs: readonly { readonly name: CandidateName; readonly cost: number }[]
}

/** Shares of the linear members that are tried. */
const shares = [0.25, 0.5, 0.75, 1]

/** Standard errors by which a later network must be better, and a share of the linear members. */
const [errorsForSize, errorsForShare] = [2, 1]

/** Parts of the rows by which the noise of a difference is judged. */
const parts = 8

/**
 * Chooses by out-of-fold cost. Of the networks the first, unless a later one is better by more than two standard
 * errors of the difference: a wider network must earn its size. Then the share of the linear members beside it at
 * which the cost is lowest, if it is better by more than one: a rule of standard errors after Breiman, Friedman, Olshen
 * and Stone (1984).
 * Every cost is the backend's own, so that the choice is the same in every engine.
 * @param wholeShares whether the linear members are taken alone or not at all.
 */
export async function choose(
  on: Backend,
  contenders: readonly [Contender, ...Contender[]],
  truth: Truth,
  wholeShares: boolean,
): Promise<Choice> {
  const judge = judgeOn(on, truth)
  const verdicts = []
  for (const contender of contenders) verdicts.push({ contender, ...(await judge(contender.fit.logits)) })
  const linear = verdicts.find(({ contender }) => contender.candidate.hidden.length === 0)
  const networks = verdicts.filter((verdict) => verdict !== linear)
  let [chosen = linear, ...later] = networks
  if (!chosen) throw new RangeError('no contender') // the type of `contenders` rules it out
  for (const verdict of later) if (isBetter(verdict, chosen, errorsForSize)) chosen = verdict

  const network = chosen
  const tried = linear && linear !== network ? (wholeShares ? [1] : shares) : []
  let best: Blend = { share: 0, logits: network.contender.fit.logits, verdict: network }
  for (const share of tried) {
    const logits = blend(network.contender.fit.logits, linear?.contender.fit.logits, share)
    const verdict = await judge(logits)
    const lower = verdict.cost < best.verdict.cost
    if (lower && isBetter(verdict, network, errorsForShare)) best = { share, logits, verdict }
  }
  const { share, logits, verdict } = best
  return {
    chosen: share === 1 && linear ? linear.contender : network.contender,
    linear: linear?.contender,
    linearShare: share,
    temperature: verdict.temperature,
    logits,
    cost: verdict.cost,
    costs: verdicts.map(({ contender, cost }) => ({ name: contender.candidate.name, cost })),
  }
}

/** Logits with a share of the linear members in them, and how they are judged. */
interface Blend {
  readonly share: number
  readonly logits: Float32Array
  readonly verdict: Verdict
}

interface Verdict {
  readonly temperature: number
  readonly cost: number
  /** The cost of each part of the rows. */
  readonly parts: readonly number[]
}

/** Judges logits by their cost at their own τ, in all and in parts of the rows. */
function judgeOn(on: Backend, truth: Truth): (Z: Float32Array) => Promise<Verdict> {
  return async (Z) => {
    const { instances } = truth
    const outputs = Z.length / instances
    const whole: Judged = { ...truth, Z }
    const factor = await temperature(on, whole, instances, truth.standFor)
    const costs: number[] = []
    for (let part = 0; part < Math.min(parts, instances); part++) {
      const { judged, rows } = everyNth(whole, outputs, part)
      if (!judged.weights?.every((weight) => weight === 0))
        costs.push(await costOfLogits(on, judged, rows, factor))
    }
    return { temperature: factor, cost: await costOfLogits(on, whole, instances, factor), parts: costs }
  }
}

/** Whether costs are lower by more than so many standard errors of the mean difference. */
function isBetter({ parts }: Verdict, than: Verdict, errors: number): boolean {
  const differences = parts.map((cost, part) => (than.parts[part] ?? Number.NaN) - cost)
  const count = differences.length
  const mean = differences.reduce((sum, one) => sum + one, 0) / count
  const squares = differences.reduce((sum, one) => sum + (one - mean) * (one - mean), 0)
  return count > 1 && mean > errors * Math.sqrt(squares / (count - 1) / count)
}

/** (1 − share) Z + share Z of the linear members. */
export function blend(Z: Float32Array, linear: Float32Array | undefined, share: number): Float32Array {
  if (!linear || share === 0) return Z
  return Z.map((z, at) => (1 - share) * z + share * (linear[at] ?? Number.NaN))
}

/** Every eighth row, from the given one on. */
function everyNth(
  { output, Z, Y, weights }: Judged,
  outputs: number,
  first: number,
): { readonly judged: Judged; readonly rows: number } {
  const rows = Math.ceil((Z.length / outputs - first) / parts)
  const take = (values: Values, size: number) =>
    Float32Array.from({ length: rows * size }, (_, at) => {
      const row = first + parts * Math.floor(at / size)
      return values[row * size + (at % size)] ?? Number.NaN
    })
  return {
    judged: { output, Z: take(Z, outputs), Y: take(Y, outputs), weights: weights && take(weights, 1) },
    rows,
  }
}
