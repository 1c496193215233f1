import {
  type Backend,
  gradientCheck,
  gradientDescent,
  type NetworkParameters,
  openReference,
  ShapeError,
  train,
} from '@leven/core'
import { describe, expect, it } from 'vitest'
import { agreements, blockAgreement } from '../src/notes/agreement.ts'
import { Calculation, type Numbers } from '../src/notes/calculation.ts'
import { formula } from '../src/notes/formula.ts'
import { formulas } from '../src/notes/formulas.generated.ts'
import { numberText } from '../src/notes/number-text.ts'
import { typesetAll } from '../src/notes/typeset.ts'
import { batchEquations } from '../src/panels/derivation/batch-equations.ts'
import { broken, type Mistake, mistakes } from '../src/panels/derivation/broken.ts'
import { type Equation, numberLabel, type Section } from '../src/panels/derivation/equation.ts'
import { instanceEquations } from '../src/panels/derivation/instance-equations.ts'
import { lastFactors } from '../src/panels/derivation/last-factors.ts'
import { entry, entryName, neuronOf, type Quantity } from '../src/panels/derivation/quantity.ts'
import { trainSideBySide } from '../src/panels/derivation/side-by-side.ts'
import { sourceOf } from '../src/panels/derivation/source.ts'
import { numbersIn } from '../src/panels/derivation/source-lines.ts'
import { deepProblem, notesProblem, type Problem } from './derivation-fixture.ts'

const rates = { learningRate: 0.5, l2: 0 }

async function calculate(problem: Problem, given = rates): Promise<Numbers> {
  const calculation = await Calculation.open(problem.network, problem.X, problem.Y, problem.instances)
  const numbers = await calculation.of(problem.parameters, given)
  await calculation.close()
  return numbers
}

/** Only instance i. */
function only(problem: Problem, i: number): Problem {
  const column = (values: Float64Array, rows: number) => values.slice(i * rows, (i + 1) * rows)
  const { sizes } = problem.network
  return {
    ...problem,
    X: column(problem.X, sizes[0] ?? 0),
    Y: column(problem.Y, sizes.at(-1) ?? 0),
    instances: 1,
  }
}

/** The first equation that has a number, and its quantities in the order they are shown. */
function equation(sections: readonly Section[], number: number): Equation {
  const found = sections.flatMap(({ equations }) => equations).find(({ numbers }) => numbers.includes(number))
  if (!found) throw new Error(`No equation (${number}).`)
  return found
}

function quantities({ terms }: Equation): Quantity[] {
  return terms.flatMap((term) => (term.kind === 'quantity' ? [term.quantity] : []))
}

function shown(sections: readonly Section[], number: number): number[] {
  return [...(quantities(equation(sections, number))[0]?.values ?? [])]
}

/** After one epoch of core's own training loop. */
async function trainedOnce(problem: Problem, l2: number): Promise<NetworkParameters> {
  const on = await openReference()
  const run = train(on, problem.network, problem, {
    optimizer: gradientDescent({ learningRate: rates.learningRate }),
    l2,
    epochs: 1,
    parameters: problem.parameters,
  })
  for await (const _ of run);
  return run.parameters()
}

