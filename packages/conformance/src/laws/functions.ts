import type { Activation, Values } from '@leven/core'
import { backpropagateBound } from '../bounds/backward.ts'
import { denseBound } from '../bounds/dense.ts'
import { outputBound } from '../bounds/output.ts'
import { type Case, cases, type Plan } from '../case.ts'
import { evaluate, within } from '../device.ts'
import { type Kind, quarters } from '../draw.ts'
import { type Law, law, type Subject } from '../law.ts'
import { at, entry, type Matrix } from '../matrix.ts'
import { activations, backpropagate, dense, output } from '../operation.ts'
import { logit } from '../predictions.ts'

const row = (values: ArrayLike<number>): Matrix & { name: string } => ({
  name: '',
  rows: 1,
  columns: values.length,
  values: Float64Array.from(values),
})

function functionLaw(
  name: string,
  operation: string,
  plan: Plan,
  check: (subject: Subject, Z: Matrix) => Promise<number>,
): Law {
  return law<Case>({
    name: `functions: ${name}`,
    operation,
    share: 0.5,
    draw: ({ drawing }) => cases(plan, drawing),
    check: (subject, { operands }) => check(subject, entry(operands, 'Z')),
    operands: ({ operands }) => Object.values(operands),
  })
}

const rowOf = (kind: Kind): Plan => ({
  sizes: { m: 'any' },
  operands: { Z: { rows: '1', columns: 'm', kind } },
})

/** |g‴| at most: what a central difference leaves out. */
const thirdDerivative: Readonly<Record<Activation, number>> = {
  identity: 0,
  relu: 0,
  leakyRelu: 0,
  sigmoid: 1 / 8,
  tanh: 2,
}

/** How much g′(A) moves when A does, at most. */
const slopeOfSlope: Readonly<Record<Activation, number>> = {
  identity: 0,
  relu: 0,
  leakyRelu: 0,
  sigmoid: 1,
  tanh: 2,
}

/**
 * g and g′ of the device itself: (g(z + h) − g(z − h)) / 2h is g′(z) within the bars of both ends over 2h, h²·|g‴|/6, and
 * the bar of the slope. z ± h are exact, and no z lies on the kink at 0.
 */
function slopeAgrees(g: Activation): Law {
  return functionLaw(
    `the slope of ${g} is the slope of ${g}`,
    'backpropagate',
    rowOf(quarters),
    async (subject, Z) => {
      const { on, arithmetic } = subject
      const h = 2 ** Math.round(Math.log2(on.info.arithmetic.unitRoundoff) / 3)
      const z = Z.values.map((v) => (v === 0 ? 0.25 : v))
      const [W, b] = [row([1]), row([0])]
      const apply = async (X: Matrix & { name: string }) => {
        const inputs = { W: { ...W, name: 'W' }, X: { ...X, name: 'X' }, b: { ...b, name: 'b' } }
        const A = await evaluate(on, inputs, { A: [1, X.columns] }, dense(g).call)
        return { values: entry(A, 'A'), bar: denseBound(W, X, b, g, arithmetic) }
      }
      const [left, here, right] = [
        await apply(row(z.map((v) => v - h))),
        await apply(row(z)),
        await apply(row(z.map((v) => v + h))),
      ]
      const [W2, dZ2, A1] = [row([1]), row(z.map(() => 1)), row(here.values)]
      const inputs = { W2: { ...W2, name: 'W2' }, dZ2: { ...dZ2, name: 'dZ2' }, A1: { ...A1, name: 'A1' } }
      const slopes = await evaluate(on, inputs, { dZ1: [1, z.length] }, backpropagate(g).call)
      const ofSlope = backpropagateBound(W2, dZ2, A1, g, arithmetic)
      const numeric = z.map((_, i) => (at(right.values, i) - at(left.values, i)) / (2 * h))
      const bound = z.map((_, i) => {
        const ends = (at(left.bar, i) + at(right.bar, i)) / (2 * h)
        const moved = slopeOfSlope[g] * at(here.bar, i)
        return ends + (h * h * thirdDerivative[g]) / 6 + moved + at(ofSlope, i)
      })
      return within(subject.count, `backpropagate ${g}`, 'dZ1', row(entry(slopes, 'dZ1')), numeric, bound)
    },
  )
}

const mirrored = functionLaw('sigmoid(z) + sigmoid(−z) = 1', 'output', rowOf(logit), async (subject, Z) => {
  const { call } = output('sigmoid')
  const predict = async (values: Float64Array) => {
    const T = await evaluate(
      subject.on,
      { Z: { ...row(values), name: 'Z' } },
      { T: [1, values.length] },
      call,
    )
    return { T: entry(T, 'T'), bar: outputBound(row(values), 'sigmoid', subject.arithmetic) }
  }
  const values = Float64Array.from(Z.values)
  const [plus, minus] = [await predict(values), await predict(values.map((z) => -z))]
  const sums = row(values.map((_, i) => at(plus.T, i) + at(minus.T, i)))
  const bound = values.map((_, i) => at(plus.bar, i) + at(minus.bar, i) + 2 ** -52)
  return within(
    subject.count,
    'output sigmoid',
    'T(z) + T(−z)',
    sums,
    sums.values.map(() => 1),
    bound,
  )
})

const softmaxPlan = (kind: Kind): Plan => ({
  sizes: { n: 'moderate', m: 'any' },
  operands: { Z: { rows: 'n', columns: 'm', kind } },
})

async function softmax(subject: Subject, Z: Matrix) {
  const { call } = output('softmax')
  const T = await evaluate(subject.on, { Z: { ...Z, name: 'Z' } }, { T: [Z.rows, Z.columns] }, call)
  return { T: entry(T, 'T'), bar: outputBound(Z, 'softmax', subject.arithmetic) }
}

const sumsToOne = functionLaw(
  'the columns of softmax sum to 1',
  'output',
  softmaxPlan(logit),
  async (subject, Z) => {
    const { T, bar } = await softmax(subject, Z)
    const columnSums = (values: Values) =>
      Float64Array.from({ length: Z.columns }, (_, j) => {
        let sum = 0
        for (let i = 0; i < Z.rows; i++) sum += at(values, j * Z.rows + i)
        return sum
      })
    const sums = row(columnSums(T))
    const bound = columnSums(bar).map((b) => b + Z.rows * 2 ** -53)
    return within(
      subject.count,
      'output softmax',
      'column sum',
      sums,
      sums.values.map(() => 1),
      bound,
    )
  },
)

const shifted = functionLaw(
  'softmax(Z + c) = softmax(Z)',
  'output',
  softmaxPlan(quarters),
  async (subject, Z) => {
    // Quarters and whole shifts: Z + c is exact, so only the bars of the two remain.
    let worst = 0
    for (const shift of [-200, 64, 1024]) {
      const moved = { ...Z, values: Float64Array.from(Z.values, (z) => z + shift) }
      const [here, there] = [await softmax(subject, Z), await softmax(subject, moved)]
      const bound = here.bar.map((b, i) => b + at(there.bar, i))
      const got = { rows: Z.rows, columns: Z.columns, values: there.T }
      worst = Math.max(worst, within(subject.count, 'output softmax', `T(Z + ${shift})`, got, here.T, bound))
    }
    return worst
  },
)

/** What functions must be to themselves, with no oracle at hand. */
export const functionLaws: readonly Law[] = [...activations.map(slopeAgrees), mirrored, sumsToOne, shifted]
