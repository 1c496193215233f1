import type { Output, UpdateRule } from '@leven/core'
import { constant, type Kind, moderate, real } from '../draw.ts'
import type { Law } from '../law.ts'
import {
  activations,
  backpropagate,
  commonRules,
  cost,
  dense,
  drawnAs,
  gradients,
  type Operation,
  output,
  outputs,
  residual,
  update,
} from '../operation.ts'
import { logit } from '../predictions.ts'
import type { Size } from '../size.ts'
import { counted, fullAndScattered, mostly, scattered, summable } from '../sums.ts'
import { barLaw, exactLaw } from './operations.ts'

const terms: Kind = counted(8)
/** Whole numbers of 20 bits: more than a half, a bfloat or a tensor core keeps. */
export const wide: Kind = counted(2 ** 20)
/** 1 and −1. */
export const signs: Kind = counted(1)

/** Sizes that belong together, for `drawnAs`. */
export type Together = readonly Readonly<Record<string, number>>[]
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const dimensions = ({ plan }: Operation) => Object.keys(plan.sizes)

/** Each of the sizes in each place, the other dimensions few: where tiles, lanes and registers end. */
function inEachPlace(
  which: string,
  from: readonly number[],
  operation: Operation,
  kinds: Kinds,
  exact: boolean,
  places = dimensions(operation),
): Law {
  const sizes = Object.fromEntries(dimensions(operation).map((name): [string, Size] => [name, 'few']))
  const together = from.flatMap((size) => places.map((name) => ({ [name]: size })))
  const name = `sizes: ${operation.name}, ${which}`
  return (exact ? exactLaw : barLaw)(name, drawnAs(operation, sizes, kinds, together), together.length / 100)
}

/** Kinds of the numbers of operands, by name. */
export type Kinds = Readonly<Record<string, Kind>>

/** Beyond 257: multiples of what vectors and tiles hold, what people choose for layers and batches, and what lies beside powers of two. */
const further = [
  258, 272, 288, 300, 320, 360, 384, 400, 440, 448, 480, 500, 511, 512, 513, 576, 600, 640, 700, 704, 750,
  768, 784, 800, 896, 900, 960, 999, 1000, 1023, 1024, 1025, 1152, 1200, 1280, 1500, 1536, 1600, 1792, 2000,
  2047, 2048, 2049, 2304, 2500, 2560, 3000, 3072, 3584, 4000, 4095,
]
const everySize = (operation: Operation, kinds: Kinds, exact: boolean) =>
  inEachPlace(
    'each size to 257, and more to 4,095, in each place',
    [...range(1, 257), ...further],
    operation,
    kinds,
    exact,
  )

/** Sizes of small tables, those that people choose, and those beside powers of two. */
const chosen = [
  ...range(5, 33),
  ...range(34, 257).filter(
    (size) => size % 8 === 0 || size % 50 === 0 || [63, 65, 127, 129, 255, 257].includes(size),
  ),
  ...further.filter((size, i) => size % 256 === 0 || i % 3 === 0),
]
const chosenSizes = (operation: Operation, kinds: Kinds, exact = false, places = dimensions(operation)) =>
  inEachPlace('chosen sizes to 4,095', chosen, operation, kinds, exact, places)

const sides = [...range(2, 33), 40, 48, 50, 64, 65, 80, 96, 100, 128, 200, 256]

/** Two sides of one size, and all three while that is small: a square can be read either way, and a size taken for another. */
function equalSides(operation: Operation, kinds: Kinds, exact: boolean): Law {
  const names = dimensions(operation)
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b]))
  const together = sides.flatMap((size) =>
    [...pairs, ...(names.length > 2 && size <= 65 ? [names] : [])].map((equal) =>
      Object.fromEntries(equal.map((name) => [name, size])),
    ),
  )
  const sizes = Object.fromEntries(names.map((name): [string, Size] => [name, 'few']))
  const name = `sizes: ${operation.name}, equal sides`
  return (exact ? exactLaw : barLaw)(name, drawnAs(operation, sizes, kinds, together), together.length / 100)
}

