import type { UpdateRule } from '@leven/core'
import { constant, type Kind, quarters } from '../draw.ts'
import type { Law } from '../law.ts'
import {
  backpropagate,
  cost,
  dense,
  drawnAs,
  gradients,
  type Operation,
  residual,
  update,
} from '../operation.ts'
import { beyondPeak, farOut, image, peaked, quartersOfOne } from '../predictions.ts'
import type { Size } from '../size.ts'
import { counted } from '../sums.ts'
import { exactLaw } from './operations.ts'

/** Not zero, and so small that 4,096 products of two of them stay below 2²⁴. */
const terms: Kind = counted(8)

/** The operation with other sizes and kinds of numbers. */
function exactly(
  name: string,
  operation: Operation,
  sizes: Readonly<Record<string, Size>>,
  kinds: Readonly<Record<string, Kind>>,
): Law {
  return exactLaw(`exact: ${name}`, drawnAs(operation, sizes, kinds), 0.5)
}

const dyadic: readonly UpdateRule[] = [
  { kind: 'gradientDescent', learningRate: 1, l2: 0 },
  { kind: 'gradientDescent', learningRate: 0.25, l2: 0.5 },
  { kind: 'momentum', learningRate: 0.5, l2: 1, momentum: 0.5 },
]

const ofDense = { W: terms, X: terms, b: terms }
const ofGradients = { dZ: terms, A: terms }
const ofCost = { Z: quarters, Y: quarters }

/**
 * Predictions that are sure and wrong: the loss is |z| + log(1 + e^−|z|), or M − z_k + log(1 + …) with softmax, whose second
 * part is below half a unit in the last place of the first, however a device computes it. So J is the mean of whole
 * numbers, exact where m is a power of two, and an error of one unit in the last place shows. γ_κ would let eleven u pass.
 */
const wrongLosses: readonly Law[] = [false, true].flatMap((weighted) => {
  const sizes = { n: 'small', m: 'powerOfTwo' } as const
  const weights = weighted ? { s: quarters } : {}
  const also = weighted ? ' with sample weights' : ''
  return [
    ...([1, -1] as const).map((sign) =>
      exactly(
        `cost sigmoid of wrong predictions of ${sign === 1 ? 1 : 0}${also}`,
        cost('sigmoid', weighted),
        sizes,
        {
          Z: farOut(sign),
          Y: constant(sign === 1 ? 0 : 1),
          ...weights,
        },
      ),
    ),
    exactly(`cost softmax of wrong predictions${also}`, cost('softmax', weighted), sizes, {
      Z: peaked,
      Y: beyondPeak,
      ...weights,
    }),
  ]
})

/**
 * With whole numbers, m a power of two and every partial sum below 2²⁴, no operation rounds: any order of summation gives
 * the same numbers. γ_k grows with k and would let one lost term in a thousand pass; this does not.
 */
export const exactLaws: readonly Law[] = [
  exactly('dense identity of whole numbers', dense('identity'), { n: 'any', k: 'any', m: 'any' }, ofDense),
  exactly('dense relu of whole numbers', dense('relu'), { n: 'any', k: 'any', m: 'any' }, ofDense),
  exactly('dense over a thousand terms', dense('identity'), { n: 'small', k: 'long', m: 'small' }, ofDense),
  exactly('dense of a thousand instances', dense('relu'), { n: 'small', k: 'small', m: 'long' }, ofDense),
  exactly('dense of a thousand units', dense('identity'), { n: 'long', k: 'small', m: 'small' }, ofDense),
  exactly('gradients of whole numbers', gradients, { n: 'any', k: 'any', m: 'powerOfTwo' }, ofGradients),
  exactly(
    'gradients over a thousand instances',
    gradients,
    { n: 'small', k: 'small', m: 'longPower' },
    ofGradients,
  ),
  ...(['identity', 'relu'] as const).flatMap((g) => {
    const kinds = { W2: terms, dZ2: terms, A1: image(g) }
    return [
      exactly(
        `backpropagate ${g} of whole numbers`,
        backpropagate(g),
        { n: 'any', k: 'any', m: 'any' },
        kinds,
      ),
      exactly(
        `backpropagate ${g} over a thousand terms`,
        backpropagate(g),
        { n: 'long', k: 'small', m: 'small' },
        kinds,
      ),
    ]
  }),
  ...(['sigmoid', 'tanh'] as const).map((g) =>
    exactly(
      `backpropagate ${g} where its slope is a sixteenth`,
      backpropagate(g),
      { n: 'any', k: 'any', m: 'any' },
      { W2: terms, dZ2: terms, A1: quartersOfOne },
    ),
  ),
  exactly('residual of quarters', residual(false), { n: 'any', m: 'any' }, { T: quarters, Y: quarters }),
  exactly(
    'residual of quarters with sample weights',
    residual(true),
    { n: 'any', m: 'any' },
    {
      T: quarters,
      Y: quarters,
      s: quarters,
    },
  ),
  exactly('cost identity of quarters', cost('identity', false), { n: 'small', m: 'powerOfTwo' }, ofCost),
  exactly(
    'cost identity over a thousand instances',
    cost('identity', false),
    { n: 'small', m: 'longPower' },
    {
      Z: counted(8),
      Y: counted(8),
    },
  ),
  exactly(
    'weighted cost identity of quarters',
    cost('identity', true),
    { n: 'small', m: 'powerOfTwo' },
    { ...ofCost, s: quarters },
  ),
  ...wrongLosses,
  ...dyadic.map((rule) =>
    exactly(
      `update ${rule.kind} of quarters, learning rate ${rule.learningRate}, l2 ${rule.l2}`,
      update(rule),
      { n: 'any', k: 'any' },
      { P: quarters, dP: quarters, v: quarters },
    ),
  ),
]
