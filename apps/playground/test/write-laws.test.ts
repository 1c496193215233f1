import { describe, expect, test } from 'vitest'
import {
  type Code,
  type ExerciseName,
  exercises,
  solutions,
  startingCode,
} from '../src/own-code/exercises.ts'
import { judge } from '../src/own-code/judge.ts'
import type { Counterexample, LawVerdict, Verdict } from '../src/own-code/verdict.ts'
import { english } from '../src/texts/exercises.ts'
import { englishFaultWords } from '../src/texts/fault-words.ts'
import { inWords } from '../src/texts/said.ts'

/** The solutions with one exercise's text changed; a change that changes nothing is a mistake of the test. */
function changed(name: ExerciseName, from: string, to: string): Code {
  const text = solutions[name].replace(from, to)
  if (text === solutions[name]) throw new Error(`${from} is not in the solution of ${name}.`)
  return { ...solutions, [name]: text }
}

async function verdictOn(code: Code, name: ExerciseName): Promise<Verdict> {
  const verdict = (await judge(code, name)).at(-1)
  if (!verdict) throw new Error('There is no verdict.')
  return verdict
}

const broken = ({ laws }: Verdict) => laws.filter(({ outcome }) => outcome === 'broken')

function firstBroken(verdict: Verdict): LawVerdict & { readonly counterexample: Counterexample } {
  const [found] = broken(verdict)
  const counterexample = found?.counterexample
  if (!found || !counterexample) throw new Error('No law is broken.')
  return { ...found, counterexample }
}

/** Inputs, units, outputs and instances. */
function sizes({ numbers: { W1, W2, X } }: Counterexample): string {
  return `${[W1.columns, W1.rows, W2.rows].join('-')}, m = ${X.columns}`
}

describe('right code', () => {
  test.each(exercises)('$name obeys every law', async ({ name }) => {
    const verdicts = await judge(solutions, name)
    for (const { laws, passed } of verdicts) {
      expect(laws.filter(({ outcome }) => outcome !== 'holds')).toEqual([])
      expect(passed).toBe(true)
    }
    expect(verdicts.at(-1)?.exercise).toBe(name)
  })

  test('may be written in another way: by entries, with the chain rule spelled out, as an arrow', async () => {
    const code: Code = {
      backpropagate: `const backpropagate = ({ T, Y, W2, Z1 }) => {
        const dZ2 = matrix(T.rows, T.columns, (i, j) => T.at(i, j) - Y.at(i, j))
        const dZ1 = map(Z1, () => 0)
        for (let j = 0; j < Z1.columns; j++)
          for (let k = 0; k < Z1.rows; k++)
            for (let i = 0; i < T.rows; i++)
              if (Z1.at(k, j) > 0) dZ1.values[j * Z1.rows + k] += W2.at(i, k) * dZ2.at(i, j)
        return { dZ1, dZ2 }
      }`,
      gradients: solutions.gradients.replace('scale(1 / m, rowSums(dZ2))', 'rowSums(scale(1 / m, dZ2))'),
      update: solutions.update.replace('subtract(W1, scale(alpha, dW1))', 'add(W1, scale(-alpha, dW1))'),
    }
    expect((await judge(code, 'update')).map(({ passed }) => passed)).toEqual([true, true, true])
  })

  test('gets the same verdict each time', async () => {
    const code = changed('gradients', 'scale(1 / m, rowSums(dZ2))', 'rowSums(dZ2)')
    expect(await judge(code, 'gradients')).toEqual(await judge(code, 'gradients'))
  })
})

test.each(exercises)(
  'the starting code of $name runs or says what is missing, and does not pass',
  async ({ name }) => {
    const verdict = await verdictOn({ ...solutions, [name]: startingCode[name] }, name)
    expect(verdict.passed).toBe(false)
    expect(verdict.fault).toBeUndefined()
  },
)

/** A mistake, the law that it breaks first, the smallest network that shows it, and what is said of it. */
interface Case {
  readonly mistake: string
  readonly name: ExerciseName
  readonly from: string
  readonly to: string
  readonly law: RegExp
  readonly size: string
  readonly says?: RegExp
}

