import { bounds } from '@leven/conformance'
import type { Arithmetic } from '@leven/core'
import { agreementLimit } from '../notes/agreement.ts'
import type { english } from '../texts/exercises.ts'
import type { FaultPart, FaultSaid } from '../texts/fault-words.ts'
import type { ExerciseName } from './exercises.ts'
import { Matrix } from './matrix.ts'
import type { Parameter } from './tiny-network.ts'
import type { Breach, Trial } from './trial.ts'
import type { Difference } from './verdict.ts'
import { asDerivative, witnessesOf } from './witnesses.ts'

/** The name of a law, by which the catalogue has its sentence. */
export type LawName = keyof typeof english.laws

/** One law: its name, the networks it is tried on, and what must hold on each. */
export interface Law {
  readonly name: LawName
  /** What multiplies the second layer's weights, which are whole numbers up to 2. */
  readonly steepness: number
  check(trial: Trial): Promise<Breach | undefined> | Breach | undefined
}

/**
 * Code may sum in any order and write an equation in any form: its numbers are held to the bars of a device
 * of 40 bits that flushes what is smaller. A wrong term is larger by many powers of ten.
 */
const generous: Arithmetic = {
  unitRoundoff: 2 ** -40,
  exp: 2,
  log: 2,
  tanh: 2,
  division: 1,
  squareRoot: 1,
  flushesSubnormals: true,
  underflow: 2 ** -40,
}

/** What the rounding of J leaves in a central difference of core's step size, with room: J of tiny networks is below 100. */
const quotientFloor = 1e-7

/** The laws of an exercise. The first must hold before the others are tried. */
export function lawsOf(name: ExerciseName): readonly Law[] {
  switch (name) {
    case 'backpropagate':
      return [
        runs('backpropagateRuns'),
        equal('dZ2', ['dZ2'], ({ right: { of } }) => ({
          dZ2: bounds.residual(of.T, of.Y, generous),
        })),
        equal('dZ1', ['dZ1'], slopes),
        witnessed('backpropagateWitnessed'),
        ...common,
      ]
    case 'gradients':
      return [
        runs('gradientsRun'),
        equal('dW2', ['dW2'], means),
        equal('db2', ['db2'], means),
        equal('dW1', ['dW1'], means),
        equal('db1', ['db1'], means),
        witnessed('gradientsWitnessed'),
        ...common,
      ]
    case 'update':
      return [
        runs('updateRuns'),
        equal('upperStep', ['W2', 'b2'], steps),
        equal('lowerStep', ['W1', 'b1'], steps),
        witnessed('updateWitnessed'),
        ...common,
      ]
    default:
      return name satisfies never
  }
}

function runs(name: LawName): Law {
  return { name, steepness: 1, check: ({ breach }) => breach }
}

type Bars = Readonly<Record<string, ArrayLike<number>>>

function slopes({ right: { of } }: Trial): Bars {
  return { dZ1: bounds.backpropagate(of.W2, of.dZ2, of.A1, 'relu', generous) }
}

function means({ right: { of } }: Trial): Bars {
  const [upper, lower] = [bounds.gradients(of.dZ2, of.A1, generous), bounds.gradients(of.dZ1, of.X, generous)]
  return { dW2: upper.dW, db2: upper.db, dW1: lower.dW, db1: lower.db }
}

/** α times the gradient's bar, and the rounding of the step itself. */
function steps(trial: Trial): Bars {
  const gradientBars = means(trial)
  const bar = (name: Parameter) =>
    trial.right.next[name].values.map(
      (value, i) =>
        trial.tiny.alpha * (gradientBars[`d${name}`]?.[i] ?? 0) +
        generous.unitRoundoff * (2 + Math.abs(value)),
    )
  return { W1: bar('W1'), b1: bar('b1'), W2: bar('W2'), b2: bar('b2') }
}