describe('the numbers of the batch, (6)–(18)', () => {
  it('show each of the thirteen equations once, in the notes’ order', async () => {
    const sections = batchEquations(await calculate(notesProblem()), rates)
    const numbers = sections.flatMap(({ equations }) => equations.flatMap((each) => each.numbers))
    expect(numbers).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
  })

  it('show as (11)–(14) the gradients that core’s check proves', async () => {
    const problem = notesProblem()
    const sections = batchEquations(await calculate(problem), rates)
    const { blocks, worst } = await gradientCheck(problem.network, problem.parameters, problem)
    expect(worst).toBeLessThan(1e-7)
    expect(blocks.every(({ kinks }) => kinks === 0)).toBe(true)
    const [W1 = [], b1 = [], W2 = [], b2 = []] = blocks.map(({ analytic }) => [...analytic])
    expect(shown(sections, 11)).toEqual(W2)
    expect(shown(sections, 12)).toEqual(b2)
    expect(shown(sections, 13)).toEqual(W1)
    expect(shown(sections, 14)).toEqual(b1)
  })

  it.each([0, 0.1])('show as (15)–(18) what one epoch of training does, with λ = %d', async (l2) => {
    const problem = notesProblem()
    const given = { ...rates, l2 }
    const sections = batchEquations(await calculate(problem, given), given)
    const [first, second] = await trainedOnce(problem, l2)
    expect(shown(sections, 15)).toEqual([...(second?.W ?? [])])
    expect(shown(sections, 16)).toEqual([...(second?.b ?? [])])
    expect(shown(sections, 17)).toEqual([...(first?.W ?? [])])
    expect(shown(sections, 18)).toEqual([...(first?.b ?? [])])
    for (const number of [15, 16, 17, 18]) {
      const [next, old, step] = quantities(equation(sections, number))
      if (!next || !old || !step) throw new Error('An update shows new, old and step.')
      for (const [i, value] of next.values.entries()) {
        expect((old.values[i] ?? 0) - (step.values[i] ?? 0)).toBeCloseTo(value, 14)
      }
    }
  })

  it('show as (10) the mean of the losses of the instances', async () => {
    const numbers = await calculate(notesProblem())
    const mean = [...numbers.losses].reduce((sum, value) => sum + value, 0) / 12
    expect(numbers.J).toBeCloseTo(mean, 14)
  })

  it('do not depend on what was calculated before', async () => {
    const problem = notesProblem()
    const calculation = await Calculation.open(problem.network, problem.X, problem.Y, problem.instances)
    const first = await calculation.of(problem.parameters, rates)
    expect(await calculation.of(problem.parameters, rates)).toEqual(first)
  })
})

describe('the numbers of one instance, (1)–(5) and the chain rule', () => {
  it('show every equation from (1) to (5), and (11)–(14) for one instance', async () => {
    const sections = instanceEquations(await calculate(only(notesProblem(), 2)))
    const numbers = sections.flatMap(({ equations }) => equations.flatMap((each) => each.numbers))
    expect(numbers).toEqual([1, 2, 3, 4, 5, 11, 12, 13, 14])
  })

  it('multiply to the derivative that core takes', async () => {
    for (const i of [0, 1, 2, 3]) {
      const numbers = await calculate(only(notesProblem(), i))
      const { dLdt, dtdz } = lastFactors(numbers)
      const [hidden, output] = numbers.layers
      const product = (dLdt[0] ?? 0) * (dtdz[0] ?? 0)
      for (const [k, a] of (hidden?.A ?? []).entries()) {
        expect(product * a).toBeCloseTo(output?.dW[k] ?? Number.NaN, 14)
      }
      expect(product).toBeCloseTo(output?.db[0] ?? Number.NaN, 14)
    }
  })

  it('average over the instances to the gradients of the batch', async () => {
    const problem = notesProblem()
    const batch = await calculate(problem)
    const sum = new Float64Array(8)
    for (let i = 0; i < problem.instances; i++) {
      const { layers } = await calculate(only(problem, i))
      for (const [k, value] of (layers[0]?.dW ?? []).entries()) sum[k] = (sum[k] ?? 0) + value
    }
    for (const [k, value] of sum.entries()) {
      expect(value / problem.instances).toBeCloseTo(batch.layers[0]?.dW[k] ?? Number.NaN, 14)
    }
  })

  it('say so where t has rounded to 1 and the first factor has no number', async () => {
    const problem = only(notesProblem(), 0)
    const [first, second] = problem.parameters
    if (!first || !second) throw new Error('The notes have two layers.')
    const sure = {
      ...problem,
      Y: Float64Array.of(0),
      parameters: [first, { ...second, b: Float64Array.of(800) }],
    }
    const numbers = await calculate(sure)
    expect(lastFactors(numbers).dLdt[0]).toBe(Number.POSITIVE_INFINITY)
    const notes = instanceEquations(numbers).flatMap(({ equations }) => equations.map(({ note }) => note))
    expect(notes.join()).toContain('rounded to 0 or 1')
    expect(numbers.layers[1]?.db[0]).toBe(1)
  })
})