/** Two sides from 34 to 257, and three from 34 to 128: a tile that goes wrong may need both of its sides. */
function manySides(operation: Operation, kinds: Readonly<Record<string, Kind>>, exact: boolean): Law[] {
  const names = dimensions(operation)
  const all = (size: Size) => Object.fromEntries(names.map((name): [string, Size] => [name, size]))
  const law = exact ? exactLaw : barLaw
  const two = `sizes: ${operation.name}, two sides from 34 to 257`
  if (names.length === 2) return [law(two, drawnAs(operation, all('middle'), kinds), 0.24)]
  const oneShort = names.flatMap((name) => [1, 2, 3].map((few) => ({ [name]: few })))
  const three = `sizes: ${operation.name}, three sides from 34 to 128`
  return [
    law(two, drawnAs(operation, all('middle'), kinds, oneShort), 0.36),
    law(three, drawnAs(operation, all('side'), kinds), 0.24),
  ]
}

/** Cases large enough for indices of 16 bits, parts of 4,096 instances and blocks of 65,536 weights, in every place. */
function veryLarge(
  what: string,
  operation: Operation,
  kinds: Readonly<Record<string, Kind>>,
  together: Together,
  exact: boolean,
): Law {
  const sizes = Object.fromEntries(dimensions(operation).map((name): [string, Size] => [name, 'few']))
  const planned = drawnAs(operation, sizes, kinds, together)
  const name = `sizes: ${operation.name}, ${what}`
  return (exact ? exactLaw : barLaw)(name, planned, together.length / 100)
}

const blocks: Together = [
  { n: 300, k: 257, m: 40 },
  { n: 40, k: 300, m: 257 },
  { n: 257, k: 40, m: 300 },
]
const lines: Together = [4096, 4097, 8191, 8192, 8193, 16_384, 32_769, 65_536, 131_073].flatMap((length) => [
  { n: length },
  { k: length },
  { m: length },
])
/** More than 2²⁰ numbers in one operand, and in a result. */
const planes = {
  dense: [
    { n: 1025, k: 1024, m: 1 },
    { n: 1024, k: 1, m: 1025 },
  ],
  backpropagate: [
    { n: 1025, k: 1024, m: 1 },
    { n: 1, k: 1025, m: 1024 },
  ],
  gradients: [
    { n: 1025, k: 1024, m: 1 },
    { n: 1, k: 1024, m: 1025 },
  ],
} as const
const powers: Together = [
  { n: 300, k: 257, m: 32 },
  { n: 40, k: 300, m: 256 },
  { n: 1025, k: 1, m: 1024 },
  ...[1024, 4096, 8192, 16_384, 65_536].map((m) => ({ m })),
  ...[4097, 65_537, 70_001].flatMap((length) => [
    { n: length, m: 1 },
    { k: length, m: 2 },
  ]),
]
const flat: Together = [
  { n: 257, m: 300 },
  { n: 70_001, m: 1 },
  { n: 1, m: 131_073 },
  ...[4097, 8193, 16_384, 65_536].map((length) => ({ n: 1, m: length })),
]
const many: Together = [
  { n: 1030, m: 2 },
  ...[4096, 4097, 8193, 16_384, 65_536].map((m) => ({ n: 2, m })),
  { n: 2, m: 131_073 },
]
/** Many outputs; a softmax of so many takes its bar too long. */
const tall: Together = [8193, 70_001].map((n) => ({ n, m: 1 }))

/** A step that rounds nothing. */
export const dyadicStep: UpdateRule = { kind: 'gradientDescent', learningRate: 0.25, l2: 0 }

/** Losses that are 0 but for a few, of predictions that are sure and right: then the bar of a sum is that of a few terms. */
export const fewLosses: Readonly<Record<Output, Readonly<Record<string, Kind>>>> = {
  sigmoid: { Z: mostly(-1e4, logit), Y: constant(0), s: scattered('row', real) },
  identity: { Z: mostly(0, counted(8)), Y: constant(0), s: constant(2) },
  softmax: { Z: logit, Y: scattered('row', constant(1)), s: constant(2) },
}