/** The named results are core's, within their bars. */
function equal(law: LawName, names: readonly string[], bars: (trial: Trial) => Bars): Law {
  return {
    name: law,
    steepness: 1,
    check(trial) {
      if (!trial.got) return trial.breach
      const limits = bars(trial)
      const differences = names.flatMap((name) => {
        const [yours, right] = [trial.got?.[name], trial.expected[name]]
        const limit = limits[name]
        return yours && right && limit ? entriesOver(name, yours, right, (i) => limit[i] ?? 0) : []
      })
      return differences.length === 0 ? undefined : { message: told(differences), differences }
    },
  }
}

/** The entries of a result that are not the right ones; a number that is none is never right. */
function entriesOver(
  quantity: string,
  yours: Matrix,
  right: Matrix,
  limit: (place: number) => number,
): Difference[] {
  return [...yours.values.entries()].flatMap(([place, value]) => {
    const wanted = right.values[place] ?? Number.NaN
    if (Math.abs(value - wanted) <= limit(place)) return []
    const [row, column] = [place % yours.rows, Math.floor(place / yours.rows)]
    return [{ quantity, row, column, yours: value, right: wanted, witness: undefined }]
  })
}

function told(differences: readonly Difference[]): readonly FaultSaid[] {
  const names = quantitiesOf(differences)
  const { length } = differences
  return [length === 1 ? ['oneWrong', names] : ['severalWrong', length, names]]
}

/** 'dW2 and db2'. */
function quantitiesOf(differences: readonly Difference[]): FaultPart {
  const names: readonly FaultPart[] = [...new Set(differences.map(({ quantity }) => quantity))]
  return names.reduce((one, other) => ({ said: ['and', one, other] }))
}

/** Each result agrees with difference quotients of the cost, as a block, the way the gradient check has it. */
function witnessed(law: LawName): Law {
  return {
    name: law,
    steepness: 1,
    async check(trial) {
      if (!trial.got) return trial.breach
      const witnesses = await witnessesOf(trial)
      const differences = Object.entries(trial.got).flatMap(([name, yours]) => {
        const [right, witness] = [trial.expected[name], witnesses[name]]
        if (!right || !witness) return []
        const [a, n] = [asDerivative(name, yours, trial), asDerivative(name, right, trial)]
        return disagreeing(a, witness)
          ? entriesOver(
              name,
              yours,
              right,
              (i) => quotientFloor + agreementLimit * Math.abs(n.values[i] ?? 0),
            )
          : []
      })
      return differences.length === 0 ? undefined : { message: told(differences), differences }
    },
  }
}

/** ‖a − n‖ is beyond what difference quotients allow for, without the places at a kink. */
function disagreeing(a: Matrix, n: Matrix): boolean {
  let [difference, sizeOfA, sizeOfN] = [0, 0, 0]
  for (const [place, quotient] of n.values.entries()) {
    if (Number.isNaN(quotient)) continue
    const value = a.values[place] ?? Number.NaN
    difference += (value - quotient) * (value - quotient)
    sizeOfA += value * value
    sizeOfN += quotient * quotient
  }
  const limit = quotientFloor + agreementLimit * (Math.sqrt(sizeOfA) + Math.sqrt(sizeOfN))
  return !(Math.sqrt(difference) <= limit)
}

const common: readonly Law[] = [
  {
    name: 'inputsKept',
    steepness: 1,
    check({ input, right: { of }, breach, got }) {
      if (!got) return breach
      const names = new Map<string, Matrix>(Object.entries(of))
      const differences = Object.entries(input).flatMap(([name, now]) => {
        const before = names.get(name)
        return before && now instanceof Matrix ? entriesOver(name, now, before, () => 0) : []
      })
      if (differences.length === 0) return undefined
      return { message: [['changed', quantitiesOf(differences)]], differences }
    },
  },
  {
    name: 'staysFinite',
    steepness: 1000,
    check({ got, expected, breach }) {
      if (!got) return breach
      const differences = Object.entries(got).flatMap(([name, yours]) => {
        const right = expected[name]
        if (!right || yours.values.every(Number.isFinite)) return []
        return entriesOver(name, yours, right, () => 0).filter((entry) => !Number.isFinite(entry.yours))
      })
      return differences.length === 0 ? undefined : { message: [['notFinite']], differences }
    },
  },
]