const one = '1-1-1, m = 1'
const two = '1-1-1, m = 2'

const cases: readonly Case[] = [
  {
    mistake: 'the sign is flipped',
    name: 'backpropagate',
    from: 'subtract(T, Y)',
    to: 'subtract(Y, T)',
    law: /^dZ2 is T − Y/,
    size: one,
    says: /size is right and the sign is wrong/,
  },
  {
    mistake: 'the transpose is forgotten',
    name: 'backpropagate',
    from: 'transpose(W2)',
    to: 'W2',
    law: /^It runs/,
    size: '1-2-1, m = 1',
    says: /multiply: 1×2 times 1×1 does not fit; the first has 2 columns, the second 1 row/,
  },
  {
    mistake: 'the slope of ReLU is taken at what comes back',
    name: 'backpropagate',
    from: 'reluSlope(Z1)',
    to: 'reluSlope(multiply(transpose(W2), dZ2))',
    law: /^dZ1 is dZ2 through/,
    size: one,
  },
  {
    mistake: 'the slope of ReLU is forgotten',
    name: 'backpropagate',
    from: 'hadamard(multiply(transpose(W2), dZ2), reluSlope(Z1))',
    to: 'multiply(transpose(W2), dZ2)',
    law: /^dZ1 is dZ2 through/,
    size: one,
  },
  {
    mistake: 'ReLU itself stands for its slope',
    name: 'backpropagate',
    from: 'reluSlope(Z1)',
    to: 'map(Z1, (z) => Math.max(z, 0))',
    law: /^dZ1 is dZ2 through/,
    size: one,
  },
  {
    mistake: 'the slope at 0 is 1',
    name: 'backpropagate',
    from: 'reluSlope(Z1)',
    to: 'map(Z1, (z) => (z >= 0 ? 1 : 0))',
    law: /^dZ1 is dZ2 through/,
    size: one,
  },
  {
    mistake: 'the residual has its sigmoid slope twice',
    name: 'backpropagate',
    from: 'subtract(T, Y)',
    to: 'hadamard(subtract(T, Y), map(T, (t) => t * (1 - t)))',
    law: /^dZ2 is T − Y/,
    size: one,
  },
  {
    mistake: 'the mean is taken too early',
    name: 'backpropagate',
    from: 'subtract(T, Y)',
    to: 'scale(1 / T.columns, subtract(T, Y))',
    law: /^dZ2 is T − Y/,
    size: two,
    says: /divided by m once too often/,
  },
  {
    mistake: 'the chain rule is spelled out and divides 0 by 0',
    name: 'backpropagate',
    from: 'subtract(T, Y)',
    to: 'matrix(T.rows, T.columns, (i, j) => { const [t, y] = [T.at(i, j), Y.at(i, j)]; return (-y / t + (1 - y) / (1 - t)) * t * (1 - t) })',
    law: /^It stays finite/,
    size: one,
    says: /Not every number is finite/,
  },
  {
    mistake: 'an input is changed',
    name: 'backpropagate',
    from: 'return {',
    to: 'W2.values.fill(1)\n  return {',
    law: /^It leaves the matrices/,
    size: one,
    says: /W2 came in right and is changed/,
  },
  {
    mistake: 'a result is not there',
    name: 'backpropagate',
    from: 'return { dZ2, dZ1 }',
    to: 'return { dZ2 }',
    law: /^It runs/,
    size: one,
    says: /dZ1 is undefined; it must be a matrix. The last line must return \{ dZ2, dZ1 \}/,
  },
  {
    mistake: 'a result has the wrong shape',
    name: 'backpropagate',
    from: 'return { dZ2, dZ1 }',
    to: 'return { dZ2, dZ1: transpose(dZ1) }',
    law: /^It runs/,
    size: '1-1-1, m = 2',
    says: /dZ1 is 2×1 but must be 1×2/,
  },
  {
    mistake: 'nothing is returned',
    name: 'backpropagate',
    from: 'return { dZ2, dZ1 }',
    to: '',
    law: /^It runs/,
    size: one,
    says: /backpropagate returns undefined; it must return \{ dZ2, dZ1 \}/,
  },
  {
    mistake: 'it throws for some networks only',
    name: 'backpropagate',
    from: 'return {',
    to: "if (T.columns > 1) throw new Error('too many')\n  return {",
    law: /^It runs/,
    size: two,
    says: /Error: too many/,
  },
  {
    mistake: 'everything is NaN',
    name: 'backpropagate',
    from: 'subtract(T, Y)',
    to: 'map(T, () => 0 / 0)',
    law: /^dZ2 is T − Y/,
    size: one,
  },
  {
    mistake: 'a number and a matrix are confused',
    name: 'gradients',
    from: 'scale(1 / m, rowSums(dZ2))',
    to: 'hadamard(1 / m, rowSums(dZ2))',
    law: /^It runs/,
    size: one,
    says: /hadamard: the first argument is the number 1, not a matrix. .* write scale\(number, matrix\)/,
  },
  {
    mistake: 'the 1/m of dW2 is dropped',
    name: 'gradients',
    from: 'scale(1 / m, multiply(dZ2, transpose(A1)))',
    to: 'multiply(dZ2, transpose(A1))',
    law: /^dW2 is the mean/,
    size: two,
    says: /m = 2 times too large: the 1\/m is missing/,
  },
  {
    mistake: 'the 1/m of db1 is dropped: a sum in place of a mean',
    name: 'gradients',
    from: 'scale(1 / m, rowSums(dZ1))',
    to: 'rowSums(dZ1)',
    law: /^db1 is the mean/,
    size: two,
    says: /1\/m is missing/,
  },
  {
    mistake: 'the mean is taken twice',
    name: 'gradients',
    from: 'scale(1 / m, multiply(dZ1, transpose(X)))',
    to: 'scale(1 / m / m, multiply(dZ1, transpose(X)))',
    law: /^dW1 is the mean/,
    size: two,
    says: /divided by m once too often/,
  },
  {
    mistake: 'm is the number of features',
    name: 'gradients',
    from: 'X.columns',
    to: 'X.rows',
    law: /^dW2 is the mean/,
    size: two,
  },
  {
    mistake: 'the second layer’s transpose is forgotten',
    name: 'gradients',
    from: 'transpose(A1)',
    to: 'A1',
    law: /^It runs/,
    size: two,
    says: /multiply: 1×2 times 1×2 does not fit/,
  },
  {
    mistake: 'the layers are mixed up',
    name: 'gradients',
    from: 'rowSums(dZ1)',
    to: 'rowSums(dZ2)',
    law: /^It runs|^db1/,
    size: '1-2-1, m = 1',
  },
  {
    mistake: 'the step climbs',
    name: 'update',
    from: 'subtract(W2,',
    to: 'add(W2,',
    law: /^W2 and b2 move/,
    size: one,
    says: /goes up the slope: subtract/,
  },
  {
    mistake: 'one parameter is forgotten',
    name: 'update',
    from: 'b1 = subtract(b1, scale(alpha, db1))',
    to: '',
    law: /^W1 and b1 move/,
    size: one,
    says: /has not moved at all/,
  },
  {
    mistake: 'W2 is updated first',
    name: 'update',
    from: 'const { dZ2, dZ1 } = backpropagate({ T, Y, W2, Z1 })',
    to: `const dW2first = scale(alpha / X.columns, multiply(subtract(T, Y), transpose(A1)))
  const { dZ2, dZ1 } = backpropagate({ T, Y, W2: subtract(W2, dW2first), Z1 })`,
    law: /^W1 and b1 move by .* taken before W2 has moved/,
    size: one,
    says: /when W2 moves before the gradients of the layer below are taken/,
  },
  {
    mistake: 'the learning rate is forgotten',
    name: 'update',
    from: 'scale(alpha, dW1)',
    to: 'dW1',
    law: /^W1 and b1 move/,
    size: one,
  },
  {
    mistake: 'the step is scaled by 1/m once more',
    name: 'update',
    from: 'scale(alpha, dW2)',
    to: 'scale(alpha / X.columns, dW2)',
    law: /^W2 and b2 move/,
    size: two,
    says: /divided by m once too often/,
  },
  {
    mistake: 'it changes the parameters where they are',
    name: 'update',
    from: 'W2 = subtract(W2, scale(alpha, dW2))',
    to: 'W2.values.set(subtract(W2, scale(alpha, dW2)).values)',
    law: /^It leaves the matrices/,
    size: one,
    says: /W2 came in right/,
  },
]

