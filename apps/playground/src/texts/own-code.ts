import { textsFrom } from './language.ts'

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** What is said of the learner's code, in the sandbox where it runs. */
export const english = {
  threw: (what: string) => `The code threw ${what}.`,
  error: (name: string, message: string) => `${name}: ${message}`,
  noNetwork: (name: string) => `${name}: there is no network here, and nothing to load.`,
  noFunction: (name: string) =>
    `There is no function ${name} here any more. Keep its name, or begin the exercise again.`,
  returns: (name: string, value: string, wanted: string) => `${name} returns ${value}; it must ${wanted}.`,
  notMatrix: (name: string, value: string, wanted: string) =>
    `${name} is ${value}; it must be a matrix. The last line must ${wanted}.`,
  wrongShape: (name: string, shape: string, wanted: string) => `${name} is ${shape} but must be ${wanted}.`,
  returnedNo: (shape: string, name: string) => `it returned no ${shape} matrix ${name}.`,
  noEntry: (shape: string, row: string, column: string) =>
    `A ${shape} matrix has no entry (${row}, ${column}); rows and columns count from 0.`,
  noProduct: (call: string, one: string, other: string, columns: number, rows: number) =>
    `${call}: ${one} times ${other} does not fit; the first has ${plural(columns, 'column')}, the second ${plural(rows, 'row')}, and these must be equal.`,
  unequal: (call: string, one: string, other: string) =>
    `${call}: ${one} and ${other} do not fit; the shapes must be equal.`,
  notNumber: (call: string, value: string) =>
    `${call}: the first argument is ${value}; it must be a number, and the second a matrix.`,
  argument: (call: string, value: string) => `${call}: the argument is ${value}, not a matrix.`,
  firstArgument: (call: string, value: string) => `${call}: the first argument is ${value}, not a matrix.`,
  secondArgument: (call: string, value: string) => `${call}: the second argument is ${value}, not a matrix.`,
  useScale: 'To multiply a matrix by a number, write scale(number, matrix).',
  aNumber: (value: string) => `the number ${value}`,
  aMatrix: (shape: string) => `a ${shape} matrix`,
  aList: 'a list',
  aFunction: 'a function',
  aValue: (type: string) => `a ${type}`,
  and: (one: string, other: string) => `${one} and ${other}`,
  oneWrong: (of: string) => `One number of ${of} is not right.`,
  severalWrong: (count: number, of: string) => `${count} numbers of ${of} are not right.`,
  changed: (what: string) => `${what} came in right and is changed afterwards.`,
  notFinite: 'Not every number is finite.',
  movedFirst: 'This is what comes out when W2 moves before the gradients of the layer below are taken.',
  still: 'It has not moved at all.',
  uphill: 'The step goes up the slope: subtract the gradient.',
  opposite: 'The size is right and the sign is wrong.',
  tooLarge: (m: number) => `It is m = ${m} times too large: the 1/m is missing.`,
  tooSmall: (m: number) => `It is m = ${m} times too small: divided by m once too often.`,
}

export const ownCodeTexts = textsFrom('parts', 'ownCode', english)
