import { constant, moderate } from '../draw.ts'
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
import { counted, fullAndScattered, summable } from '../sums.ts'
import { barLaw, exactLaw } from './operations.ts'
import { dyadicStep, fewLosses, type Kinds, signs, type Together, wide } from './sizes.ts'

/** Layers of n units with k inputs each, and batches of m: every two sides and all three from 34 on, and layers that people train. */
const ofProducts: Together = [
  { n: 37, k: 41, m: 43 },
  { n: 257, k: 130, m: 1 },
  { n: 100, k: 2, m: 129 },
  { n: 3, k: 200, m: 40 },
  { n: 34, k: 34, m: 2 },
  { n: 10, k: 128, m: 64 },
  { n: 64, k: 30, m: 32 },
  { n: 17, k: 20, m: 1000 },
  { n: 16, k: 600, m: 16 },
]
/** Longer ones, of the plain products, on which the others rest. */
const ofPlainProducts: Together = [
  ...ofProducts,
  { n: 64, k: 64, m: 64 },
  { n: 100, k: 48, m: 65 },
  { n: 32, k: 784, m: 34 },
  { n: 512, k: 513, m: 2 },
]

/** The same of what has two sides; `rows` and `columns` are their names. */
const ofElements = (rows: string, columns: string): Together =>
  [
    [64, 64],
    [37, 41],
    [64, 32],
    [10, 64],
    [10, 128],
    [100, 64],
    [40, 130],
    [128, 100],
    [17, 1000],
  ].map(([n = 1, m = 1]) => ({ [rows]: n, [columns]: m }))

/** Large on both sides, which an element by itself does not mind and a softmax does. */
const large = (rows: string, columns: string): Together => [
  { [rows]: 257, [columns]: 300 },
  { [rows]: 128, [columns]: 784 },
]

function onLayers(operation: Operation, together: Together, kinds: Kinds = {}, exact = false): Law {
  const planned = drawnAs(operation, {}, kinds, together)
  const law = exact ? exactLaw : barLaw
  return law(`layers: ${operation.name}, with more than one side large`, planned, together.length / 100)
}

const ofLayer = ofElements('n', 'm')
const ofWeights = [...ofElements('n', 'k'), ...large('n', 'k')]

/** Every operation at the sizes of layers: a tile, a packed operand or a part for a thread may go wrong only where two sides are large. */
export const layerLaws: readonly Law[] = [
  onLayers(dense('identity'), ofPlainProducts, { W: summable('row'), X: signs, b: wide }, true),
  onLayers(
    backpropagate('identity'),
    ofPlainProducts,
    { W2: summable('column'), dZ2: signs, A1: constant(1) },
    true,
  ),
  onLayers(gradients, ofPlainProducts, { dZ: signs, A: summable('row') }),
  ...activations
    .filter((g) => g !== 'identity')
    .flatMap((g) => [
      onLayers(dense(g), ofProducts, { W: moderate, X: fullAndScattered }),
      onLayers(backpropagate(g), ofProducts, { W2: moderate, dZ2: fullAndScattered, A1: constant(0.5) }),
    ]),
  onLayers(output('identity'), [...ofLayer, ...large('n', 'm')], { Z: wide }, true),
  onLayers(output('sigmoid'), [...ofLayer, ...large('n', 'm')]),
  onLayers(output('softmax'), [...ofLayer, { n: 2049, m: 2 }]),
  ...outputs.flatMap((kind) =>
    [false, true].map((weighted) => onLayers(cost(kind, weighted), ofLayer, fewLosses[kind])),
  ),
  ...[false, true].map((weighted) =>
    onLayers(residual(weighted), [...ofLayer, ...large('n', 'm')], { T: wide, Y: wide, s: counted(4) }, true),
  ),
  onLayers(update(dyadicStep), ofWeights, { P: wide, dP: wide }, true),
  ...commonRules.map((rule) => onLayers(update(rule), ofWeights)),
]