describe('a mistake is found on the smallest network', () => {
  test.each(cases)('$name: $mistake', async ({ name, from, to, law, size, says }) => {
    const verdict = await verdictOn(changed(name, from, to), name)
    expect(verdict.exercise).toBe(name)
    expect(verdict.passed).toBe(false)
    const { law: broken, counterexample } = firstBroken(verdict)
    expect(english.laws[broken]).toMatch(law)
    expect(sizes(counterexample)).toBe(size)
    const { message, diagnosis } = counterexample
    if (says) expect(inWords(englishFaultWords, diagnosis ? [...message, diagnosis] : message)).toMatch(says)
  })
})

describe('code that does not run', () => {
  const faultOf = async (code: Code, name: ExerciseName) => {
    const verdict = await verdictOn(code, name)
    return verdict.fault ?? firstBroken(verdict).counterexample.fault
  }

  test.each([
    {
      what: 'a bracket is missing',
      text: 'function gradients({ X }) {\n',
      line: undefined,
      says: /SyntaxError/,
    },
    { what: 'it throws while it is read', text: '\nnothing()\n', line: 2, says: /nothing is not defined/ },
    {
      what: 'the function has another name',
      text: 'function gradient() {}',
      line: undefined,
      says: /There is no function gradients here any more/,
    },
    {
      what: 'a name is unknown',
      text: 'function gradients({ X }) {\n  const m = X.columns\n  return { dW2: dZ / m }\n}',
      line: 3,
      says: /dZ is not defined/,
    },
    {
      what: 'shapes do not fit',
      text: 'function gradients({ X, dZ2 }) {\n\n\n  return multiply(X, undefined)\n}',
      line: 4,
      says: /multiply: the second argument is undefined, not a matrix/,
    },
    {
      what: 'it recurs for ever',
      text: 'function gradients(x) {\n  return gradients(x)\n}',
      line: 2,
      says: /call stack/,
    },
    {
      what: 'it throws a text',
      text: "function gradients() {\n  throw 'no'\n}",
      line: undefined,
      says: /The code threw no/,
    },
    {
      what: 'it asks the network',
      text: "function gradients() {\n  fetch('/')\n}",
      line: 2,
      says: /^fetch: there is no network here/,
    },
    {
      what: 'it asks for the page',
      text: 'function gradients() {\n  parent.document.title = 1\n}',
      line: 2,
      says: /parent is not defined/,
    },
    {
      what: 'it asks for its global',
      text: 'function gradients() {\n  globalThis.fetch\n}',
      line: 2,
      says: /undefined/,
    },
    {
      what: 'it breaks out of its function',
      text: '})(); (function () {',
      line: undefined,
      says: /SyntaxError/,
    },
  ])('says where, when $what', async ({ text, line, says }) => {
    const fault = await faultOf({ ...solutions, gradients: text }, 'gradients')
    expect(fault?.exercise).toBe('gradients')
    expect(inWords(englishFaultWords, fault?.message ?? [])).toMatch(says)
    expect(fault?.line).toBe(line)
  })

  test('an update that does not pass because of another exercise says which', async () => {
    const code = { ...solutions, gradients: startingCode.gradients }
    const verdicts = await judge(code, 'update')
    expect(verdicts.map(({ exercise, passed }) => [exercise, passed])).toEqual([
      ['backpropagate', true],
      ['gradients', false],
    ])
  })
})