describe('a deeper network with a softmax', () => {
  it('shows the general form layer by layer, with core’s gradients', async () => {
    const problem = deepProblem()
    const sections = batchEquations(await calculate(problem), rates)
    const { blocks } = await gradientCheck(problem.network, problem.parameters, problem)
    const all = sections.flatMap(({ equations }) => equations)
    for (const l of [1, 2, 3]) {
      const dW = quantities(all.find(({ id }) => id === `equation-dW${l}`) ?? equation([], 0))[0]
      expect([...(dW?.values ?? [])]).toEqual([...(blocks[2 * l - 2]?.analytic ?? [])])
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  })

  it('shows the chain rule of one instance with unique ids and whole matrices', async () => {
    const sections = instanceEquations(await calculate(only(deepProblem(), 4)))
    const all = sections.flatMap(({ equations }) => equations)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const { rows, columns, values } of all.flatMap(quantities))
      expect(values).toHaveLength(rows * columns)
  })
})

describe('a quantity', () => {
  it('knows its entries by place, name and neuron', async () => {
    const sections = batchEquations(await calculate(notesProblem()), rates)
    const W1 = quantities(equation(sections, 6))[1]
    if (!W1) throw new Error('(6) shows W[1].')
    const { W } = notesProblem().parameters[0] ?? {}
    expect(entry(W1, 2, 1)).toBe(W?.[1 * 4 + 2])
    expect(entryName(W1, 2, 1, ['x₁', 'x₂'])).toBe('W[1], unit 3, x₂')
    expect(neuronOf(W1, 2, 1)).toEqual({ layer: 1, unit: 2 })
  })

  it.each([
    [0.5731, '0.573'],
    [-12.3456, '−12.35'],
    [0.000012345, '1.23\u202f×\u202f10⁻⁵'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(numberText(value)).toBe(text)
  })
})

describe('the typeset formulas', () => {
  it('are what Temml makes of formulas.ts', () => {
    expect(formulas).toEqual(typesetAll())
  })

  it('need no inline style, which the content security policy would refuse', () => {
    for (const mathml of Object.values(formulas)) expect(mathml).not.toMatch(/style=|tml-error/)
  })

  it('leave no place unfilled', () => {
    for (const name of Object.keys(formulas) as (keyof typeof formulas)[]) {
      expect(formula(name, { layer: 2 })).not.toMatch(/[{}]|90\d|gggg|oooo/)
    }
  })
})

describe('the source of an equation', () => {
  it.each(Array.from({ length: 18 }, (_, i) => i + 1))(
    'is found for (%d), with its lines marked',
    (number) => {
      const found = sourceOf([number])
      const marked = found.flatMap(({ lines }) => lines.filter((line) => line.marked))
      expect(found.length).toBeGreaterThan(0)
      expect(marked.some(({ text }) => numbersIn(text).includes(number))).toBe(true)
      if (number >= 6 && number !== 10) expect(found[0]?.path).toContain('learn.ts')
      expect(found.at(-1)?.path).toContain('reference.ts')
    },
  )

  it('is the code that computes it', () => {
    const text = (number: number) =>
      sourceOf([number])
        .flatMap(({ lines }) => lines.filter(({ marked }) => marked).map((line) => line.text))
        .join('\n')
    expect(text(2)).toContain('return Math.max(z, 0)')
    expect(text(6)).toContain('on.dense(A, W, X, b, g)')
    expect(text(10)).toContain('own(J).fill')
    expect(text(11)).toContain('dz.at(i, j) * a.at(k, j)')
    expect(text(13)).toContain('slope(g, a.at(k, j))')
  })

  it('reads numbers and ranges from comments', () => {
    expect(numbersIn('(6)–(8)')).toEqual([6, 7, 8])
    expect(numbersIn('in (13), (14)')).toEqual([13, 14])
    expect(numbersIn('(1/m) f(x, 2)')).toEqual([])
    expect([[], [9], [15, 17], [6, 7, 8]].map(numberLabel)).toEqual(['', '(9)', '(15), (17)', '(6)–(8)'])
  })
})

describe('a broken backend', () => {
  const check = async (problem: Problem, mistake: Mistake) => {
    const on = broken(await openReference(), mistake)
    return gradientCheck(problem.network, problem.parameters, problem, { on })
  }

  it('without 1/m is m times too long, which the check sees in every block', async () => {
    const { blocks } = await check(notesProblem(), 'dropMean')
    for (const block of blocks) {
      expect(block.relativeDifference).toBeCloseTo(11 / 13, 6) // (m − 1) / (m + 1)
      expect(blockAgreement(block)).toBe('differs')
    }
  })

  it('with a flipped sign is wrong by all there is', async () => {
    const { blocks } = await check(notesProblem(), 'flipSign')
    for (const block of blocks) expect(block.relativeDifference).toBeCloseTo(1, 6)
  })

  it('without the transpose does not fit the notes’ shapes, and says so', async () => {
    await expect(check(notesProblem(), 'forgetTranspose')).rejects.toThrow(ShapeError)
    await expect(check(notesProblem(), 'forgetTranspose')).rejects.toThrow('W is 1×4 but X has 1 rows')
  })

  it('without the transpose passes through square layers, where only the check sees it', async () => {
    const { blocks } = await check(deepProblem(), 'forgetTranspose')
    expect(blocks.map(blockAgreement)).toEqual([
      ...['differs', 'differs', 'differs', 'differs'],
      ...['agrees', 'agrees'],
    ])
  })

  it('that updates W2 first has right gradients, and passes the check', async () => {
    const { blocks } = await check(notesProblem(), 'updateFirst')
    expect(blocks.every((block) => blockAgreement(block) === 'agrees')).toBe(true)
  })

  it('that updates W2 first takes (13) with the new W2', async () => {
    const problem = notesProblem()
    const right = await sixSteps(await openReference(), problem)
    const wrong = await sixSteps(broken(await openReference(), 'updateFirst'), problem)
    expect(wrong[1]?.b).not.toEqual(right[1]?.b) // after two steps everything differs
    const [rightOnce] = await trainSteps(await openReference(), problem, 1)
    const [wrongOnce] = await trainSteps(broken(await openReference(), 'updateFirst'), problem, 1)
    expect(wrongOnce?.W).not.toEqual(rightOnce?.W)
  })

  it('trains otherwise than the right one; the right one learns', async () => {
    const problem = notesProblem()
    for (const mistake of mistakes) {
      if (mistake === 'forgetTranspose') continue
      const { right, wrong, largestDifference, firstStep } = await trainSideBySide(
        problem.network,
        problem.parameters,
        problem,
        rates,
        mistake,
      )
      expect(right.at(-1)).toBeLessThan(right[0] ?? 0)
      expect(wrong[0]).toBe(right[0])
      expect(largestDifference.difference).toBeGreaterThan(1e-6)
      if (mistake === 'updateFirst') {
        expect(firstStep.map(({ name, difference }) => [name, difference > 1e-3])).toEqual([
          ['W1', true],
          ['b1', true],
          ['W2', false],
          ['b2', false],
        ])
      }
      if (mistake === 'flipSign') expect(wrong.at(-1)).toBeGreaterThan(right[0] ?? 0)
    }
  })

  it('leaves nothing behind', async () => {
    const below = await openReference()
    for (const mistake of mistakes.filter((each) => each !== 'forgetTranspose')) {
      const on = broken(below, mistake)
      const before = on.liveBytes()
      await trainSteps(on, notesProblem(), 1, false)
      const between = on.liveBytes()
      await trainSteps(on, notesProblem(), 2, false)
      expect(on.liveBytes()).toBe(between) // scratch is made once
      expect(between - before).toBeLessThan(400)
    }
  })
})

function sixSteps(on: Backend, problem: Problem): Promise<NetworkParameters> {
  return trainSteps(on, problem, 6)
}

async function trainSteps(
  on: Backend,
  problem: Problem,
  epochs: number,
  close = true,
): Promise<NetworkParameters> {
  const run = train(on, problem.network, problem, {
    optimizer: gradientDescent(rates),
    epochs,
    parameters: problem.parameters,
  })
  for await (const _ of run);
  const parameters = await run.parameters()
  if (close) await on.close()
  return parameters
}

describe('the agreement of single weights', () => {
  it('marks the wrong ones, and leaves kinks out', () => {
    const block = {
      name: 'W1',
      relativeDifference: 0.1,
      penaltyDifference: 0,
      checked: 2,
      kinks: 1,
      analytic: Float64Array.of(1, 0.5, Number.NaN, 0),
      numeric: Float64Array.of(1 + 1e-12, -0.5, Number.NaN, 0),
    }
    expect(agreements(block)).toEqual(['agrees', 'differs', 'kink', 'zero'])
  })

  it('does not take zeros on both sides for a proof', () => {
    const none = Float64Array.of(0, 0)
    const block = {
      name: 'W1',
      relativeDifference: 0,
      penaltyDifference: 0,
      checked: 2,
      kinks: 0,
      analytic: none,
      numeric: none,
    }
    expect(blockAgreement(block)).toBe('zero')
  })
})
