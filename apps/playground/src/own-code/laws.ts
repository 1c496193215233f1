import { bounds } from '@leven/conformance'
import type { Arithmetic } from '@leven/core'
import { agreementLimit } from '../notes/agreement.ts'
import type { ExerciseName } from './exercises.ts'
import { Matrix } from './matrix.ts'
import type { Parameter } from './tiny-network.ts'
import type { Breach, Trial } from './trial.ts'
import type { Difference } from './verdict.ts'
import { asDerivative, witnessesOf } from './witnesses.ts'

/** One law: a sentence, the networks it is tried on, and what must hold on each. */
export interface Law {
  readonly sentence: string
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
        runs('It runs on every network, and dZ2 and dZ1 have the shapes of Z2 and Z1.'),
        equal('dZ2 is T − Y.', ['dZ2'], ({ right: { of } }) => ({
          dZ2: bounds.residual(of.T, of.Y, generous),
        })),
        equal('dZ1 is dZ2 through the transpose of W2, where the slope of ReLU at Z1 is 1.', ['dZ1'], slopes),
        witnessed('Both agree with central differences of each instance’s loss.'),
        ...common,
      ]
    case 'gradients':
      return [
        runs('It runs on every network, and each gradient has the shape of its parameter.'),
        equal('dW2 is the mean over instances of dZ2 times A1, (11).', ['dW2'], means),
        equal('db2 is the mean over instances of dZ2, (12).', ['db2'], means),
        equal('dW1 is the mean over instances of dZ1 times X, (13).', ['dW1'], means),
        equal('db1 is the mean over instances of dZ1, (14).', ['db1'], means),
        witnessed('All four agree with central differences of the cost J.'),
        ...common,
      ]
    case 'update':
      return [
        runs('It runs on every network, and every parameter keeps its shape.'),
        equal('W2 and b2 move by −α times their gradients, (15) and (16).', ['W2', 'b2'], steps),
        equal(
          'W1 and b1 move by −α times theirs, taken before W2 has moved, (17) and (18).',
          ['W1', 'b1'],
          steps,
        ),
        witnessed('The step over −α agrees with central differences of the cost J.'),
        ...common,
      ]
    default:
      return name satisfies never
  }
}

function runs(sentence: string): Law {
  return { sentence, steepness: 1, check: ({ breach }) => breach }
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
function equal(sentence: string, names: readonly string[], bars: (trial: Trial) => Bars): Law {
  return {
    sentence,
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

function told(differences: readonly Difference[]): string {
  const names = [...new Set(differences.map(({ quantity }) => quantity))].join(' and ')
  const count = differences.length === 1 ? 'One number' : `${differences.length} numbers`
  return `${count} of ${names} ${differences.length === 1 ? 'is' : 'are'} not right.`
}

/** Each result agrees with difference quotients of the cost, as a block, the way the gradient check has it. */
function witnessed(sentence: string): Law {
  return {
    sentence,
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
    sentence: 'It leaves the matrices it is given as they were.',
    steepness: 1,
    check({ input, right: { of }, breach, got }) {
      if (!got) return breach
      const names = new Map<string, Matrix>(Object.entries(of))
      const differences = Object.entries(input).flatMap(([name, now]) => {
        const before = names.get(name)
        return before && now instanceof Matrix ? entriesOver(name, now, before, () => 0) : []
      })
      if (differences.length === 0) return undefined
      const changed = [...new Set(differences.map(({ quantity }) => quantity))].join(' and ')
      return { message: `${changed} came in right and is changed afterwards.`, differences }
    },
  },
  {
    sentence: 'It stays finite where predictions are exactly 0 or 1.',
    steepness: 1000,
    check({ got, expected, breach }) {
      if (!got) return breach
      const differences = Object.entries(got).flatMap(([name, yours]) => {
        const right = expected[name]
        if (!right || yours.values.every(Number.isFinite)) return []
        return entriesOver(name, yours, right, () => 0).filter((entry) => !Number.isFinite(entry.yours))
      })
      return differences.length === 0 ? undefined : { message: 'Not every number is finite.', differences }
    },
  },
]
