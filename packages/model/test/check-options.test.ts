import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkTrainOptions, optionNames } from '../src/index.ts'

/** A text with one letter left out, put in, replaced or exchanged with its neighbour. */
function oneEdit(text: string): fc.Arbitrary<string> {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEF-_0')
  return fc
    .record({
      kind: fc.constantFrom('left out', 'put in', 'replaced', 'exchanged'),
      at: fc.nat(text.length),
      letter,
    })
    .map(({ kind, at, letter }) => {
      const letters = [...text]
      if (kind === 'left out') letters.splice(at, 1)
      if (kind === 'put in') letters.splice(at, 0, letter)
      if (kind === 'replaced') letters.splice(at, 1, letter)
      if (kind === 'exchanged') letters.splice(at, 2, letters[at + 1] ?? '', letters[at] ?? '')
      return letters.join('')
    })
    .filter((edited) => edited !== text)
}

const check = (options: unknown) => checkTrainOptions(options as { target: string })

describe('options of a training', () => {
  test('every name with one mistake is refused', () => {
    const misspelt = fc
      .constantFrom(...optionNames)
      .chain(oneEdit)
      .filter((name) => !optionNames.includes(name))
    fc.assert(
      fc.property(misspelt, (name) => {
        expect(() => check({ target: 'y', [name]: undefined })).toThrow(
          `There is no option ${JSON.stringify(name)}.`,
        )
      }),
      { numRuns: 1000 },
    )
  })

  const values: Readonly<Record<string, readonly string[]>> = {
    task: ['binary', 'multiclass', 'regression'],
    activation: ['identity', 'relu', 'leakyRelu', 'sigmoid', 'tanh'],
    optimizer: ['gradient-descent', 'momentum', 'adam'],
    classWeights: ['balanced', 'none'],
    batchSize: ['full'],
    recipe: ['notes'],
    dateOrder: ['dmy', 'mdy', 'ymd'],
  }
  test('every value with one mistake is refused, and every right one taken', () => {
    for (const [name, names] of Object.entries(values)) {
      for (const value of names) {
        expect(check({ target: 'y', [name]: value })).toBeDefined()
        fc.assert(
          fc.property(
            oneEdit(value).filter((edited) => !names.includes(edited)),
            (edited) => {
              expect(() => check({ target: 'y', [name]: edited })).toThrow(`The option ${name} is`)
            },
          ),
        )
      }
    }
  })

  test.each([
    [{ target: 'y', hiden: [8] }, 'Did you mean "hidden"?'],
    [{ target: 'y', learning_rate: 0.1 }, 'Did you mean "learningRate"?'],
    [{ target: 'y', 'batch-size': 8 }, 'Did you mean "batchSize"?'],
    [{ target: 'y', optimizer: 'rmsprop' }, 'Choose among gradient-descent, momentum, adam.'],
    [{ target: 'y', optimizer: 'adm' }, 'Did you mean "adam"?'],
    [{ target: 'y', optimizer: { kind: 'adam' } }, 'Choose among'],
    [{ target: 'y', classWeights: 'balance' }, 'Did you mean "balanced"?'],
    [{ target: 'y', hidden: 8 }, 'such as [32, 16]'],
    [{ target: 'y', hidden: [8, '4'] }, 'such as [32, 16]'],
    [{ target: 'y', epochs: '10' }, 'whole number'],
    [{ target: 'y', validation: 20 }, 'share'],
    [{ target: 'y', seed: -1 }, '4294967295'],
    [{ target: 'y', ignore: 'id' }, 'array'],
    [{ target: 3 }, 'column'],
    [{}, 'target'],
    [[], 'target'],
    [null, 'target'],
  ])('%j is refused with a way out', (options, remedy) => {
    let error: unknown
    try {
      check(options)
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ code: 'INVALID_OPTION', remedy: expect.stringContaining(remedy) })
  })
})