/** A product over the dimensions of its operands: whole numbers in full, and numbers of 20 bits, of which few meet. */
function product(
  operation: Operation,
  whole: Readonly<Record<string, Kind>>,
  few: Readonly<Record<string, Kind>>,
  exact: boolean,
  planesOf: Together,
): Law[] {
  return [
    everySize(operation, whole, exact),
    equalSides(operation, whole, exact),
    ...manySides(operation, few, exact),
    veryLarge('large blocks of numbers of 20 bits', operation, few, [...blocks, ...planesOf], exact),
    veryLarge('more than 4,096 in one place', operation, few, lines, exact),
  ]
}

const ofDense = { W: wide, X: scattered('column', signs), b: wide }
const ofBackpropagate = { W2: wide, dZ2: scattered('column', signs), A1: real }
const ofGradients = { dZ: scattered('row', signs), A: wide }

/** Operations on each element by itself: every size, squares, and very many. */
function elementWise(operation: Operation, kinds: Readonly<Record<string, Kind>>, exact: boolean): Law[] {
  const several = 'k' in operation.plan.sizes ? flat.map(({ n = 1, m = 1 }) => ({ n, k: m })) : flat
  return [
    everySize(operation, kinds, exact),
    equalSides(operation, kinds, exact),
    veryLarge('more than 4,096 in one place', operation, kinds, several, exact),
  ]
}

/**
 * Sizes where kernels change their way, which draws of small sizes meet too rarely. Whole numbers, so that any order of
 * summation gives the same bits, or sums of a few terms, so that their bars are narrow.
 */
export const sizeLaws: readonly Law[] = [
  ...product(dense('identity'), { W: summable('row'), X: signs, b: wide }, ofDense, true, planes.dense),
  ...product(
    backpropagate('identity'),
    { W2: summable('column'), dZ2: signs, A1: real },
    ofBackpropagate,
    true,
    planes.backpropagate,
  ),
  ...product(gradients, { dZ: signs, A: summable('row') }, ofGradients, false, planes.gradients),
  // Among some hundred terms that round, what a shorter format loses is within the bar; among four it is not.
  inEachPlace('few terms of each size to 257', range(4, 257), gradients, ofGradients, false, ['m']),
  veryLarge('powers of two of instances', gradients, { dZ: terms, A: terms }, powers, true),
  ...activations
    .filter((g) => g !== 'identity')
    .flatMap((g) => [
      chosenSizes(dense(g), { W: moderate, X: fullAndScattered }),
      // where no slope is 0
      chosenSizes(backpropagate(g), { W2: moderate, dZ2: fullAndScattered, A1: constant(0.5) }),
    ]),
  ...elementWise(output('identity'), { Z: wide }, true),
  ...elementWise(output('sigmoid'), {}, false),
  chosenSizes(output('softmax'), {}, false, ['m']),
  inEachPlace(
    'each size to 257, and some to 1,024, of a column',
    [...range(1, 257), ...further.filter((n) => n <= 1024)],
    output('softmax'),
    {},
    false,
    ['n'],
  ),
  equalSides(output('softmax'), {}, false),
  veryLarge('more than 4,096 in one place', output('softmax'), {}, many, false),
  ...outputs.flatMap((kind) => [
    everySize(cost(kind, false), fewLosses[kind], false),
    everySize(cost(kind, true), fewLosses[kind], false),
    veryLarge(
      'more than 4,096 in one place',
      cost(kind, true),
      fewLosses[kind],
      kind === 'softmax' ? many : [...many, ...tall],
      false,
    ),
  ]),
  ...elementWise(residual(false), { T: wide, Y: wide }, true),
  ...elementWise(residual(true), { T: wide, Y: wide, s: counted(4) }, true),
  ...elementWise(update(dyadicStep), { P: wide, dP: wide }, true),
  ...commonRules.slice(1).flatMap((rule) => [
    chosenSizes(update(rule), {}),
    veryLarge(
      'more than 4,096 in one place',
      update(rule),
      {},
      [
        { n: 70_001, k: 1 },
        { n: 1, k: 4097 },
      ],
      false,
    ),
  ]),
]
