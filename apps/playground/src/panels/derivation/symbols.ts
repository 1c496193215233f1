import type { Values } from '@leven/core'
import { layerShapes } from '@leven/core'
import type { LayerNumbers, Numbers } from '../../notes/calculation.ts'
import { formula } from '../../notes/formula.ts'
import type { FormulaName } from '../../notes/formulas.ts'
import { equationsTexts } from '../../texts/equations.ts'
import { type Axis, one, type Quantity } from './quantity.ts'

/** The symbols of the derivation as quantities; l counts layers from 1. */
export interface Symbols {
  /** L: the number of layers. */
  readonly depth: number
  W(l: number): Quantity
  b(l: number): Quantity
  Z(l: number): Quantity
  /** A[l]; X where l is 0. */
  A(l: number): Quantity
  T(): Quantity
  Y(): Quantity
  /** T − Y. */
  residual(): Quantity
  /** g′(Z[l]). */
  slope(l: number): Quantity
  /** m ∂J/∂Z[l]. */
  dZ(l: number): Quantity
  dW(l: number): Quantity
  db(l: number): Quantity
  nextW(l: number): Quantity
  nextB(l: number): Quantity
  /** What the step took away: old − new. */
  stepOfW(l: number): Quantity
  stepOfB(l: number): Quantity
  losses(): Quantity
  cost(): Quantity
  /** A number of its own. */
  scalar(name: FormulaName, text: string, value: number, l?: number): Quantity
  /** A column of the output's units. */
  outputs(name: FormulaName, text: string, values: Values): Quantity
}

/**
 * Names and axes for the numbers of one calculation. Of a single instance the symbols are small letters
 * with (i), and its gradients are ∂L; of the batch capital letters, and ∂J.
 */
export function symbolsOf(numbers: Numbers, kind: 'instance' | 'batch'): Symbols {
  const t = equationsTexts()
  const shapes = layerShapes(numbers.network)
  const depth = shapes.length
  const single = kind === 'instance'
  const instances: Axis = single ? one : { kind: 'instances' }
  const units = (layer: number): Axis => ({ kind: 'units', layer })
  const layer = (l: number): LayerNumbers => numbers.layers[l - 1] ?? missing
  const activation = (l: number) => shapes[l - 1]?.activation ?? 'identity'
  const size = (l: number) => numbers.network.sizes[l] ?? 0
  const symbol = (name: FormulaName, l: number) => formula(name, { layer: l, activation: activation(l) })

  const perInstance = (l: number, name: FormulaName, text: string, values: Values): Quantity => ({
    symbol: symbol(name, l),
    name: text,
    rows: size(l),
    columns: numbers.instances,
    values,
    rowAxis: units(l),
    columnAxis: instances,
  })
  const weights = (l: number, name: FormulaName, text: string, values: Values): Quantity => ({
    symbol: symbol(name, l),
    name: text,
    rows: size(l),
    columns: size(l - 1),
    values,
    rowAxis: units(l),
    columnAxis: units(l - 1),
  })
  const biases = (l: number, name: FormulaName, text: string, values: Values): Quantity => ({
    symbol: symbol(name, l),
    name: text,
    rows: size(l),
    columns: 1,
    values,
    rowAxis: units(l),
    columnAxis: one,
  })
  const scalar = (name: FormulaName, text: string, value: number, l = depth): Quantity => ({
    symbol: symbol(name, l),
    name: text,
    rows: 1,
    columns: 1,
    values: Float64Array.of(value),
    rowAxis: one,
    columnAxis: one,
  })
  const minus = (a: Values, b: Values) => Float64Array.from(a, (value, i) => value - (b[i] ?? Number.NaN))
  const J = single ? 'L' : 'J'

  return {
    depth,
    W: (l) => weights(l, 'W', `W[${l}]`, layer(l).W),
    b: (l) => biases(l, 'b', `b[${l}]`, layer(l).b),
    Z: (l) => perInstance(l, single ? 'z' : 'Z', single ? `z[${l}]` : `Z[${l}]`, layer(l).Z),
    A: (l) =>
      l === 0
        ? perInstance(0, single ? 'x' : 'X', single ? 'x' : 'X', numbers.X)
        : perInstance(l, single ? 'a' : 'A', single ? `a[${l}]` : `A[${l}]`, layer(l).A),
    T: () => perInstance(depth, single ? 't' : 'T', single ? 't' : 'T', numbers.T),
    Y: () => perInstance(depth, single ? 'y' : 'Y', single ? 'y' : 'Y', numbers.Y),
    residual: () =>
      perInstance(depth, single ? 'residualOne' : 'residual', single ? 't − y' : 'T − Y', layer(depth).dZ),
    slope: (l) => perInstance(l, single ? 'slopeOne' : 'slope', t.slopeName(l), layer(l).slope),
    dZ: (l) => perInstance(l, single ? 'dz' : 'dZ', single ? `dz[${l}]` : `dZ[${l}]`, layer(l).dZ),
    dW: (l) => weights(l, single ? 'dLdW' : 'dW', `∂${J}/∂W[${l}]`, layer(l).dW),
    db: (l) => biases(l, single ? 'dLdb' : 'db', `∂${J}/∂b[${l}]`, layer(l).db),
    nextW: (l) => weights(l, 'W', t.newName(`W[${l}]`), layer(l).nextW),
    nextB: (l) => biases(l, 'b', t.newName(`b[${l}]`), layer(l).nextB),
    stepOfW: (l) => weights(l, 'stepOfW', t.stepName(`W[${l}]`), minus(layer(l).W, layer(l).nextW)),
    stepOfB: (l) => biases(l, 'stepOfB', t.stepName(`b[${l}]`), minus(layer(l).b, layer(l).nextB)),
    losses: () => ({
      symbol: formula('L'),
      name: 'L',
      rows: 1,
      columns: numbers.instances,
      values: numbers.losses,
      rowAxis: one,
      columnAxis: instances,
    }),
    cost: () => scalar('J', 'J', numbers.J),
    scalar,
    outputs: (name, text, values) => ({
      symbol: symbol(name, depth),
      name: text,
      rows: size(depth),
      columns: 1,
      values,
      rowAxis: units(depth),
      columnAxis: one,
    }),
  }
}

const none = new Float64Array(0)
const missing: LayerNumbers = {
  W: none,
  b: none,
  Z: none,
  A: none,
  slope: none,
  dZ: none,
  dW: none,
  db: none,
  nextW: none,
  nextB: none,
}
